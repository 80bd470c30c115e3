import type { Target } from '../forecast/target.ts';
import type { TrainingRows } from '../models/contract.ts';
import { selectRows } from '../models/matrix.ts';
import { type GraphModel, predictModel } from '../models/regressor.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import type { Fold } from './folds.ts';
import { hideFacts } from './hideFacts.ts';
import { LEARNERS, type LearnerName } from './learners.ts';
import type { OriginDataset } from './originDataset.ts';
import { risingFeatures } from './rising.ts';

/** A model fitted on every row that has the target, and what its like forecast for films it had not seen. */
export interface TargetFit {
  readonly learner: LearnerName;
  readonly model: GraphModel;
  /** One per row of the dataset: the prediction of the model of an earlier fold; NaN where no fold forecast the row. */
  readonly outOfFold: Float64Array;
}

/** Fewest rows with the target on which a model is fitted. */
const FEWEST_ROWS = 80;

/** @returns undefined when too few films have the target open at this origin */
export function fitTarget(
  dataset: OriginDataset,
  target: Target,
  learner: LearnerName,
  folds: readonly Fold[],
  seed: number,
): TargetFit | undefined {
  const y = dataset.y[target];
  const has = (row: number) => !Number.isNaN(y[row]);
  const all = Array.from(y.keys()).filter(has);
  if (all.length < FEWEST_ROWS) return undefined;
  const outOfFold = new Float64Array(y.length).fill(Number.NaN);
  const fit = (rows: readonly number[], name: string) =>
    LEARNERS[learner](trainingRows(learning, target, rows), {
      seed: deriveSeed(seed, `${learner}/${target}/${dataset.origin}/${name}`),
      effort: target === 'total' ? 'full' : 'light',
      rising: risingFeatures(dataset.origin),
    });
  const learning = { ...dataset, x: hideFacts(dataset.x, dataset.filmIds, seed) };
  folds.forEach((fold, index) => {
    const rows = fold.fit.filter(has);
    const forecast = fold.forecast.filter(has);
    if (rows.length < FEWEST_ROWS || forecast.length === 0) return;
    const predictions = predictModel(fit(rows, `fold ${index}`), selectRows(dataset.x, forecast));
    forecast.forEach((row, i) => {
      outOfFold[row] = predictions[i] as number;
    });
  });
  return { learner, model: fit(all, 'all'), outOfFold };
}

function trainingRows(dataset: OriginDataset, target: Target, rows: readonly number[]): TrainingRows {
  return {
    x: selectRows(dataset.x, rows),
    y: Float64Array.from(rows, (row) => dataset.y[target][row] as number),
    weights: Float64Array.from(rows, (row) => dataset.weights[row] as number),
  };
}
