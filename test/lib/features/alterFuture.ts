import { dayOf } from '../../../lib/calendar/zone.ts';
import type { DailyRow, DatedScore, Film } from '../../../lib/film/film.ts';
import {
  ANNOUNCED_DAYS,
  dayKnownAt,
  factKnownAt,
  SEARCH_ORIGIN,
  THEATERS_ORIGIN,
  totalKnownAt,
} from '../../../lib/signals/knownAt.ts';
import type { Random } from '../../../lib/stats/random.ts';
import type { Invented } from './inventHistory.ts';

/**
 * The same history with everything changed that is not known before `asOf`: totals, theatres, search and scores changed
 * or taken away, later days dropped, changed and invented, films that are not announced renamed, dropped and added.
 */
export function alterFuture({ films, rows }: Invented, asOf: number, random: Random): Invented {
  const shown = new Set(rows.filter((row) => isKnownRow(row, films, asOf)).map((row) => row.filmId));
  const isAnnounced = (film: Film) =>
    film.releaseDate - ANNOUNCED_DAYS <= dayOf(asOf, film.market) || shown.has(film.filmId);
  const altered = films
    .filter((film) => isAnnounced(film) || random() < 0.8)
    .map((film) => alterFilm(film, asOf, isAnnounced(film), random));
  const invented: DailyRow[] = [];
  for (const film of films) {
    const day = dayOf(asOf, film.market) + Math.floor(random() * 20);
    if (random() < 0.5)
      invented.push(
        { filmId: film.filmId, date: day, values: { gross: Math.floor(random() * 1e10), want_to_see: 1e6 } },
        { filmId: film.filmId, date: day, showDate: day + 2, values: { presale_gross: Math.floor(random() * 1e9) } },
      );
  }
  const later = films.filter((film) => !isAnnounced(film));
  return {
    films: [
      ...altered,
      ...later.map((film) => ({ ...film, filmId: `new-${film.filmId}`, releaseDate: film.releaseDate + 3 })),
    ],
    rows: [
      ...rows.flatMap((row) => {
        if (isKnownRow(row, films, asOf)) return [row];
        if (random() < 0.3) return [];
        const grown = Object.entries(row.values).map(([metric, value]) => [metric, Math.floor(value * 3 * random())]);
        return [
          {
            ...row,
            values: { ...Object.fromEntries(grown), gross: Math.floor(random() * 1e9), presale_gross: 7, sentiment: 1 },
          },
        ];
      }),
      ...invented.filter((row) => !isKnownRow(row, films, asOf)),
    ],
  };
}

function isKnownRow(row: DailyRow, films: readonly Film[], asOf: number): boolean {
  return dayKnownAt(row.date, films[0]?.market ?? 'US') < asOf;
}

function alterFilm(film: Film, asOf: number, announced: boolean, random: Random): Film {
  const changed: { -readonly [K in keyof Film]: Film[K] } = { ...film };
  const alter = <K extends 'finalGross' | 'openingTheaters' | 'searchIndex30d'>(field: K, value: number) => {
    if (random() < 0.3) delete changed[field];
    else changed[field] = value;
  };
  const knownFact = (origin: number) => factKnownAt(film.releaseDate, origin, film.market) < asOf;
  const knownScore = (score: DatedScore | undefined) =>
    score?.date !== undefined && dayKnownAt(score.date, film.market) < asOf;
  if (totalKnownAt(film.releaseDate, film.market) >= asOf) alter('finalGross', Math.floor(random() * 1e12));
  if (!knownFact(THEATERS_ORIGIN)) alter('openingTheaters', Math.floor(random() * 5_000));
  if (!knownFact(SEARCH_ORIGIN)) alter('searchIndex30d', Math.floor(random() * 1_000));
  if (!knownScore(film.directorScore)) changed.directorScore = { value: 10 * random() };
  if (!knownScore(film.actorScore)) changed.actorScore = { value: 10 * random(), date: dayOf(asOf, film.market) };
  if (!announced) {
    changed.title = `Unheard of ${random()}`;
    changed.cast = ['Actor 1', 'Actor 2'];
    changed.producers = ['Producer 1'];
    changed.genres = ['Action', '动作'];
  }
  return changed;
}
