import type { RunOutcome } from '../../stores/trainingRuns.ts';
import type { Judgement } from './judgeChallenger.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';

/** Makes the challenger the champion if it was judged better, by one conditional write against the champion it was judged with. */
export async function promoteChallenger(
  { registry }: Pick<TrainingDeps, 'registry'>,
  { market }: MarketRun,
  artifactId: string,
  judgement: Judgement,
): Promise<RunOutcome> {
  if (!judgement.better) return { result: 'kept-champion', artifactId, message: judgement.reason };
  const { promoted, champion } = await registry.promote(market, artifactId, judgement.championVersion, judgement);
  if (promoted) return { result: 'promoted', artifactId, message: judgement.reason };
  const message = `another run was promoted meanwhile: ${champion?.artifactId.slice(0, 12) ?? 'unknown'}`;
  return { result: 'kept-champion', artifactId, message };
}
