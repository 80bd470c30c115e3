import { AppError } from '../../errors/appError.ts';
import { FEATURES } from '../../features/catalogue.ts';
import type { Film } from '../../film/film.ts';
import type { Market } from '../../film/market.ts';
import { formatOrigin } from '../../film/origin.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import { prepareBothWays } from '../../forecast/prepareBothWays.ts';
import type { PreparedForecast } from '../../forecast/prepareForecast.ts';
import { withFilm } from '../../signals/withFilm.ts';
import type { RevisionOrigin, RevisionReason } from '../../stores/forecastLog.ts';
import type { ForecastAnswer } from '../contract/forecastAnswer.ts';
import type { FilmInputsRequest, KnownFilmRequest } from '../contract/forecastRequest.ts';
import type { IntegrityAnswer } from '../contract/integrityAnswer.ts';
import { describedFilm } from '../describedFilm.ts';
import { describeIntegrity } from '../describeIntegrity.ts';
import type { ForecastRequest } from '../parseRequest.ts';
import type { ServedHistory } from '../serving/marketHistories.ts';
import type { ServedModel } from '../serving/servedModels.ts';
import { type FilmMoment, filmMoment } from './filmMoment.ts';
import { findFilm } from './findFilm.ts';
import { refuseBeforeData } from './originOf.ts';
import type { ServiceDeps } from './serviceDeps.ts';

/** What the forecast is made of: the film in its history, the moment, and by which model. */
interface Subject<Model> extends FilmMoment {
  readonly market: Market;
  /** What of the history was not at hand. */
  readonly stale: readonly string[];
  readonly served: ServedModel<Model>;
}

/**
 * Forecasts a film of the history, or one that the request describes. What is not at hand (cache, log, the present
 * history, the champion) makes the answer degraded as long as anything can be said.
 * @throws AppError with what keeps a forecast from being made
 */
export async function forecastFilm<Model>(deps: ServiceDeps<Model>, request: ForecastRequest): Promise<ForecastAnswer> {
  if (request.kind === 'film-inputs') return forecastDescribed(deps, request.inputs);
  const { asOf, ...known } = request.known;
  if (asOf === undefined) return forecastKnown(deps, known, { now: deps.clock() });
  const instant = Date.parse(asOf);
  if (instant > deps.clock()) throw new AppError('request.as-of-in-future', { asOf });
  return forecastKnown(deps, known, { now: instant, isPast: true });
}

/** When a film of the history is asked about, and why. */
export interface Telling {
  /** The present instant, or the past one whose answer is wanted. */
  readonly now: number;
  /** Files, signals and model are those of `now`, not the present ones. */
  readonly isPast?: boolean;
  /** What the forecast is told for. */
  readonly reason?: RevisionReason;
}

/** Forecasts a film of the history, and keeps what was told. */
export async function forecastKnown<Model>(
  deps: ServiceDeps<Model>,
  request: Omit<KnownFilmRequest, 'asOf'>,
  { now, isPast = false, reason }: Telling,
): Promise<ForecastAnswer> {
  const { histories, models } = deps;
  const found = await findFilm(
    isPast ? (market) => histories.at(market, now) : histories.current,
    request.filmId,
    request.market,
  );
  const { market, hash } = found;
  const subject = filmMoment(found, request.origin, now);
  refuseBeforeData(subject.history, subject.history.films[subject.film] as Film, subject.moment.origin);
  // which providers were stale at a past instant is not kept
  const askedProviders = isPast ? [] : deps.staleSources(market);
  const served = await (isPast && found.stood ? models.at(market, now) : models.current(market));
  const { forecast, ...circumstances } = await forecastSubject(deps, {
    ...subject,
    ...{ market, served, stale: staleOf(found) },
  });
  const [isKept, providers] = await Promise.all([
    remember(deps, forecast, { snapshot: hash, ...(reason ? { reason } : {}) }),
    askedProviders,
  ]);
  const missing = [...circumstances.missing, ...(isKept ? [] : ['log'])];
  return toAnswer(forecast, { ...circumstances, missing, providers });
}

async function forecastDescribed<Model>(deps: ServiceDeps<Model>, request: FilmInputsRequest): Promise<ForecastAnswer> {
  const { film, rows, asOf, origin, columnsOf, notes } = describedFilm(request, deps.clock());
  const { market } = film;
  const [present, served, providers] = await Promise.all([
    deps.histories.current(market),
    deps.models.current(market),
    deps.staleSources(market),
  ]);
  const known = present.before(asOf);
  const overlaid = withFilm(known.history, film, rows, { given: true });
  const moment = { asOf, origin, standsAt: asOf };
  const { forecast, ...circumstances } = await forecastSubject(deps, {
    ...{ market, history: overlaid, film: overlaid.films.length - 1, moment, rows, known },
    ...{ stale: staleOf(present), served },
  });
  const unusedInputs = [...columnsOf].filter(([, columns]) => !columns.some(isUsed)).map(([input]) => input);
  // The title is no input: a cached forecast may have been asked for under another.
  const named = { ...forecast, filmId: film.filmId, title: film.title };
  return {
    ...toAnswer(named, { ...circumstances, providers }),
    unusedInputs,
    ...(notes.length > 0 ? { notes: [...notes] } : {}),
  };
}

function staleOf({ fresh, hears }: ServedHistory): readonly string[] {
  return [...(fresh ? [] : ['history']), ...(hears ? [] : ['signals'])];
}

/** What is told beside the forecast. */
interface Circumstances {
  /** What of our own was not at hand. */
  readonly missing: readonly string[];
  readonly cache: 'hit' | 'miss';
  readonly integrity?: IntegrityAnswer;
}

async function forecastSubject<Model>(
  deps: ServiceDeps<Model>,
  { market, history, film, moment, served, rows, known, stale }: Subject<Model>,
): Promise<Circumstances & { readonly forecast: Forecast }> {
  const { model, artifactId } = servingModel(served, market);
  const about = history.films[film] as Film;
  const { filmId } = about;
  const ways = prepareBothWays({
    ...{ history, film },
    assessment: deps.assess({ film: about, rows, moment, known }),
    prepare: (from) => deps.prepare(model, from, film, moment),
  });
  const run = ({ inputsHash, run: compute }: PreparedForecast) =>
    deps.cache.getOrCompute({ filmId, origin: formatOrigin(moment.origin), inputsHash, artifactId }, compute);
  const [told, other] = await Promise.all([run(ways.served), ways.other && run(ways.other)]);
  const isCacheDown = told.degraded || other?.degraded === true;
  return {
    forecast: told.value,
    cache: told.cache,
    missing: [...stale, ...(served.note ? ['model'] : []), ...(isCacheDown ? ['cache'] : [])],
    ...(ways.integrity ? { integrity: describeIntegrity(market, ways.integrity, other?.value) } : {}),
  };
}

function servingModel<Model>({ serving, note }: ServedModel<Model>, market: Market) {
  if (serving) return serving;
  throw note ? new AppError(note.code, note.params) : new AppError('champion.none', { market });
}

/** @returns false when the log could not be written */
async function remember<Model>(
  { log, logPatience, clock }: ServiceDeps<Model>,
  forecast: Forecast,
  about: RevisionOrigin,
): Promise<boolean> {
  return (await logPatience.attempt(() => log.append(forecast, clock(), about))).ok;
}

/** @param told `providers`: those of which no fresh data came */
function toAnswer(
  forecast: Forecast,
  { missing, providers, cache, integrity }: Circumstances & { readonly providers: readonly string[] },
): ForecastAnswer {
  const { drivers, comparables, path, ...rest } = forecast;
  return {
    ...rest,
    path: path.map((day) => ({ ...day })),
    drivers: drivers.map((driver) => ({ ...driver })),
    comparables: comparables.map((film) => ({ ...film })),
    ...(integrity ? { integrity } : {}),
    degraded: missing.length > 0,
    staleSources: [...missing, ...providers],
    cache,
  };
}

const USED_COLUMNS: ReadonlySet<string> = new Set(FEATURES.flatMap(({ source }) => source.match(/\w+/g) ?? []));

function isUsed(column: string): boolean {
  return USED_COLUMNS.has(column);
}
