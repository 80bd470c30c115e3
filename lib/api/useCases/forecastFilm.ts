import { AppError } from '../../errors/appError.ts';
import { FEATURES } from '../../features/catalogue.ts';
import type { Film } from '../../film/film.ts';
import type { Market } from '../../film/market.ts';
import { formatOrigin, type Origin } from '../../film/origin.ts';
import type { Forecast } from '../../forecast/forecast.ts';
import type { MarketHistory } from '../../signals/marketHistory.ts';
import { withFilm } from '../../signals/withFilm.ts';
import type { ForecastAnswer } from '../contract/forecastAnswer.ts';
import type { FilmInputsRequest, KnownFilmRequest } from '../contract/forecastRequest.ts';
import { describedFilm } from '../describedFilm.ts';
import type { ForecastRequest } from '../parseRequest.ts';
import type { ServedModel } from '../serving/servedModels.ts';
import { findFilm } from './findFilm.ts';
import { originOf, refuseBeforeData } from './originOf.ts';
import type { ServiceDeps } from './serviceDeps.ts';

/** What the forecast is made of: the film in its history, the moment, and whether the history is the present one. */
interface Subject {
  readonly market: Market;
  readonly history: MarketHistory;
  readonly film: number;
  readonly origin: Origin;
  readonly fresh: boolean;
}

/**
 * Forecasts a film of the history, or one that the request describes. What is not at hand (cache, log, the present
 * history, the champion) makes the answer degraded as long as anything can be said.
 * @throws AppError with what keeps a forecast from being made
 */
export async function forecastFilm<Model>(deps: ServiceDeps<Model>, request: ForecastRequest): Promise<ForecastAnswer> {
  return request.kind === 'known-film' ? forecastKnown(deps, request.known) : forecastDescribed(deps, request.inputs);
}

async function forecastKnown<Model>(deps: ServiceDeps<Model>, request: KnownFilmRequest): Promise<ForecastAnswer> {
  const { history, market, index, fresh } = await findFilm(deps.histories, request.filmId, request.market);
  const film = history.films[index] as Film;
  const origin = originOf(history, film, request.origin, deps.clock());
  refuseBeforeData(history, film, origin);
  const { forecast, ...circumstances } = await forecastSubject(deps, { market, history, film: index, origin, fresh });
  const stale = [...circumstances.stale, ...((await remember(deps, forecast)) ? [] : ['log'])];
  return toAnswer(forecast, { ...circumstances, stale });
}

async function forecastDescribed<Model>(deps: ServiceDeps<Model>, request: FilmInputsRequest): Promise<ForecastAnswer> {
  const { film, rows, origin, columnsOf, notes } = describedFilm(request, deps.clock());
  const { market } = film;
  const { history, fresh } = await deps.histories.current(market);
  const overlaid = withFilm(history, film, rows, { given: true });
  const subject = { market, history: overlaid, film: overlaid.films.length - 1, origin, fresh };
  const { forecast, ...circumstances } = await forecastSubject(deps, subject);
  const unusedInputs = [...columnsOf].filter(([, columns]) => !columns.some(isUsed)).map(([input]) => input);
  // The title is no input: a cached forecast may have been asked for under another.
  const named = { ...forecast, filmId: film.filmId, title: film.title };
  return { ...toAnswer(named, circumstances), unusedInputs, ...(notes.length > 0 ? { notes: [...notes] } : {}) };
}

interface Circumstances {
  readonly stale: readonly string[];
  readonly cache: 'hit' | 'miss';
}

async function forecastSubject<Model>(
  deps: ServiceDeps<Model>,
  { market, history, film, origin, fresh }: Subject,
): Promise<Circumstances & { readonly forecast: Forecast }> {
  const served = await deps.models.current(market);
  const { model, artifactId } = servingModel(served, market);
  const prepared = deps.prepare(model, history, film, origin);
  const filmId = (history.films[film] as Film).filmId;
  const key = { filmId, origin: formatOrigin(origin), inputsHash: prepared.inputsHash, artifactId };
  const { value, cache, degraded } = await deps.cache.getOrCompute(key, () => prepared.run());
  const stale = [...(fresh ? [] : ['history']), ...(served.note ? ['model'] : []), ...(degraded ? ['cache'] : [])];
  return { forecast: value, cache, stale };
}

function servingModel<Model>({ serving, note }: ServedModel<Model>, market: Market) {
  if (serving) return serving;
  throw note ? new AppError(note.code, note.params) : new AppError('champion.none', { market });
}

/** @returns false when the log could not be written */
async function remember<Model>({ log, logPatience, clock }: ServiceDeps<Model>, forecast: Forecast): Promise<boolean> {
  return (await logPatience.attempt(() => log.append(forecast, clock()))).ok;
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
