import type { Market } from '../../film/market.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ModelRuntime } from '../../ports/modelRuntime.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import type { Signer } from '../../ports/signer.ts';
import type { ArtifactRegistry } from '../../stores/artifactRegistry.ts';
import type { HistorySnapshots } from '../../stores/historySnapshots.ts';
import type { TrainingRuns } from '../../stores/trainingRuns.ts';
import type { TrainOptions } from '../trainOptions.ts';

/** What a training run needs. */
export interface TrainingDeps {
  readonly snapshots: Pick<HistorySnapshots, 'load'>;
  /** The artifacts bucket; work in progress lies under `runs/`. */
  readonly objects: ObjectStore;
  readonly registry: ArtifactRegistry;
  readonly runs: TrainingRuns;
  readonly signer: Signer;
  readonly runtime: ModelRuntime;
  readonly clock: Clock;
  /** Digest of the program that trains. */
  readonly trainer: string;
  /** What of the training differs from the default; for tests. */
  readonly options?: Partial<TrainOptions>;
}

/** One market of one run. */
export interface MarketRun {
  /** Name of the run with its market. */
  readonly runId: string;
  readonly market: Market;
  readonly snapshotKey: string;
  /** Who holds the run: the same through all retries of one execution. */
  readonly owner: string;
}
