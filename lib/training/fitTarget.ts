import type { Target } from '../forecast/target.ts';
import type { TrainingRows } from '../models/contract.ts';
import { type FeatureMatrix, selectRows } from '../models/matrix.ts';
import { type GraphModel, predictModel } from '../models/regressor.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { directionsAt } from './directions.ts';
import type { Fold } from './folds.ts';
import { hideFacts } from './hideFacts.ts';
import { LEARNERS, type LearnerName, type LearnerOptions } from './learners.ts';
import { learnersFor, learnsFromWideFilms, needsRelevance } from './learnerUse.ts';
import type { OriginDataset } from './originDataset.ts';
import { relevanceOf } from './relevance.ts';

/** A model fitted on every row that has the target, and what its like forecast for films it had not seen. */
export interface TargetFit {
  readonly learner: LearnerName;
  /** Absent for the sequence model, which is one for all origins. */
  readonly model?: GraphModel;
  /** One per row of the dataset: the prediction of the model of an earlier fold; NaN where no fold forecast the row. */
  readonly outOfFold: Float64Array;
}

/** Fewest rows with the target on which a model is fitted. */
const FEWEST_ROWS = 80;

/**
 * Fits every learner to one target, on all films and fold by fold.
 * @returns one fit per learner that the target has; none when too few films have the target open at this origin
 */
export function fitTarget(
  dataset: OriginDataset,
  target: Target,
  learners: readonly LearnerName[],
  folds: readonly Fold[],
  seed: number,
): readonly TargetFit[] {
  const y = dataset.y[target];
  const has = (row: number) => !Number.isNaN(y[row]);
  const all = Array.from(y.keys()).filter(has);
  const chosen = learnersFor(learners, target, dataset);
  if (all.length < FEWEST_ROWS || chosen.length === 0) return [];
  const directions = directionsAt(dataset.origin);
  const x = hideColumns(hideFacts(dataset.x, dataset.filmIds, seed), directions.hidden);
  const learning: OriginDataset = { ...dataset, x };
  const effort = target === 'total' ? 'full' : 'light';

  /** The models of all learners, from these rows. */
  const fit = (rows: readonly number[], name: string): readonly GraphModel[] => {
    const every = trainingRows(learning, target, rows);
    const wide = wideRows(learning, target, rows);
    const seedOf = (what: string) => deriveSeed(seed, `${what}/${target}/${dataset.origin}/${name}`);
    const relevance = chosen.some(needsRelevance) ? relevanceOf(wide, seedOf('relevance')) : new Float64Array(0);
    return chosen.map((learner) => {
      const options: LearnerOptions = {
        seed: seedOf(learner),
        effort,
        directions,
        relevance,
        flags: dataset.origin <= 1,
      };
      return LEARNERS[learner](learnsFromWideFilms(learner) ? wide : every, options);
    });
  };

  const outOfFold = chosen.map(() => new Float64Array(y.length).fill(Number.NaN));
  folds.forEach((fold, index) => {
    const rows = fold.fit.filter(has);
    const forecast = fold.forecast.filter(has);
    if (rows.length < FEWEST_ROWS || forecast.length === 0) return;
    const unseen = selectRows(dataset.x, forecast);
    fit(rows, `fold ${index}`).forEach((model, m) => {
      const own = outOfFold[m] ?? new Float64Array(0);
      predictModel(model, unseen).forEach((prediction, i) => {
        own[forecast[i] as number] = prediction;
      });
    });
  });
  const models = fit(all, 'all');
  return chosen.flatMap((learner, m) => {
    const [model, own] = [models[m], outOfFold[m]];
    return model && own ? [{ learner, model, outOfFold: own }] : [];
  });
}

/** The rows of wide films, or all of them where these are too few. */
function wideRows(dataset: OriginDataset, target: Target, rows: readonly number[]): TrainingRows {
  const wide = rows.filter((row) => dataset.wide[row] === 1);
  return trainingRows(dataset, target, wide.length >= FEWEST_ROWS ? wide : rows);
}

function trainingRows(dataset: OriginDataset, target: Target, rows: readonly number[]): TrainingRows {
  return {
    x: selectRows(dataset.x, rows),
    y: Float64Array.from(rows, (row) => dataset.y[target][row] as number),
    weights: Float64Array.from(rows, (row) => dataset.weights[row] as number),
  };
}

/** Inputs with columns made unknown for every film: models that never saw them do not look at them. */
function hideColumns(x: FeatureMatrix, hidden: Uint8Array): FeatureMatrix {
  const data = x.data.slice();
  hidden.forEach((hide, column) => {
    if (hide === 1) for (let row = 0; row < x.rows; row++) data[row * x.columns + column] = Number.NaN;
  });
  return { ...x, data };
}
