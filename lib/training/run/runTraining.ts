import { formatOrigin, type Origin } from '../../film/origin.ts';
import type { TrainingRequest } from '../../ports/trainingQueue.ts';
import type { RunOutcome } from '../../stores/trainingRuns.ts';
import type { DurableSteps } from './durableSteps.ts';
import { exportArtifact } from './exportArtifact.ts';
import { completeOriginStep, datasetStep, fitStep, sequenceStep } from './fitSteps.ts';
import { judgeChallenger } from './judgeChallenger.ts';
import { promoteChallenger } from './promoteChallenger.ts';
import { brokenRun, claimRun, failRun, finishRun, reportProgress } from './runRecord.ts';
import { createStudies } from './studyOf.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';

export type MarketOutcome =
  | (RunOutcome & { readonly market: string })
  | { readonly market: string; readonly result: 'already-running' };

/**
 * Trains the markets of a request one after the other: claim, validate, datasets, fits, calibration, export, judgement,
 * promotion. Every step may be repeated; what a step leaves behind is written once under keys of the run, and the only
 * thing that changes what is served is the one conditional write at the end.
 * A market whose steps have failed for good does not keep the others from being trained.
 * @param owner the same for every retry of one execution
 * @throws the first failure, after all markets had their turn and the failed run says so
 */
export async function runTraining(
  deps: TrainingDeps,
  request: TrainingRequest,
  owner: string,
  durable: DurableSteps,
): Promise<readonly MarketOutcome[]> {
  const studyOf = createStudies(deps);
  const outcomes: MarketOutcome[] = [];
  const failures: unknown[] = [];
  for (const { market, snapshotKey } of request.markets) {
    const run: MarketRun = { runId: `${request.runId}-${market}`, market, snapshotKey, owner };
    const claimed = await durable.step(`${market} claim`, () => claimRun(deps, run));
    if (!claimed) {
      outcomes.push({ market, result: 'already-running' });
      continue;
    }
    try {
      outcomes.push({ market, ...(await trainOne(deps, run, durable, studyOf)) });
    } catch (error) {
      // Without a word here, people who wait would see a run that runs until its lease ends.
      await durable.step(`${market} give up`, () => finishRun(deps, run, brokenRun(error)));
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return outcomes;
}

interface Checked {
  readonly origins: readonly Origin[];
  /** Why the snapshot cannot be learnt from. */
  readonly failure?: RunOutcome;
}

async function validate(studyOf: ReturnType<typeof createStudies>, run: MarketRun): Promise<Checked> {
  try {
    const { origins } = (await studyOf(run)).options;
    return { origins };
  } catch (error) {
    return { origins: [], failure: failRun(error) };
  }
}

async function trainOne(
  deps: TrainingDeps,
  run: MarketRun,
  durable: DurableSteps,
  studyOf: ReturnType<typeof createStudies>,
): Promise<RunOutcome> {
  const { market } = run;
  const named = (step: string) => `${market} ${step}`;
  const checked = await durable.step(named('validate'), () => validate(studyOf, run));
  const { failure } = checked;
  if (failure) return durable.step(named('finish'), () => finishRun(deps, run, failure));

  const { origins } = checked;
  await durable.each(named('dataset'), origins, formatOrigin, async (origin) => {
    await datasetStep(deps, run, await studyOf(run), origin);
    await reportProgress(deps, run, 'dataset', origins.indexOf(origin) + 1, origins.length);
  });
  await durable.step(named('sequence'), async () => sequenceStep(deps, run, await studyOf(run)));
  await durable.each(named('fit'), origins, formatOrigin, async (origin) => {
    await fitStep(deps, run, await studyOf(run), origin);
    await reportProgress(deps, run, 'fit', origins.indexOf(origin) + 1, origins.length);
  });
  await durable.each(named('calibrate'), origins, formatOrigin, async (origin) => {
    await completeOriginStep(deps, run, await studyOf(run), origin);
    await reportProgress(deps, run, 'calibrate', origins.indexOf(origin) + 1, origins.length);
  });
  const artifactId = await durable.step(named('export'), async () => exportArtifact(deps, run, await studyOf(run)));
  const judgement = await durable.step(named('judge'), async () =>
    judgeChallenger(deps, run, await studyOf(run), artifactId),
  );
  const outcome = await durable.step(named('promote'), () => promoteChallenger(deps, run, artifactId, judgement));
  return durable.step(named('finish'), () => finishRun(deps, run, outcome));
}
