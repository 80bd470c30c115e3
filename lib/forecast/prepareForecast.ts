import { AppError } from '../errors/appError.ts';
import type { FeatureContext } from '../features/featureContext.ts';
import { type Day, formatDay } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import { formatOrigin, type Origin } from '../film/origin.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import { viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import type { OpenedArtifact, OpenedOrigin } from '../training/artifact/openArtifact.ts';
import { comparablesFor } from './baselines.ts';
import { compareFilms } from './compareFilms.ts';
import { pathQuantiles, samplePaths } from './dailyPath.ts';
import { distributionsOf } from './distribution.ts';
import { explain } from './drivers.ts';
import { explainSequence } from './explainSequence.ts';
import { type FilmInputs, filmInputs } from './filmInputs.ts';
import type { Forecast } from './forecast.ts';
import { type ForecastMoment, originMoment } from './forecastMoment.ts';
import { pathShape } from './pathShape.ts';
import { pointsFrom } from './pointForecast.ts';
import type { Quantiles } from './quantiles.ts';
import { runModels } from './runModels.ts';
import { drawSamples, type KnownTakings, type Samples, thinned } from './samples.ts';
import { SEQUENCE, sequenceWeight } from './sequenceShare.ts';
import { dailyTakings, knownTakings } from './takings.ts';

/** What is known of the run: its takings, and on which days they were made. */
interface KnownRun extends KnownTakings {
  readonly release: Day;
  /** In currency units from the release day on; NaN where unknown. */
  readonly days: Float64Array;
}

/** A forecast about to be made: everything it depends on has been read, the models have not run yet. */
export interface PreparedForecast {
  /** SHA-256 of the moment and of every input that the forecast depends on, whatever the film is called. */
  readonly inputsHash: string;
  /** @throws AppError `model.run-failed` */
  run(): Promise<Forecast>;
}

/**
 * Reads the inputs of one film at one moment.
 * @param film index in the history; a film described by a request is laid over it, see `withFilm`
 * @param when an origin, or any moment
 * @throws AppError `forecast.unknown-film`, `forecast.origin-not-served`
 */
export function prepareForecast(
  artifact: OpenedArtifact,
  history: MarketHistory,
  film: number,
  when: Origin | ForecastMoment,
): PreparedForecast {
  const source = history.films[film];
  if (!source) throw new AppError('forecast.unknown-film', { filmId: String(film), market: history.market });
  const moment = typeof when === 'number' ? originMoment(source, when) : when;
  const { asOf, origin, runningDay } = moment;
  const view = viewAsOf(history, moment.standsAt);
  const inputs = filmInputs(view, film, artifact.context);
  const model = servedOrigin(artifact, inputs.modelOrigin);
  const known = { ...knownTakings(view, film), release: source.releaseDate, days: dailyTakings(view, film) };
  const inputsHash = hashInputs(moment, inputs, known);
  const { filmId, title, market, currency } = source;
  const about = { filmId, title, market, currency, grossKind: MARKETS[market].grossKind };
  const told = {
    ...{ origin: formatOrigin(origin), asOf: new Date(asOf).toISOString() },
    ...(runningDay ? { runningDay: { date: formatDay(runningDay.date), elapsed: runningDay.elapsed } } : {}),
  };
  return {
    inputsHash,
    run: async () => ({
      ...about,
      ...told,
      ...(await runForecast(artifact, model, filmId, inputs, known)),
      artifact: artifact.id,
      inputsHash,
    }),
  };
}

async function runForecast(
  artifact: OpenedArtifact,
  served: OpenedOrigin,
  filmId: string,
  inputs: FilmInputs,
  known: KnownRun,
): Promise<
  Omit<
    Forecast,
    | ('filmId' | 'title' | 'market' | 'currency' | 'grossKind' | 'origin' | 'asOf' | 'runningDay')
    | ('artifact' | 'inputsHash')
  >
> {
  const x: FeatureMatrix = { rows: 1, columns: inputs.values.length, data: inputs.values };
  const { calibration, explanation, baselines, sequence } = served;
  const { typicalAnchor } = calibration;
  // a history may be too short to have a level of its own, as before the first import
  const anchor = Number.isNaN(inputs.anchor) ? typicalAnchor : inputs.anchor;
  const outputs = await runModels(served, inputs);
  const points = pointsFrom(outputs, explanation.stack.models, anchor);
  const samples = drawSamples(points, calibration, known, inputs.opening);
  const quantiles = distributionsOf(samples);
  const isBanked = inputs.modelOrigin > 0;
  const says = outputs[`total.${SEQUENCE}`]?.[0];
  const days =
    sequence && says !== undefined
      ? await explainSequence(
          (copies) => sequence.run(copies),
          { sequences: inputs.sequence, x },
          sequenceWeight(explanation.stack),
          says,
        )
      : [];
  const why = explain(explanation, { x, anchor, typicalAnchor, isBanked, median: quantiles.total.p50, sequence: days });
  const yardstick = comparablesFor(baselines, { ...inputs, anchor });
  const compared = compareFilms(yardstick.model, x, artifact.films, filmId);
  const { multiplier } = baselines;
  return {
    ...quantiles,
    path: dailyPath(artifact.context, known, samples, quantiles.openingDay),
    base: why.base,
    drivers: why.drivers,
    comparables: compared.films,
    baselines: {
      comparables: compared.logRatio === undefined ? null : Math.exp(yardstick.anchor + compared.logRatio),
      multiplier: multiplier && inputs.running > 0 ? Math.exp(multiplier.logRatio) * inputs.running : null,
    },
  };
}

/** As many samples tell the quantiles of a day to a few percent of their width. */
const PATH_SAMPLES = 200;

/** The first days of the run, each known or in three quantiles, from the same samples as everything else. */
function dailyPath(
  { calendar }: FeatureContext,
  { release, days, banked = 0 }: KnownRun,
  samples: Samples,
  { p10, p50, p90 }: Quantiles,
) {
  const shape = pathShape(calendar, release, days);
  const some = thinned(samples, PATH_SAMPLES);
  const path = pathQuantiles(samplePaths(some, shape, banked), some, shape);
  return path.map(({ day, ...amounts }) => {
    const opening = day === 0 ? { p10, p50, p90 } : amounts;
    return { date: formatDay(release + day), ...opening };
  });
}

function servedOrigin({ origins }: OpenedArtifact, origin: Origin): OpenedOrigin {
  const found = origins.get(origin);
  if (found) return found;
  const served = [...origins.keys()].map(formatOrigin).join(', ');
  throw new AppError('forecast.origin-not-served', { origin: formatOrigin(origin), served });
}

function hashInputs(
  { asOf, origin, runningDay }: ForecastMoment,
  inputs: FilmInputs,
  { days, ...known }: KnownRun,
): string {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  const { modelOrigin, values, sequence, anchor, running } = inputs;
  const numbers = {
    anchor: orNull(anchor),
    running: orNull(running),
    values: Array.from(values, orNull),
    days: Array.from(days, orNull),
    sequence: sha256(new Uint8Array(sequence.data.buffer, sequence.data.byteOffset, sequence.data.byteLength)),
  };
  return sha256(canonicalJson({ asOf, origin, runningDay, modelOrigin, known, ...numbers }));
}
