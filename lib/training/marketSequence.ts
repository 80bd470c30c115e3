import type { Origin } from '../film/origin.ts';
import type { OriginModel } from '../forecast/originModel.ts';
import { SEQUENCE, sequenceWeight } from '../forecast/sequenceShare.ts';
import type { SequenceModel } from '../models/lstm/sequenceModel.ts';
import type { TargetFit } from './fitTarget.ts';
import type { OriginDataset } from './originDataset.ts';
import { type GoldenSequences, goldenSequences } from './sequenceGolden.ts';
import { fitSequence, sequenceFoldDays } from './sequenceLearner.ts';
import type { TrainOptions } from './trainOptions.ts';

/** The sequence model of a market, and what its like forecast for films they had not seen. */
export interface MarketSequence {
  readonly model: SequenceModel;
  /** Per origin that it forecasts at, one per row of its dataset. */
  readonly outOfFold: ReadonlyMap<Origin, Float64Array>;
  /** Films that its graph is checked on whenever it is opened. */
  readonly golden: GoldenSequences;
}

/**
 * Whether the sequence model forecasts at an origin. Before release it has no say: it cannot be told that extra presale
 * never lowers a forecast.
 */
export const servesSequence = (origin: Origin): boolean => origin > 0;

/** @returns undefined when it is not chosen, or there are too few films or no origin for it */
export function fitMarketSequence(
  datasets: readonly OriginDataset[],
  { learners, folds, seed }: TrainOptions,
): MarketSequence | undefined {
  const own = datasets.filter(({ origin }) => servesSequence(origin));
  if (!learners.includes(SEQUENCE) || own.length === 0) return undefined;
  const origins = own.map(({ y, ...dataset }) => ({ ...dataset, y: y.total }));
  const fit = fitSequence(origins, { seed, foldDays: sequenceFoldDays(origins, folds) });
  if (!fit) return undefined;
  const outOfFold = own.map(({ origin }, at) => [origin, fit.outOfFold[at] ?? new Float64Array(0)] as const);
  return { model: fit.model, outOfFold: new Map(outOfFold), golden: goldenSequences(fit.model, own) };
}

/** The sequence model where the stack of any origin asks for it. */
export function neededSequence<Sequence>(
  sequence: Sequence | undefined,
  models: readonly Pick<OriginModel, 'targets'>[],
): Sequence | undefined {
  return models.some(({ targets }) => sequenceWeight(targets.total.stack) > 0) ? sequence : undefined;
}

/** The sequence model as one of the fits of an origin's total; none where it forecast no film out of fold. */
export function sequenceFits(sequence: MarketSequence | undefined, origin: Origin): readonly TargetFit[] {
  const outOfFold = sequence?.outOfFold.get(origin);
  return outOfFold?.some(Number.isFinite) ? [{ learner: SEQUENCE, outOfFold }] : [];
}
