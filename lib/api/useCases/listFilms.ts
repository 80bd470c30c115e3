import { AppError } from '../../errors/appError.ts';
import { formatDay } from '../../film/day.ts';
import type { Film } from '../../film/film.ts';
import { isMarket, MARKETS, type Market } from '../../film/market.ts';
import { toCurrencyUnits } from '../../film/money.ts';
import type { FilmAnswer, FilmPage } from '../contract/filmAnswers.ts';
import type { FilmParameters, FilmsParameters } from '../contract/parameters.ts';
import type { MarketHistories } from '../serving/marketHistories.ts';
import { findFilm } from './findFilm.ts';

/** The place of a film in the list: markets in their order, in each the latest release first. */
type Place = Pick<Film, 'market' | 'releaseDate' | 'filmId'>;

const ORDER = Object.keys(MARKETS) as Market[];

/**
 * A page of films, from the history that forecasts are made from.
 * @throws AppError `store.cursor`; `store.unavailable` when no history could be read
 */
export async function listFilms(
  histories: MarketHistories,
  { market, limit = 50, cursor }: FilmsParameters,
): Promise<FilmPage> {
  const after = cursor === undefined ? undefined : decode(cursor, market);
  const markets = (market ? [market] : ORDER).filter(
    (name) => !after || ORDER.indexOf(name) >= ORDER.indexOf(after.market),
  );
  const served = await Promise.all(markets.map((name) => histories.current(name)));
  if (served.every(({ fresh, hash }) => !fresh && hash === '')) {
    throw new AppError('store.unavailable', { operation: 'read history' });
  }
  const films: Film[] = [];
  for (const { history } of served) {
    for (let at = history.films.length - 1; at >= 0 && films.length <= limit; at--) {
      const film = history.films[at] as Film;
      if (!after || isAfter(film, after)) films.push(film);
    }
  }
  const last = films[limit - 1];
  const page = films.slice(0, limit).map(toFilmAnswer);
  return films.length > limit && last ? { films: page, cursor: encode(last) } : { films: page };
}

/** One film. @throws AppError `film.unknown`, `film.ambiguous`, `store.unavailable` */
export async function getFilm(histories: MarketHistories, { id, market }: FilmParameters): Promise<FilmAnswer> {
  const { history, index } = await findFilm(histories.current, id, market);
  return toFilmAnswer(history.films[index] as Film);
}

function isAfter(film: Place, { market, releaseDate, filmId }: Place): boolean {
  if (film.market !== market) return ORDER.indexOf(film.market) > ORDER.indexOf(market);
  if (film.releaseDate !== releaseDate) return film.releaseDate < releaseDate;
  return film.filmId < filmId;
}

function encode({ market, releaseDate, filmId }: Place): string {
  return Buffer.from(`${market} ${releaseDate} ${filmId}`).toString('base64url');
}

function decode(cursor: string, market: Market | undefined): Place {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, name = '', releaseDate, filmId] = /^(\w+) (-?\d{1,6}) (.+)$/s.exec(text) ?? [];
  if (filmId === undefined || !isMarket(name) || (market && market !== name)) {
    throw new AppError('store.cursor', { cursor: cursor.slice(0, 80) });
  }
  return { market: name, releaseDate: Number(releaseDate), filmId };
}

function toFilmAnswer(film: Film): FilmAnswer {
  const { filmId, title, market, currency, genres, directors, cast } = film;
  const { minorDigits } = MARKETS[market];
  const amount = (minor: number | undefined) => (minor === undefined ? undefined : toCurrencyUnits(minor, minorDigits));
  const optional = {
    runtimeMin: film.runtimeMin,
    certificate: film.certificate,
    distributor: film.distributor,
    budget: amount(film.budget),
    openingTheaters: film.openingTheaters,
    finalGross: amount(film.finalGross),
  };
  return {
    filmId,
    title,
    market,
    releaseDate: formatDay(film.releaseDate),
    currency,
    genres: [...genres],
    directors: [...directors],
    cast: [...cast],
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as object),
  };
}
