import { AppError } from '../errors/appError.ts';
import { MARKETS } from '../film/market.ts';
import { formatOrigin, type Origin } from '../film/origin.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import { originInstant, viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import type { OpenedArtifact, OpenedOrigin } from '../training/artifact/openArtifact.ts';
import { comparablesFor } from './baselines.ts';
import { compareFilms } from './compareFilms.ts';
import { distributions } from './distribution.ts';
import { explain } from './drivers.ts';
import { type FilmInputs, filmInputs } from './filmInputs.ts';
import type { Forecast } from './forecast.ts';
import { pointsFrom } from './pointForecast.ts';
import type { KnownTakings } from './samples.ts';
import { knownTakings } from './takings.ts';

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
 * @throws AppError `forecast.unknown-film`, `forecast.origin-not-served`
 */
export function prepareForecast(
  artifact: OpenedArtifact,
  history: MarketHistory,
  film: number,
  origin: Origin,
): PreparedForecast {
  const source = history.films[film];
  if (!source) throw new AppError('forecast.unknown-film', { filmId: String(film), market: history.market });
  const asOf = originInstant(source, origin);
  const view = viewAsOf(history, asOf);
  const inputs = filmInputs(view, film, artifact.context);
  const model = servedOrigin(artifact, inputs.modelOrigin);
  const known = knownTakings(view, film);
  const inputsHash = hashInputs(asOf, origin, inputs, known);
  const { filmId, title, market, currency } = source;
  const about = { filmId, title, market, currency, grossKind: MARKETS[market].grossKind };
  const moment = { origin: formatOrigin(origin), asOf: new Date(asOf).toISOString() };
  return {
    inputsHash,
    run: async () => ({
      ...about,
      ...moment,
      ...(await runForecast(artifact, model, filmId, inputs, known)),
      artifact: artifact.id,
      inputsHash,
    }),
  };
}

async function runForecast(
  artifact: OpenedArtifact,
  { session, calibration, explanation, baselines }: OpenedOrigin,
  filmId: string,
  inputs: FilmInputs,
  known: KnownTakings,
): Promise<
  Omit<
    Forecast,
    'filmId' | 'title' | 'market' | 'currency' | 'grossKind' | 'origin' | 'asOf' | 'artifact' | 'inputsHash'
  >
> {
  const x: FeatureMatrix = { rows: 1, columns: inputs.values.length, data: inputs.values };
  const { typicalAnchor } = calibration;
  // a history may be too short to have a level of its own, as before the first import
  const anchor = Number.isNaN(inputs.anchor) ? typicalAnchor : inputs.anchor;
  const outputs = await session.run(x);
  const points = pointsFrom(outputs, explanation.stack.models, anchor);
  const quantiles = distributions(points, calibration, known, inputs.opening);
  const isBanked = inputs.modelOrigin > 0;
  const why = explain(explanation, { x, anchor, typicalAnchor, isBanked, median: quantiles.total.p50 });
  const yardstick = comparablesFor(baselines, { ...inputs, anchor });
  const compared = compareFilms(yardstick.model, x, artifact.films, filmId);
  const { multiplier } = baselines;
  return {
    ...quantiles,
    base: why.base,
    drivers: why.drivers,
    comparables: compared.films,
    baselines: {
      comparables: compared.logRatio === undefined ? null : Math.exp(yardstick.anchor + compared.logRatio),
      multiplier: multiplier && inputs.running > 0 ? Math.exp(multiplier.logRatio) * inputs.running : null,
    },
  };
}

function servedOrigin({ origins }: OpenedArtifact, origin: Origin): OpenedOrigin {
  const found = origins.get(origin);
  if (found) return found;
  const served = [...origins.keys()].map(formatOrigin).join(', ');
  throw new AppError('forecast.origin-not-served', { origin: formatOrigin(origin), served });
}

function hashInputs(asOf: number, origin: Origin, inputs: FilmInputs, known: KnownTakings): string {
  const orNull = (value: number) => (Number.isNaN(value) ? null : value);
  const { modelOrigin, values, anchor, running } = inputs;
  const numbers = { anchor: orNull(anchor), running: orNull(running), values: Array.from(values, orNull) };
  return sha256(canonicalJson({ asOf, origin, modelOrigin, known, ...numbers }));
}
