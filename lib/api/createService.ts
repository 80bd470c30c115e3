import { PREFIX } from '../deployment/environment.ts';
import { VERSION } from '../deployment/version.ts';
import type { Market } from '../film/market.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { ItemTable } from '../ports/itemTable.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import type { SignatureVerifier } from '../ports/signer.ts';
import { createAnsweredHeads } from '../stores/answeredHeads.ts';
import { createArtifactReader } from '../stores/artifactRegistry.ts';
import { createForecastCache } from '../stores/forecastCache.ts';
import { createForecastLog } from '../stores/forecastLog.ts';
import { createHistorySnapshots } from '../stores/historySnapshots.ts';
import { createPatience, type PatienceOptions } from '../stores/patience.ts';
import { createProvenanceChains } from '../stores/provenanceChains.ts';
import { createSettledSignals } from '../stores/signalIntake.ts';
import { createSignalLog } from '../stores/signalLog.ts';
import { createSourceStatuses } from '../stores/sourceStatus.ts';
import { createWindowRows } from '../stores/windowRows.ts';
import type { ChampionOpenerOptions, Held } from './serving/championOpener.ts';
import { createFilmAssessor } from './serving/filmAssessor.ts';
import { createMarketHistories } from './serving/marketHistories.ts';
import { createServedModels } from './serving/servedModels.ts';
import { createStaleSources } from './serving/staleSources.ts';
import type { SignalsDeps } from './useCases/listSignals.ts';
import type { HealthDeps } from './useCases/readHealth.ts';
import type { RefreshDeps } from './useCases/refreshForecasts.ts';
import type { PrepareForecast } from './useCases/serviceDeps.ts';

export interface ServiceOptions<Model> extends Pick<PatienceOptions, 'clock' | 'wait' | 'report'> {
  readonly stores: {
    /** Table of films and their forecast revisions. */
    readonly films: ItemTable;
    readonly operations: ItemTable;
    /** Table of signals and of chains: every forecast that is told is committed to there. */
    readonly signals: ItemTable;
    readonly cache: ItemTable;
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
  /** How long heads of signals are believed without asking again; default 250 ms. */
  readonly headsMs?: number;
}

const PROBE_MS = 1000;

/** What the use cases need, over the stores. Asks nothing before it is asked. */
export function createService<Model>(
  options: ServiceOptions<Model>,
): RefreshDeps<Model> & HealthDeps<Model> & SignalsDeps {
  const { stores, verifier, clock, wait, report, pointerMs, headsMs } = options;
  const patience: PatienceOptions = { clock, wait, ...(report ? { report } : {}) };
  const pointers = pointerMs === undefined ? {} : { pointerMs };
  const { films, operations, cache, artifacts } = stores;
  const registry = createArtifactReader({ table: operations, objects: artifacts, verifier });
  const snapshots = createHistorySnapshots(operations, artifacts);
  const signals = createSignalLog(stores.signals);
  const { open, close, bundled } = options;
  const settling = createSettledSignals(stores.signals, clock);
  const listening = { signals, settling, ...(headsMs === undefined ? {} : { headsMs }) };

  const probe = (operation: () => Promise<unknown>) => async () => {
    const once = createPatience({ ...patience, patienceMs: PROBE_MS });
    return (await once.attempt(operation)).ok;
  };
  const probeTable = (table: ItemTable) => probe(() => table.get('health', 'probe'));

  return {
    histories: createMarketHistories({ ...patience, ...pointers, ...listening, snapshots }),
    models: createServedModels({ ...patience, ...pointers, registry, open, bundled, ...(close ? { close } : {}) }),
    prepare: options.prepare,
    assess: createFilmAssessor(),
    staleSources: createStaleSources({ ...patience, statuses: createSourceStatuses(stores.signals) }),
    cache: createForecastCache<Forecast>({ ...patience, table: cache, owner: options.owner }),
    log: createForecastLog({ table: films, chains: createProvenanceChains(stores.signals) }),
    logPatience: createPatience({ ...patience, patienceMs: 1_500 }),
    answered: createAnsweredHeads(cache, clock),
    answeredPatience: createPatience({ ...patience, patienceMs: 500 }),
    windows: createWindowRows(stores.signals),
    wait,
    registry,
    clock,
    version: VERSION,
    probes: {
      films: probeTable(films),
      operations: probeTable(operations),
      cache: probeTable(cache),
      signals: probeTable(stores.signals),
      artifacts: probe(() => artifacts.head(`${PREFIX.artifacts}health`)),
    },
  };
}
