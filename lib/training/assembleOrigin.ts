import { logDisagreement } from '../forecast/mixture.ts';
import type { OriginModel, TargetModel } from '../forecast/originModel.ts';
import { TARGETS, type Target } from '../forecast/target.ts';
import { fitStack, predictStack } from '../models/stack.ts';
import { calibrate } from './calibrate.ts';
import type { SpreadFit } from './fitSpread.ts';
import type { TargetFit } from './fitTarget.ts';
import type { Fold } from './folds.ts';
import type { OriginDataset } from './originDataset.ts';
import type { TrainingFilm } from './trainingFilms.ts';

/** What was fitted at one origin: per target, one fit per learner. */
export type OriginFits = Readonly<Partial<Record<Target, readonly TargetFit[]>>>;

/** Out-of-fold forecasts of one target, as natural logs of ratios to the anchor; NaN where no fold forecast the row. */
type Forecasts = Float64Array;

export interface AssembledOrigin {
  readonly model: OriginModel;
  /** The stack's forecasts of the total for films it was not trained on. */
  readonly outOfFold: Forecasts;
}

/**
 * Puts the fits of one origin together: stack weights per target and calibration over all of them, both from out-of-fold
 * forecasts alone.
 * @throws RangeError when the total has no out-of-fold forecast
 */
export function assembleOrigin(
  dataset: OriginDataset,
  films: readonly TrainingFilm[],
  fits: OriginFits,
  uncertainty: Uncertainty = {},
): AssembledOrigin {
  const targets: Partial<Record<Target, TargetModel>> = {};
  const forecasts: Partial<Record<Target, Forecasts>> = {};
  for (const target of TARGETS) {
    const own = fits[target] ?? [];
    if (own.length === 0) continue;
    const stacked = stackTarget(dataset, films, target, own);
    if (!stacked) continue;
    targets[target] = stacked.model;
    forecasts[target] = stacked.forecasts;
  }
  const { total } = targets;
  if (!total) throw new RangeError(`no film was forecast out of fold at origin ${dataset.origin}`);
  const { spread } = uncertainty;
  const models = fits.total?.map(({ outOfFold }) => outOfFold) ?? [];
  const calibration = calibrateForecasts(dataset, films, forecasts, { ...uncertainty, models });
  const origin = { origin: dataset.origin, targets: { ...targets, total }, calibration };
  const model = spread ? { ...origin, spread: spread.model } : origin;
  return { model, outOfFold: forecasts.total ?? new Float64Array(0) };
}

/** What is known of how far forecasts may miss, besides how far they did. */
export interface Uncertainty {
  readonly spread?: SpreadFit | undefined;
  /** Those that the forecasts were made in. */
  readonly folds?: readonly Fold[];
  /** What each model of the total forecast. */
  readonly models?: readonly Forecasts[];
}

/** Calibration of out-of-fold forecasts, whoever made them; of those that state no spread, all films err alike. */
export function calibrateForecasts(
  dataset: OriginDataset,
  films: readonly TrainingFilm[],
  forecasts: Readonly<Partial<Record<Target, Forecasts>>>,
  { spread, folds = [], models = [] }: Uncertainty = {},
) {
  const inMoney = (ratios: Forecasts) => ratios.map((ratio, row) => ratio + (dataset.anchor[row] ?? Number.NaN));
  const learnt = new Float64Array(dataset.films.length).fill(1);
  for (const { fit, forecast } of folds) {
    for (const row of forecast) learnt[row] = fit.length / dataset.films.length;
  }
  const perTarget = (value: (target: Target, row: number) => number) =>
    Object.fromEntries(
      TARGETS.map((target) => [target, Float64Array.from(dataset.films.keys(), (row) => value(target, row))]),
    ) as Record<Target, Float64Array>;
  return calibrate({
    points: perTarget((target, row) => (forecasts[target]?.[row] ?? Number.NaN) + (dataset.anchor[row] ?? Number.NaN)),
    anchors: dataset.anchor,
    openings: dataset.openings,
    releases: dataset.releases,
    weights: dataset.weights,
    learnt,
    disagreement: learnt.map((_, row) => logDisagreement(models.map((own) => own[row] ?? Number.NaN))),
    ...(spread ? { low: inMoney(spread.outOfFold['total.q10']), high: inMoney(spread.outOfFold['total.q90']) } : {}),
    actuals: perTarget((target, row) => Math.log(films[dataset.films[row] ?? -1]?.[target] ?? Number.NaN)),
  });
}

/**
 * How many films the beliefs in equal weights and in no bias are worth: learned weights of good models forecast the next
 * years no better than equal ones unless many films speak for them; chosen on films before 2016.
 */
const SHRINKAGE = { equalRows: 600, unbiasedRows: 600 };

/** With fewer wide films than this forecast out of fold, all films decide how models are weighted. */
const FEWEST_WIDE = 60;

/**
 * Wide films decide how the models are weighted: they are what forecasts are made for, and a model that is lost on small
 * releases may be the better one on them.
 */
function stackTarget(
  dataset: OriginDataset,
  films: readonly TrainingFilm[],
  target: Target,
  fits: readonly TargetFit[],
): { readonly model: TargetModel; readonly forecasts: Forecasts } | undefined {
  const rows = Array.from(dataset.y[target].keys()).filter((row) =>
    fits.every(({ outOfFold }) => Number.isFinite(outOfFold[row])),
  );
  if (rows.length === 0) return undefined;
  const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] as number);
  const predictions = Object.fromEntries(fits.map(({ learner, outOfFold }) => [learner, pick(outOfFold)]));
  const wide = Float64Array.from(rows, (row) => (films[dataset.films[row] ?? -1]?.served ? 1 : 0));
  const enough = wide.reduce((sum, weight) => sum + weight, 0) >= FEWEST_WIDE;
  const weights = enough ? wide : pick(dataset.weights);
  const stack = fitStack({ predictions, y: pick(dataset.y[target]), weights }, SHRINKAGE);
  const forecasts = new Float64Array(dataset.y[target].length).fill(Number.NaN);
  predictStack(stack, predictions).forEach((forecast, i) => {
    forecasts[rows[i] as number] = forecast;
  });
  const models = Object.fromEntries(fits.flatMap(({ learner, model }) => (model ? [[learner, model]] : [])));
  return { model: { stack, models }, forecasts };
}
