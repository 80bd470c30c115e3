import { startOfDay } from '../calendar/zone.ts';
import { AppError } from '../errors/appError.ts';
import { type Day, parseDay } from '../film/day.ts';
import { DAILY_METRICS, type DailyRow, type Film } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import { formatOrigin, ORIGINS, type Origin } from '../film/origin.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { ForecastNote } from './contract/forecastAnswer.ts';
import type { DailyInputs, FilmInputsRequest } from './contract/forecastRequest.ts';
import { deriveSales } from './deriveSales.ts';
import { describedDays, toMinorUnits } from './describedDays.ts';

/** A film that the request itself describes, and the moment it is asked about. */
export interface DescribedFilm {
  readonly film: Film;
  readonly rows: readonly DailyRow[];
  readonly origin: Origin;
  /** ms since 1970-01-01T00:00Z. */
  readonly asOf: number;
  /** Columns of the history files that each given input was read as; none when nothing is made of it. */
  readonly columnsOf: ReadonlyMap<string, readonly string[]>;
  readonly notes: readonly ForecastNote[];
}

/** The brief's type_factor. */
const GENRE_OF_FACTOR: Readonly<Record<number, string>> = { 1: 'Comedy', 2: 'Action', 3: 'Drama', 4: 'Animation' };

/**
 * Turns the inputs of a request into a film, its days, and the moment at the end of `date`. What is missing stays
 * unknown. The amounts of the request are currency units.
 * @param now milliseconds since the epoch
 * @throws AppError `request.moment-not-served`, `request.date-in-future`
 * @throws InvalidRequest when a day lies after `date` or is given twice
 */
export function describedFilm(request: FilmInputsRequest, now: number): DescribedFilm {
  const market = request.market;
  const releaseDate = parseDay(request.release_date);
  const date = parseDay(request.date);
  const origin = servedOrigin(request, date + 1 - releaseDate);
  if (startOfDay(date, market) > now) throw new AppError('request.date-in-future', { date: request.date, market });
  const beforeRelease = date < releaseDate;
  const sales = deriveSales(request, beforeRelease);
  const ofDate: DailyInputs = {
    date: request.date,
    ...sales.inputs,
    social_heat: request.social_heat,
    want_to_see: request.want_see_count,
  };
  const filmId = request.movie_id ?? `described-${sha256(canonicalJson(request)).slice(0, 16)}`;
  return {
    film: toFilm(filmId, releaseDate, request),
    rows: describedDays(filmId, market, ofDate, request.daily ?? []),
    origin,
    asOf: startOfDay(date + 1, market),
    columnsOf: new Map([...columnsOf(request), ...sales.columnsOf]),
    notes: sales.notes,
  };
}

function servedOrigin({ date, release_date }: FilmInputsRequest, origin: number): Origin {
  if (ORIGINS.includes(origin)) return origin;
  throw new AppError('request.moment-not-served', { date, releaseDate: release_date, origin: formatOrigin(origin) });
}

function toFilm(filmId: string, releaseDate: Day, request: FilmInputsRequest): Film {
  const { market, director_score, actor_score, type_factor } = request;
  const byFactor = type_factor == null ? undefined : GENRE_OF_FACTOR[type_factor];
  return {
    filmId,
    title: request.title ?? filmId,
    market,
    releaseDate,
    currency: MARKETS[market].currency,
    genres: request.genres ?? (byFactor ? [byFactor] : []),
    directors: request.directors ?? [],
    cast: request.cast ?? [],
    ...given('runtimeMin', request.runtime_min),
    ...given('certificate', request.certificate),
    ...given('distributor', request.distributor),
    ...given('budget', request.budget == null ? undefined : toMinorUnits(request.budget, market)),
    ...given('openingTheaters', request.opening_theaters),
    ...given('searchIndex30d', request.search_index_30d),
    ...given('directorScore', director_score == null ? undefined : { value: director_score }),
    ...given('actorScore', actor_score == null ? undefined : { value: actor_score }),
  };
}

/** Which inputs of the request were read as which columns, but for those of `deriveSales`. */
function columnsOf(request: FilmInputsRequest): [string, readonly string[]][] {
  const named: Readonly<Partial<Record<keyof FilmInputsRequest, readonly string[]>>> = {
    social_heat: ['social_heat'],
    want_see_count: ['want_to_see'],
    director_score: ['director_score'],
    actor_score: ['actor_score'],
    competition_index: [],
    type_factor: request.genres ? [] : ['genres'],
    ...Object.fromEntries(CATALOGUE_INPUTS.map((name) => [name, [name]])),
  };
  const inputs = Object.entries(named).filter(([name]) => request[name as keyof FilmInputsRequest] != null);
  const daily = DAILY_METRICS.filter((metric) => request.daily?.some((day) => day[metric] != null));
  return [...inputs, ...daily.map((metric): [string, string[]] => [`daily.${metric}`, [metric]])];
}

const CATALOGUE_INPUTS = [
  'genres',
  'directors',
  'cast',
  'runtime_min',
  'certificate',
  'distributor',
  'budget',
  'opening_theaters',
  'search_index_30d',
] as const;

function given<Name extends string, T>(name: Name, value: T | null | undefined): { [name in Name]?: T } {
  return (value == null ? {} : { [name]: value }) as { [name in Name]?: T };
}
