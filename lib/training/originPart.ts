import type { Baselines } from '../forecast/baselines.ts';
import type { OriginModel } from '../forecast/originModel.ts';
import { type FeatureMatrix, selectRows } from '../models/matrix.ts';
import type { TrainingFilm } from './trainingFilms.ts';
import type { OriginReport, OutOfFoldError } from './trainingReport.ts';
import type { TrainedOrigin } from './trainMarket.ts';

/** What an artifact keeps of one origin. */
export interface OriginPart {
  readonly model: OriginModel;
  readonly baselines: Baselines;
  /** Inputs on which every output of the graph is checked whenever the artifact is opened. */
  readonly goldenInputs: FeatureMatrix;
  readonly report: OriginReport;
}

/** Places among the training films at which golden rows are taken. */
const GOLDEN_PLACES = [0, 0.25, 0.5, 0.75, 1] as const;

/** Keeps of a trained origin what forecasts and reports need, and lets the training data go. */
export function originPart(
  { dataset, fits, baselines, assembled }: TrainedOrigin,
  films: readonly TrainingFilm[],
): OriginPart {
  const { model, outOfFold } = assembled;
  const error = (forecasts: Float64Array) =>
    outOfFoldError(forecasts, dataset.y.total, (row) => films[dataset.films[row] ?? -1]?.served === true);
  const forecasts: Record<string, Float64Array> = { stack: outOfFold, ...baselines.outOfFold };
  for (const fit of fits.total ?? []) forecasts[fit.learner] = fit.outOfFold;
  return {
    model,
    baselines: baselines.baselines,
    goldenInputs: goldenInputs(dataset.x),
    report: {
      films: dataset.x.rows,
      calibrationFilms: Object.values(model.calibration.openings).reduce(
        (sum, { errors }) => sum + errors.total.length,
        0,
      ),
      weights: Object.fromEntries(
        Object.entries(model.targets).map(([target, { stack }]) => [
          target,
          Object.fromEntries(stack.models.map((name, i) => [name, rounded(stack.weights[i] ?? 0)])),
        ]),
      ),
      outOfFold: Object.fromEntries(Object.entries(forecasts).map(([name, own]) => [name, error(own)])),
    },
  };
}

/** Rows from the first film to the last, and one of which nothing is known. */
function goldenInputs(x: FeatureMatrix): FeatureMatrix {
  const rows = [...new Set(GOLDEN_PLACES.map((place) => Math.round(place * (x.rows - 1))))];
  const data = new Float32Array((rows.length + 1) * x.columns).fill(Number.NaN);
  data.set(selectRows(x, rows).data);
  return { rows: rows.length + 1, columns: x.columns, data };
}

function outOfFoldError(forecasts: Float64Array, y: Float64Array, counts: (row: number) => boolean): OutOfFoldError {
  const errors = Array.from(forecasts, (forecast, row) =>
    counts(row) ? forecast - (y[row] ?? Number.NaN) : Number.NaN,
  ).filter(Number.isFinite);
  if (errors.length === 0) return { films: 0, logRmse: 0, medianApe: 0 };
  const relative = errors.map((error) => Math.abs(Math.exp(error) - 1)).sort((a, b) => a - b);
  const middle = ((relative[(relative.length - 1) >> 1] ?? 0) + (relative[relative.length >> 1] ?? 0)) / 2;
  const squares = errors.reduce((sum, error) => sum + error * error, 0);
  return { films: errors.length, logRmse: rounded(Math.sqrt(squares / errors.length)), medianApe: rounded(middle) };
}

const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
