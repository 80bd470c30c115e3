import { formatDay } from '../film/day.ts';
import type { DatedScore, Film } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import { formatMoney, type MinorUnits } from '../film/money.ts';
import { csvNumber, csvText } from './csvText.ts';
import { FILM_COLUMNS } from './parseFilms.ts';

const COLUMNS = [...FILM_COLUMNS.required, ...FILM_COLUMNS.optional];

/** Films as films.csv; `parseFilms` reads the same films back. */
export function writeFilmsCsv(films: readonly Film[]): string {
  return `${[COLUMNS.join(','), ...films.map(line)].join('\n')}\n`;
}

function line(film: Film): string {
  const money = (amount: MinorUnits | undefined) =>
    amount === undefined ? '' : formatMoney(amount, MARKETS[film.market].minorDigits);
  const list = (parts: readonly string[]) => csvText(parts.join('|'));
  const date = (score: DatedScore | undefined) => (score?.date === undefined ? '' : formatDay(score.date));
  const cells: Readonly<Record<string, string>> = {
    film_id: csvText(film.filmId),
    title: csvText(film.title),
    market: film.market,
    release_date: formatDay(film.releaseDate),
    final_gross: money(film.finalGross),
    currency: film.currency,
    genres: list(film.genres),
    directors: list(film.directors),
    cast: list(film.cast),
    producers: list(film.producers ?? []),
    runtime_min: csvNumber(film.runtimeMin),
    certificate: csvText(film.certificate ?? ''),
    distributor: csvText(film.distributor ?? ''),
    budget: money(film.budget),
    opening_theaters: csvNumber(film.openingTheaters),
    search_index_30d: csvNumber(film.searchIndex30d),
    director_score: csvNumber(film.directorScore?.value),
    director_score_date: date(film.directorScore),
    actor_score: csvNumber(film.actorScore?.value),
    actor_score_date: date(film.actorScore),
  };
  return COLUMNS.map((column) => cells[column] ?? '').join(',');
}
