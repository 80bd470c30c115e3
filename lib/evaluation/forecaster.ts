import type { Origin } from '../film/origin.ts';
import { adaptCalibration } from '../forecast/adaptCalibration.ts';
import { BASELINE_NAMES, baselineTotals } from '../forecast/baselines.ts';
import { filmsLike, type OriginCalibration } from '../forecast/calibration.ts';
import { distributions, quantilesAround } from '../forecast/distribution.ts';
import { filmInputs } from '../forecast/filmInputs.ts';
import type { Opening } from '../forecast/opening.ts';
import { forecastTarget, pointsOf } from '../forecast/pointForecast.ts';
import type { Quantiles } from '../forecast/quantiles.ts';
import type { KnownTakings } from '../forecast/samples.ts';
import { knownTakings } from '../forecast/takings.ts';
import { predictSequence } from '../models/lstm/predictSequence.ts';
import { toPlainBytes } from '../provenance/plainBytes.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { MarketView } from '../signals/asOfView.ts';
import { calibrateForecasts } from '../training/assembleOrigin.ts';
import type { LearnerName } from '../training/learners.ts';
import { type TrainedMarket, trainedOrigin } from '../training/trainMarket.ts';
import type { AwaitedFilms } from './awaitedFilms.ts';
import type { Prediction } from './prediction.ts';

type Forecasts = Pick<Prediction, 'stack' | 'models' | 'baselines' | 'artifact'>;

/**
 * Forecasts of the total by freshly trained models, by each of them alone and by the baselines, every one with intervals
 * from its own out-of-fold errors. Those of the stack take in what came of earlier forecasts as totals become known, so
 * films are to be asked about in the order of their moments.
 * @param awaited earlier forecasts; those made here are added
 * @returns undefined for a film that lacks a day of release before the origin
 */
export function forecaster(
  trained: TrainedMarket,
  origin: Origin,
  awaited: AwaitedFilms,
): (view: MarketView, film: number) => Forecasts | undefined {
  const { dataset, fits, baselines, assembled } = trainedOrigin(trained, origin);
  const { model } = assembled;
  const artifact = sha256(toPlainBytes({ model, baselines, context: trained.context }));
  const calibrationOf = (total: Float64Array) => calibrateForecasts(dataset, trained.films, { total });
  const byLearner = new Map((fits.total ?? []).map((fit) => [fit.learner, calibrationOf(fit.outOfFold)]));
  const byBaseline = new Map(
    BASELINE_NAMES.flatMap((name) => {
      const outOfFold = baselines.outOfFold[name];
      return outOfFold ? [[name, calibrationOf(outOfFold)] as const] : [];
    }),
  );
  let calibration = model.calibration;
  return (view, film) => {
    for (const outcome of awaited.settle(origin, view)) calibration = adaptCalibration(calibration, outcome);
    const inputs = filmInputs(view, film, trained.context);
    const { modelOrigin, anchor, values, running, opening } = inputs;
    if (modelOrigin !== origin) return undefined;
    const x = { rows: 1, columns: values.length, data: values };
    const known = knownTakings(view, film);
    const sequence =
      trained.sequence && inputs.sequence.rows > 0
        ? predictSequence(trained.sequence.model, { sequences: inputs.sequence, x })
        : undefined;
    const alone = forecastTarget(model.targets.total, x, sequence).models;
    const simple = baselineTotals(baselines.baselines, { values, anchor, running });
    const points = pointsOf(model, x, anchor, sequence);
    awaited.add({ film, origin, opening, points });
    return {
      stack: distributions(points, calibration, known, opening).total,
      models: Object.fromEntries(
        [...byLearner].map(([name, calibration]) => [
          name,
          totalOf(anchor + first(alone[name]), calibration, known, opening),
        ]),
      ) as Partial<Record<LearnerName, Quantiles>>,
      baselines: Object.fromEntries(
        [...byBaseline].flatMap(([name, calibration]) =>
          Number.isFinite(simple[name]) ? [[name, around(simple[name], calibration, opening)]] : [],
        ),
      ),
      artifact,
    };
  };
}

/** Quantiles of a total from the errors of films of like size, as the stack's are made. */
function totalOf(total: number, calibration: OriginCalibration, known: KnownTakings, opening: Opening): Quantiles {
  const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total };
  return distributions(points, calibration, known, opening).total;
}

/** Quantiles around what a simple method says. */
function around(total: number, calibration: OriginCalibration, opening: Opening): Quantiles {
  return quantilesAround(total, filmsLike(calibration, opening).errors.total);
}

const first = (values: Float64Array | undefined) => values?.[0] ?? Number.NaN;
