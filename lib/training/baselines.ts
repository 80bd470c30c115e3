import { FEATURES } from '../features/catalogue.ts';
import type { ComparablesModel } from '../models/comparables/comparablesModel.ts';
import { predictComparables } from '../models/comparables/findComparables.ts';
import { fitComparables } from '../models/comparables/fitComparables.ts';
import { selectRows } from '../models/matrix.ts';
import { fitMultiplier, type MultiplierModel } from '../models/multiplier.ts';
import type { Fold } from './folds.ts';
import type { OriginDataset } from './originDataset.ts';

/** The trade's own methods, shown beside every forecast and beaten by it or not. */
export interface Baselines {
  /** Times money of the run so far; absent while no day of release is known. */
  readonly multiplier?: MultiplierModel;
  /** Ratio to the anchor; its sources are places among the training films. */
  readonly comparables: ComparablesModel;
}

/** Baselines fitted on every row, and what their like forecast for films they had not seen (ln of ratios to the anchor). */
export interface BaselineFits {
  readonly baselines: Baselines;
  readonly outOfFold: { readonly comparables: Float64Array; readonly multiplier?: Float64Array };
}

/**
 * What films are compared by, and how much it counts; chosen on US films of 2012-2015 and Chinese films of 2013-2015.
 * Before a day of release is known, films are alike in what was known of them; then in how their runs begin.
 */
const BEFORE_RELEASE: Yardstick = {
  ...{ theatres_relative: 3, search_rank: 2, budget: 2, run_left_usual: 0.5, reference_total: 1 },
  ...{ series_last: 1, series_films: 1, distributor_mean: 1, distributor_per_theater: 1, directors_best: 0.5 },
  ...{ cast_best: 1, genre_animation: 1, genre_horror: 1, genre_action: 0.5, genre_comedy: 0.3, month_12: 0.3 },
  ...{ previews_to_market: 3, previews_eve_to_market: 2, previews_days: 0.5, opens_friday: 0.3 },
};
const AFTER_RELEASE: Yardstick = {
  ...{ banked_to_market: 1, change_1: 1, change_since_first: 2, clean_slope: 2, clean_last: 2, rest_of_week: 1 },
  ...{ run_left_usual: 2, run_left_own: 2, theatres_relative: 1, per_theatre_to_market: 1, opens_friday: 0.5 },
  ...{ previews_to_first_day: 0.5, genre_animation: 0.5, genre_family: 0.3, genre_horror: 0.5, series_films: 0.3 },
  ...{ reference_legs: 2, reference_total: 1 },
};
type Yardstick = Readonly<Record<string, number>>;

const NEIGHBOURS = 25;
/** Films of long ago are no yardstick, and would make artifacts large. */
const MOST_FILMS = 1_500;

/** @param served whether each row is of the population that is judged; the multiplier is fitted on it alone */
export function fitBaselines(dataset: OriginDataset, served: readonly boolean[], folds: readonly Fold[]): BaselineFits {
  const rows = Array.from(dataset.films.keys());
  const comparables = new Float64Array(rows.length).fill(Number.NaN);
  const multiplier = new Float64Array(rows.length).fill(Number.NaN);
  for (const { fit, forecast } of folds) {
    const films = fitComparablesOn(dataset, fit);
    predictComparables(films, selectRows(dataset.x, forecast)).forEach((ratio, i) => {
      comparables[forecast[i] as number] = ratio;
    });
    if (dataset.origin < 1) continue;
    const { logRatio } = fitMultiplierOn(dataset, fit, served);
    for (const row of forecast) multiplier[row] = logRatio + lnRunning(dataset, row) - (dataset.anchor[row] as number);
  }
  const fitted = bySourceFilm(fitComparablesOn(dataset, rows), rows.slice(-MOST_FILMS), dataset.films);
  if (dataset.origin < 1) return { baselines: { comparables: fitted }, outOfFold: { comparables } };
  const times = fitMultiplierOn(dataset, rows, served);
  return { baselines: { comparables: fitted, multiplier: times }, outOfFold: { comparables, multiplier } };
}

function fitComparablesOn(dataset: OriginDataset, learnt: readonly number[]): ComparablesModel {
  const rows = learnt.slice(-MOST_FILMS);
  const weightOf = dataset.origin > 0 ? AFTER_RELEASE : BEFORE_RELEASE;
  const yardstick = FEATURES.flatMap(({ name }, column) => {
    const importance = weightOf[name];
    return importance === undefined ? [] : [{ column, importance }];
  });
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number);
  return fitComparables(
    { x: selectRows(dataset.x, rows), y: pick(dataset.y.total), weights: pick(dataset.weights) },
    { yardstick, k: NEIGHBOURS },
  );
}

/** Names the films by their places among the training films instead of by rows. */
function bySourceFilm(model: ComparablesModel, rows: readonly number[], films: Int32Array): ComparablesModel {
  return { ...model, source: model.source.map((row) => films[rows[row] ?? -1] ?? -1) };
}

function fitMultiplierOn(dataset: OriginDataset, rows: readonly number[], served: readonly boolean[]): MultiplierModel {
  const running = rows.filter((row) => Number.isFinite(lnRunning(dataset, row)));
  const judged = running.filter((row) => served[row]);
  const own = judged.length > 0 ? judged : running;
  const y = Float64Array.from(
    own,
    (row) => (dataset.y.total[row] as number) + (dataset.anchor[row] as number) - lnRunning(dataset, row),
  );
  return fitMultiplier({ x: { rows: own.length, columns: 0, data: new Float32Array(0) }, y });
}

function lnRunning(dataset: OriginDataset, row: number): number {
  return Math.log(dataset.running[row] as number);
}
