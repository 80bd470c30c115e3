import { AppError } from '../errors/appError.ts';
import type { Market } from '../film/market.ts';
import type { Clock } from '../ports/clock.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';

/** How far a run is, for people who wait. */
interface RunProgress {
  /** Name of the step, for example "fit". */
  readonly step: string;
  /** Units of the step done, and how many there are. */
  readonly done: number;
  readonly total: number;
  readonly message: string;
}

/** How a run ended. */
export interface RunOutcome {
  readonly result: 'promoted' | 'kept-champion' | 'failed';
  readonly message: string;
  readonly artifactId?: string;
}

/** A training run as anybody may read it. */
export interface TrainingRun {
  readonly runId: string;
  readonly market: Market;
  readonly owner: string;
  readonly state: 'running' | 'finished' | 'failed';
  /** How often it was claimed. */
  readonly attempt: number;
  /** Milliseconds since the epoch, as all moments here. */
  readonly startedAt: number;
  readonly updatedAt: number;
  /** Until then nobody else may take the run over. */
  readonly leaseUntil: number;
  readonly progress?: RunProgress;
  readonly outcome?: RunOutcome;
}

export interface TrainingRuns {
  /**
   * Takes a run for `owner` unless somebody else holds it or it has finished. The same owner may claim again (a step
   * that is retried); a failed run and one whose lease has passed may be taken over.
   * @returns whether it was claimed, and the run as it stands
   */
  claim(run: {
    runId: string;
    market: Market;
    owner: string;
    leaseUntil: number;
  }): Promise<{ readonly claimed: boolean; readonly run: TrainingRun }>;
  /** Says how far the owner is and extends the lease. @returns false when the run is no longer the owner's */
  progress(runId: string, owner: string, progress: RunProgress, leaseUntil: number): Promise<boolean>;
  /** Ends the run. @returns false when the run is no longer the owner's; true again when it ended so already */
  finish(runId: string, owner: string, outcome: RunOutcome): Promise<boolean>;
  get(runId: string): Promise<TrainingRun | undefined>;
  /** Runs by their first start, the latest first. */
  list(options?: { limit?: number; cursor?: string }): Promise<{ runs: readonly TrainingRun[]; cursor?: string }>;
}

const key = (runId: string) => ({ pk: `run#${runId}`, sk: 'state' });
const BY_TIME = 'runs';
const NEVER_FREE = Number.MAX_SAFE_INTEGER;

/** Training runs in the operations table: one record each, changed only by whoever holds it. */
export function createTrainingRuns({ table, clock }: { table: ItemTable; clock: Clock }): TrainingRuns {
  const get = async (runId: string) => {
    const { pk, sk } = key(runId);
    const item = await table.get(pk, sk);
    return item && toRun(item);
  };

  const change = async (runId: string, owner: string, edit: (run: TrainingRun) => TrainingRun): Promise<boolean> => {
    const run = await get(runId);
    if (run?.owner !== owner || run.state !== 'running') return false;
    return table.put({ ...key(runId), ...edit(run) } as unknown as Item, {
      equals: { owner, attempt: run.attempt, state: 'running' },
    });
  };

  return {
    get,

    async claim({ runId, market, owner, leaseUntil }) {
      const now = clock();
      const before = await get(runId);
      if (before?.state === 'running' && before.owner === owner) {
        const kept: TrainingRun = { ...before, leaseUntil, updatedAt: now };
        if (await table.put(toItem(kept), { equals: { owner, attempt: before.attempt, state: 'running' } })) {
          return { claimed: true, run: kept };
        }
      } else {
        const startedAt = before?.startedAt ?? now;
        const attempt = (before?.attempt ?? 0) + 1;
        const run: TrainingRun = {
          runId,
          market,
          owner,
          state: 'running',
          attempt,
          startedAt,
          updatedAt: now,
          leaseUntil,
        };
        if (await table.put(toItem(run), { absentOrLess: { attribute: 'leaseUntil', than: now } })) {
          await table.put({ pk: BY_TIME, sk: `${String(startedAt).padStart(15, '0')}#${runId}`, runId });
          return { claimed: true, run };
        }
      }
      const holder = await get(runId);
      if (!holder) throw new AppError('run.unknown', { runId });
      return { claimed: holder.state === 'running' && holder.owner === owner, run: holder };
    },

    progress: (runId, owner, progress, leaseUntil) =>
      change(runId, owner, (run) => ({ ...run, progress, leaseUntil, updatedAt: clock() })),

    async finish(runId, owner, outcome) {
      const failed = outcome.result === 'failed';
      const ended = await change(runId, owner, (run) => ({
        ...run,
        state: failed ? 'failed' : 'finished',
        outcome,
        updatedAt: clock(),
        leaseUntil: failed ? 0 : NEVER_FREE,
      }));
      if (ended) return true;
      const run = await get(runId);
      return run?.owner === owner && run.outcome?.result === outcome.result;
    },

    async list({ limit = 20, cursor } = {}) {
      const page = await table.query(BY_TIME, { descending: true, limit, ...(cursor ? { cursor } : {}) });
      const runs = await Promise.all(page.items.map((item) => get(String(item['runId']))));
      const found = runs.filter((run) => run !== undefined);
      return page.cursor ? { runs: found, cursor: page.cursor } : { runs: found };
    },
  };
}

const toItem = (run: TrainingRun): Item => ({ ...key(run.runId), ...run }) as unknown as Item;

function toRun({ pk: _pk, sk: _sk, ttl: _ttl, ...run }: Item): TrainingRun {
  return run as unknown as TrainingRun; // only this store writes these records
}
