import { setTimeout as pause } from 'node:timers/promises';
import type { TrainingRun, TrainingRuns } from '../../lib/stores/trainingRuns.ts';
import type { Terminal } from '../terminal.ts';

/** How long a run that was asked for may take to begin. */
const BEGIN_MS = 60_000;

/**
 * Shows how far training runs are until every one that began after `since` has ended.
 * @returns the runs that ended; none when none began in time
 */
export async function followTraining(
  runs: TrainingRuns,
  since: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<readonly TrainingRun[]> {
  const told = new Set<string>();
  for (const until = Date.now() + BEGIN_MS; !signal.aborted; ) {
    const { runs: all } = await runs.list({ limit: 20 });
    const own = all.filter(({ startedAt, state }) => startedAt >= since || state === 'running');
    for (const run of own) {
      if (run.state === 'running') terminal.progress(describeProgress(run));
      else if (!told.has(run.runId)) terminal.note(describeOutcome(run));
      if (run.state !== 'running') told.add(run.runId);
    }
    const over = own.every(({ state }) => state !== 'running');
    if (over && (own.length > 0 || Date.now() > until)) return own;
    await pause(1_000, undefined, { signal }).catch(() => {});
  }
  return [];
}

function describeProgress({ market, progress }: TrainingRun): string {
  if (!progress) return `training 训练 ${market} …`;
  const { step, done, total } = progress;
  return `training 训练 ${market}: ${step} ${done}/${total}`;
}

function describeOutcome({ market, state, outcome }: TrainingRun): string {
  const text = {
    promoted: 'promoted 新模型已上线',
    'kept-champion': 'champion kept 保留现任模型',
    failed: 'failed 失败',
  };
  const result = outcome ? text[outcome.result] : state;
  return `training 训练 ${market}: ${result}${outcome ? ` — ${outcome.message}` : ''}`;
}
