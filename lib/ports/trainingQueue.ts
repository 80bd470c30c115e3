import type { Market } from '../film/market.ts';

/** A training run to start: one per batch of history, over the snapshots that the batch led to. */
export interface TrainingRequest {
  /** Equal for equal contents of a batch. */
  readonly runId: string;
  readonly batch: string;
  readonly markets: readonly { readonly market: Market; readonly snapshotKey: string }[];
}

/** Where training runs are asked for; asking again with the same runId starts nothing new. */
export interface TrainingQueue {
  /** @throws AppError `store.unavailable` when the request could not be handed over */
  request(request: TrainingRequest): Promise<void>;
}
