import { AppError } from '../../errors/appError.ts';
import { describeError, type ErrorCode } from '../../errors/catalogue.ts';
import type { RunOutcome } from '../../stores/trainingRuns.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';

/** How long a run that says nothing is believed to be alive: longer than any step lasts. */
const LEASE_MS = 20 * 60_000;

type RecordDeps = Pick<TrainingDeps, 'runs' | 'clock'>;

/** @returns false when somebody else holds the run, or it has ended */
export async function claimRun({ runs, clock }: RecordDeps, { runId, market, owner }: MarketRun): Promise<boolean> {
  const { claimed } = await runs.claim({ runId, market, owner, leaseUntil: clock() + LEASE_MS });
  return claimed;
}

/** Says how far a run is; whoever waits reads it from the runs. */
export async function reportProgress(
  { runs, clock }: RecordDeps,
  { runId, market, owner }: MarketRun,
  step: string,
  done: number,
  total: number,
): Promise<void> {
  const message = `${market} ${step} ${done}/${total}`;
  await runs.progress(runId, owner, { step, done, total, message }, clock() + LEASE_MS);
}

export async function finishRun(
  { runs }: RecordDeps,
  { runId, owner }: MarketRun,
  outcome: RunOutcome,
): Promise<RunOutcome> {
  await runs.finish(runId, owner, outcome);
  return outcome;
}

/** The outcome of a run that gave up; what it had made stays, and the run may be started again. */
export function brokenRun(error: unknown): RunOutcome {
  return toFailure('training.broken-off', { detail: error instanceof Error ? error.message : String(error) });
}

/** The outcome of a history that cannot be learnt from; failures that may pass are thrown on, so that the step is retried. */
export function failRun(error: unknown): RunOutcome {
  if (!(error instanceof AppError) || error.code !== 'training.too-few-films') throw error;
  return toFailure(error.code, error.params);
}

function toFailure(code: ErrorCode, params: AppError['params']): RunOutcome {
  const { en, zh, nextEn, nextZh } = describeError(code, params);
  return { result: 'failed', message: `${en} ${nextEn} / ${zh} ${nextZh}` };
}
