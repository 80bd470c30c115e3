import { setTimeout as wait } from 'node:timers/promises';
import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { createHttpFunction } from '../../../functions/forecast/httpFunction.ts';
import { createRefreshFunction } from '../../../functions/forecast/refreshFunction.ts';
import type { HttpEvent } from '../../../functions/shared/httpEvent.ts';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import type { Problem } from '../../../lib/api/contract/problem.ts';
import { createService } from '../../../lib/api/createService.ts';
import { createRequestHandler } from '../../../lib/api/handleRequest.ts';
import { methodsOf } from '../../../lib/api/operations.ts';
import type { PrepareForecast } from '../../../lib/api/useCases/serviceDeps.ts';
import { ROUTES } from '../../../lib/deployment/environment.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Market } from '../../../lib/film/market.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import { generateSampleHistory } from '../../../lib/simulation/generateSampleHistory.ts';
import { createArtifactRegistry } from '../../../lib/stores/artifactRegistry.ts';
import { createHistorySnapshots } from '../../../lib/stores/historySnapshots.ts';
import { faultyObjects, faultyTable, noFaults } from '../../lib/stores/faults.ts';
import { openTinyModel, prepareTinyForecast, type TinyModel, tinyArtifact } from './tinyModel.ts';

/** The moment at which the world stands: the sample history ends with the day before. */
export const NOW = Date.parse('2025-06-01T04:00:00Z');

export const SAMPLE = generateSampleHistory({
  seed: 7,
  filmsPerMarket: 60,
  from: parseDay('2024-01-01'),
  until: parseDay('2025-06-01'),
});

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there is no body. */
  readonly body: unknown;
  readonly text: string;
}

export interface Send {
  readonly method?: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly rawBody?: string;
  readonly base64?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface WorldOptions {
  /** Tells the time; default a clock that stands at {@link NOW}. */
  readonly clock?: () => number;
  readonly bundled?: readonly Market[];
  readonly lines?: string[];
  /** Where everything is kept; default in memory. */
  readonly inner?: WorldStores;
  /** How forecasts are made; default as {@link prepareTinyForecast} does, called with what counts the runs. */
  readonly prepare?: (ran: () => void) => PrepareForecast<TinyModel>;
}

export interface WorldStores {
  readonly films: ItemTable;
  readonly operations: ItemTable;
  readonly signals: ItemTable;
  readonly cache: ItemTable;
  readonly artifacts: ObjectStore;
}

/**
 * Stores with the sample history in them and a champion for China, with faults that a test switches on; and functions
 * over them, each as a process of its own would be.
 */
export async function createWorld({
  clock = () => NOW,
  bundled = [],
  lines,
  inner = inMemory(clock),
  prepare = prepareTinyForecast,
}: WorldOptions = {}) {
  const faults = {
    films: noFaults(),
    operations: noFaults(),
    signals: noFaults(),
    cache: noFaults(),
    artifacts: noFaults(),
  };
  const stores = {
    films: faultyTable(inner.films, faults.films),
    operations: faultyTable(inner.operations, faults.operations),
    signals: faultyTable(inner.signals, faults.signals),
    cache: faultyTable(inner.cache, faults.cache),
    artifacts: faultyObjects(inner.artifacts, faults.artifacts),
  };
  const signer = createMemorySigner();
  const registry = createArtifactRegistry({ table: inner.operations, objects: inner.artifacts, signer, clock });
  const snapshots = createHistorySnapshots(inner.operations, inner.artifacts);
  for (const market of ['US', 'CN'] as const) {
    const films = SAMPLE.films.filter((film) => film.market === market);
    const known = new Set(films.map((film) => film.filmId));
    const rows = SAMPLE.rows.filter((row) => known.has(row.filmId));
    await snapshots.accept({ batch: 'sample', order: 1, stamp: '1', records: { market, films, rows } }, NOW);
  }

  const publish = async (market: Market, multiplier: number): Promise<string> => {
    const { entry, artifact } = await tinyArtifact(market, multiplier, signer);
    await registry.save(entry, artifact);
    return entry.artifactId;
  };
  const promote = async (market: Market, multiplier: number): Promise<string> => {
    const artifactId = await publish(market, multiplier);
    await registry.promote(market, artifactId, (await registry.champion(market))?.version ?? 0, null);
    return artifactId;
  };
  const first = await promote('CN', 3);

  let runs = 0;
  const open = (owner: string) => {
    const service = createService<TinyModel>({
      stores,
      verifier: signer,
      open: (files, id) => openTinyModel(files, id, signer),
      bundled: async (market) =>
        bundled.includes(market) ? { artifactId: 'shipped', model: { multiplier: 2 } } : undefined,
      prepare: prepare(() => runs++),
      owner,
      clock,
      wait: (ms) => wait(ms, undefined, { ref: false }),
      pointerMs: 0,
      headsMs: 0,
    });
    const logger = new Logger({ logLevel: lines ? 'DEBUG' : 'SILENT' });
    if (lines) capture(logger, lines);
    const answer = createRequestHandler(service);
    const send = sender(createHttpFunction({ answer, logger, now: () => performance.now() }));
    const refresh = createRefreshFunction({ service, logger });
    return { send, refresh: (event: unknown) => refresh(event, CONTEXT) };
  };
  return {
    faults,
    inner,
    registry,
    snapshots,
    signer,
    publish,
    promote,
    first,
    open: (owner: string) => open(owner).send,
    /** A process that is called both ways. */
    both: open,
    send: open('one').send,
    runs: () => runs,
  };
}

function inMemory(clock: () => number): WorldStores {
  const table = () => createMemoryItemTable(clock);
  return {
    films: table(),
    operations: table(),
    signals: table(),
    cache: table(),
    artifacts: createMemoryObjectStore(),
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

function capture(logger: Logger, lines: string[]): void {
  const console = Reflect.get(logger, 'console') as Console;
  for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const) {
    console[level] = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
  }
}

let requests = 0;
const CONTEXT = {
  functionName: 'forecast',
  awsRequestId: 'lambda',
  getRemainingTimeInMillis: () => 20_000,
} as unknown as Context;

/** Sends requests as API Gateway would: matched against its routes, with what it does to paths. */
function sender(handler: ReturnType<typeof createHttpFunction>) {
  return async (request: Send): Promise<Answer> => {
    const event = toEvent(request);
    const answer = await handler(event, CONTEXT);
    const text = answer.body ?? '';
    const headers = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    return { status: answer.statusCode ?? 0, headers, body: text === '' ? undefined : JSON.parse(text), text };
  };
}

export function toEvent({ method = 'POST', path = '/v1/forecasts', ...request }: Send): HttpEvent {
  const route = ROUTES.find(
    (candidate) => candidate.method === method && methodsOf(path).includes(method) && matches(candidate.path, path),
  );
  const [, id] = route?.path.includes('{id}') ? (/^\/v1\/films\/([^/]+)/.exec(path) ?? []) : [];
  const text = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
  const body = text !== undefined && request.base64 ? Buffer.from(text, 'latin1').toString('base64') : text;
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' };
  return {
    version: '2.0',
    routeKey: route ? `${method} ${route.path}` : '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
    ...(request.query ? { queryStringParameters: { ...request.query } } : {}),
    ...(id === undefined ? {} : { pathParameters: { id: decode(id) } }),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: request.base64 ?? false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.test',
      domainPrefix: 'api',
      http,
      requestId: `r${requests++}`,
      routeKey: route ? `${method} ${route.path}` : '$default',
      stage: '$default',
      time: '01/Jun/2025:04:00:00 +0000',
      timeEpoch: NOW,
    },
  };
}

function matches(route: string, path: string): boolean {
  return new RegExp(`^${route.replace('{id}', '[^/]+')}$`).test(path);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export const asProblem = (answer: Answer) => answer.body as Problem;
