import { PREFIX } from '../deployment/environment.ts';
import { VERSION } from '../deployment/version.ts';
import type { Market } from '../film/market.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { ItemTable } from '../ports/itemTable.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import type { SignatureVerifier } from '../ports/signer.ts';
import { createArtifactReader } from '../stores/artifactRegistry.ts';
import { createForecastCache } from '../stores/forecastCache.ts';
import { createForecastLog } from '../stores/forecastLog.ts';
import { createHistorySnapshots } from '../stores/historySnapshots.ts';
import { createPatience, type PatienceOptions } from '../stores/patience.ts';
import { createProvenanceChains } from '../stores/provenanceChains.ts';
import { type ApiRequest, createRequestHandler } from './handleRequest.ts';
import type { AnswerOf, OperationId } from './operations.ts';
import type { ChampionOpenerOptions, Held } from './serving/championOpener.ts';
import { createMarketHistories } from './serving/marketHistories.ts';
import { createServedModels } from './serving/servedModels.ts';
import type { PrepareForecast } from './useCases/serviceDeps.ts';

export interface ForecastApiOptions<Model> extends Pick<PatienceOptions, 'clock' | 'wait' | 'report'> {
  readonly stores: {
    /** Table of films and their forecast revisions. */
    readonly films: ItemTable;
    readonly operations: ItemTable;
    readonly cache: ItemTable;
    /** Table of signals and chains: every forecast that is told is committed to here. */
    readonly signals: ItemTable;
    /** Bucket of snapshots and artifacts. */
    readonly artifacts: ObjectStore;
  };
  /** Checks the seals of champion pointers. */
  readonly verifier: SignatureVerifier;
  /** Opens what the registry holds, checked in every respect. */
  readonly open: ChampionOpenerOptions<Model>['open'];
  readonly close?: (model: Model) => Promise<void>;
  /** The model that came with the program, if it serves the market. */
  readonly bundled: (market: Market) => Promise<Held<Model> | undefined>;
  readonly prepare: PrepareForecast<Model>;
  /** Names this process among those that share the cache. */
  readonly owner: string;
  /** How long pointers of champions and snapshots are believed without asking again; default 2 s. */
  readonly pointerMs?: number;
}

const PROBE_MS = 1000;

/** The HTTP API over its stores: from a request to the body of a 200, or an AppError. Asks nothing before it is asked. */
export function createForecastApi<Model>(
  options: ForecastApiOptions<Model>,
): (request: ApiRequest) => Promise<AnswerOf<OperationId>> {
  const { stores, verifier, clock, wait, report, pointerMs } = options;
  const patience: PatienceOptions = { clock, wait, ...(report ? { report } : {}) };
  const pointers = pointerMs === undefined ? {} : { pointerMs };
  const { films, operations, cache, signals, artifacts } = stores;
  const registry = createArtifactReader({ table: operations, objects: artifacts, verifier });
  const snapshots = createHistorySnapshots(operations, artifacts);
  const { open, close, bundled } = options;

  const probe = (operation: () => Promise<unknown>) => async () => {
    const once = createPatience({ ...patience, patienceMs: PROBE_MS });
    return (await once.attempt(operation)).ok;
  };
  const probeTable = (table: ItemTable) => probe(() => table.get('health', 'probe'));

  return createRequestHandler<Model>({
    histories: createMarketHistories({ ...patience, ...pointers, snapshots }),
    models: createServedModels({ ...patience, ...pointers, registry, open, bundled, ...(close ? { close } : {}) }),
    prepare: options.prepare,
    cache: createForecastCache<Forecast>({ ...patience, table: cache, owner: options.owner }),
    log: createForecastLog({ table: films, chains: createProvenanceChains(signals) }),
    logPatience: createPatience({ ...patience, patienceMs: 500 }),
    registry,
    clock,
    version: VERSION,
    probes: {
      films: probeTable(films),
      operations: probeTable(operations),
      cache: probeTable(cache),
      artifacts: probe(() => artifacts.head(`${PREFIX.artifacts}health`)),
    },
  });
}
