import { AppError } from '../../errors/appError.ts';
import { MARKETS, type Market } from '../../film/market.ts';
import type { ArtifactReader } from '../../stores/artifactRegistry.ts';
import type { Champion } from '../../stores/championPointer.ts';
import { createPatience, type PatienceOptions } from '../../stores/patience.ts';
import { type ChampionOpenerOptions, createChampionOpener, type Held, type ServingNote } from './championOpener.ts';
import { memo } from './memo.ts';

/** What answers for a market at present, and how it came to that. */
export interface ServedModel<Model> {
  /** Absent when there is nothing to serve the market with. */
  readonly serving: (Held<Model> & { readonly source: 'registry' | 'bundled' }) | undefined;
  /** The champion as the pointer names it; absent when there is none or it cannot be read or believed. */
  readonly champion: Champion | undefined;
  /** What is wrong; absent while the champion itself serves. */
  readonly note: ServingNote | undefined;
}

export interface ServedModels<Model> {
  /** Never fails. */
  current(market: Market): Promise<ServedModel<Model>>;
  /**
   * What answered at an instant (ms): the champion of then, opened again; where none was yet, what came with the program.
   * Never fails.
   */
  at(market: Market, instant: number): Promise<ServedModel<Model>>;
}

export interface ServedModelsOptions<Model> extends PatienceOptions, Omit<ChampionOpenerOptions<Model>, 'market'> {
  readonly registry: Pick<ArtifactReader, 'champion' | 'championAt' | 'load'>;
  /** The model that came with the program, if it serves this market. */
  readonly bundled: (market: Market) => Promise<Held<Model> | undefined>;
  /** How long the pointer is believed without asking again; default 2 s. */
  readonly pointerMs?: number;
}

/**
 * The model of each market. A champion serves from the moment it is opened whole; one that is refused, cannot be
 * reached, or stands under a pointer older than one seen before leaves the former in place. With nothing to fall back on
 * the bundled model serves.
 */
export function createServedModels<Model>(options: ServedModelsOptions<Model>): ServedModels<Model> {
  const byMarket = new Map((Object.keys(MARKETS) as Market[]).map((market) => [market, ofMarket(market, options)]));
  const of = (market: Market) => {
    const served = byMarket.get(market);
    if (!served) throw new RangeError(`no market ${market}`);
    return served;
  };
  return { current: (market) => of(market).current(), at: (market, instant) => of(market).at(instant) };
}

function ofMarket<Model>(market: Market, options: ServedModelsOptions<Model>) {
  const { bundled, clock, report, pointerMs = 2000 } = options;
  const opener = createChampionOpener({ ...options, market });
  const readPointer = createPointerReader(market, options);
  const ask = async (): Promise<ServedModel<Model>> => {
    const { champion, note } = await readPointer();
    const trouble = champion ? await opener.serve(champion) : note;
    const held = opener.held();
    if (held) return { serving: { ...held, source: 'registry' }, champion, note: trouble };
    const spare = await bundled(market).catch((error: unknown) => void report?.(error));
    return { serving: spare ? { ...spare, source: 'bundled' } : undefined, champion, note: trouble };
  };
  const current = memo(ask, clock, pointerMs);
  return { current, at: createFormerModels(market, options, current) };
}

/** Opens former champions, one at a time; the last one stays open. */
function createFormerModels<Model>(
  market: Market,
  options: ServedModelsOptions<Model>,
  current: () => Promise<ServedModel<Model>>,
): (instant: number) => Promise<ServedModel<Model>> {
  const { registry, bundled, report } = options;
  const opener = createChampionOpener({ ...options, market });
  const patience = createPatience({ patienceMs: 3000, ...options });
  let turn: Promise<unknown> = Promise.resolve();

  const open = async (instant: number): Promise<ServedModel<Model>> => {
    const present = await current();
    const asked = await patience.attempt(() => believed(market, () => registry.championAt(market, instant)));
    if (!asked.ok) return { ...present, note: UNREACHABLE };
    const { champion, note } = asked.value;
    if (!champion && note?.code !== 'champion.none') return { serving: undefined, champion, note };
    if (!champion) {
      const spare = await bundled(market).catch((error: unknown) => void report?.(error));
      return spare ? { serving: { ...spare, source: 'bundled' }, champion, note } : present;
    }
    if (present.serving?.artifactId === champion.artifactId) return { ...present, champion, note: undefined };
    const { previous: _, ...alone } = champion;
    const trouble = await opener.serve(alone);
    const held = opener.held();
    const isIt = held?.artifactId === champion.artifactId;
    return { serving: isIt ? { ...held, source: 'registry' } : undefined, champion, note: trouble };
  };

  return (instant) => {
    const mine = turn.then(() => open(instant));
    turn = mine.catch(() => undefined);
    return mine;
  };
}

const UNREACHABLE: ServingNote = { code: 'store.unavailable', params: { operation: 'read champion' } };

interface PointerReading {
  readonly champion?: Champion;
  readonly note?: ServingNote;
}

/** Reads the champion pointer of a market and refuses one that is older than another seen before. */
function createPointerReader<Model>(
  market: Market,
  options: ServedModelsOptions<Model>,
): () => Promise<PointerReading> {
  const patience = createPatience({ patienceMs: 3000, ...options });
  let newest = 0;
  return async () => {
    const asked = await patience.attempt(() => believed(market, () => options.registry.champion(market)));
    if (!asked.ok) return { note: UNREACHABLE };
    const { champion } = asked.value;
    if (!champion) return asked.value;
    if (champion.version < newest) {
      return { note: { code: 'champion.rolled-back', params: { market, version: champion.version, newest } } };
    }
    newest = champion.version;
    return { champion };
  };
}

/** A broken seal is an answer of the store, not a failure of it. */
async function believed(market: Market, read: () => Promise<Champion | undefined>): Promise<PointerReading> {
  try {
    const champion = await read();
    return champion ? { champion } : { note: { code: 'champion.none', params: { market } } };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'champion.seal-invalid') throw error;
    return { note: { code: error.code, params: error.params } };
  }
}
