import { AppError } from '../../errors/appError.ts';
import { FEATURES } from '../../features/catalogue.ts';
import type { Film } from '../../film/film.ts';
import type { Market } from '../../film/market.ts';
import { formatOrigin } from '../../film/origin.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import type { ForecastMoment } from '../../forecast/forecastMoment.ts';
import type { MarketHistory } from '../../signals/marketHistory.ts';
import { withFilm } from '../../signals/withFilm.ts';
import type { RevisionOrigin, RevisionReason } from '../../stores/forecastLog.ts';
import type { ForecastAnswer } from '../contract/forecastAnswer.ts';
import type { FilmInputsRequest, KnownFilmRequest } from '../contract/forecastRequest.ts';
import { describedFilm } from '../describedFilm.ts';
import type { ForecastRequest } from '../parseRequest.ts';
import type { ServedHistory } from '../serving/marketHistories.ts';
import type { ServedModel } from '../serving/servedModels.ts';
import { filmMoment } from './filmMoment.ts';
import { findFilm } from './findFilm.ts';
import { refuseBeforeData } from './originOf.ts';
import type { ServiceDeps } from './serviceDeps.ts';

/** What the forecast is made of: the film in its history, the moment, and by which model. */
interface Subject<Model> {
  readonly market: Market;
  readonly history: MarketHistory;
  readonly film: number;
  readonly moment: ForecastMoment;
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
  const { history, film, moment } = filmMoment(found, request.origin, now);
  refuseBeforeData(history, history.films[film] as Film, moment.origin);
  const served = await (isPast && found.stood ? models.at(market, now) : models.current(market));
  const { forecast, ...circumstances } = await forecastSubject(deps, {
    ...{ market, history, film, moment, served },
    stale: staleOf(found),
  });
  const isKept = await remember(deps, forecast, { snapshot: hash, ...(reason ? { reason } : {}) });
  return toAnswer(forecast, { ...circumstances, stale: [...circumstances.stale, ...(isKept ? [] : ['log'])] });
}

async function forecastDescribed<Model>(deps: ServiceDeps<Model>, request: FilmInputsRequest): Promise<ForecastAnswer> {
  const { film, rows, asOf, origin, columnsOf, notes } = describedFilm(request, deps.clock());
  const { market } = film;
  const [present, served] = await Promise.all([deps.histories.current(market), deps.models.current(market)]);
  const overlaid = withFilm(present.before(asOf).history, film, rows, { given: true });
  const moment = { asOf, origin, standsAt: asOf };
  const { forecast, ...circumstances } = await forecastSubject(deps, {
    ...{ market, history: overlaid, film: overlaid.films.length - 1, moment },
    ...{ stale: staleOf(present), served },
  });
  const unusedInputs = [...columnsOf].filter(([, columns]) => !columns.some(isUsed)).map(([input]) => input);
  // The title is no input: a cached forecast may have been asked for under another.
  const named = { ...forecast, filmId: film.filmId, title: film.title };
  return { ...toAnswer(named, circumstances), unusedInputs, ...(notes.length > 0 ? { notes: [...notes] } : {}) };
}

function staleOf({ fresh, hears }: ServedHistory): readonly string[] {
  return [...(fresh ? [] : ['history']), ...(hears ? [] : ['signals'])];
}

interface Circumstances {
  readonly stale: readonly string[];
  readonly cache: 'hit' | 'miss';
}

async function forecastSubject<Model>(
  deps: ServiceDeps<Model>,
  { market, history, film, moment, served, ...subject }: Subject<Model>,
): Promise<Circumstances & { readonly forecast: Forecast }> {
  const { model, artifactId } = servingModel(served, market);
  const prepared = deps.prepare(model, history, film, moment);
  const filmId = (history.films[film] as Film).filmId;
  const key = { filmId, origin: formatOrigin(moment.origin), inputsHash: prepared.inputsHash, artifactId };
  const { value, cache, degraded } = await deps.cache.getOrCompute(key, () => prepared.run());
  const stale = [...subject.stale, ...(served.note ? ['model'] : []), ...(degraded ? ['cache'] : [])];
  return { forecast: value, cache, stale };
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

function toAnswer(forecast: Forecast, { stale, cache }: Circumstances): ForecastAnswer {
  const { drivers, comparables, path, ...rest } = forecast;
  return {
    ...rest,
    path: path.map((day) => ({ ...day })),
    drivers: drivers.map((driver) => ({ ...driver })),
    comparables: comparables.map((film) => ({ ...film })),
    degraded: stale.length > 0,
    staleSources: [...stale],
    cache,
  };
}

const USED_COLUMNS: ReadonlySet<string> = new Set(FEATURES.flatMap(({ source }) => source.match(/\w+/g) ?? []));

function isUsed(column: string): boolean {
  return USED_COLUMNS.has(column);
}
