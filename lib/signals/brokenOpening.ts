import type { DailyRow, Film } from '../film/film.ts';

/**
 * Takings per booked theatre below which a first day is a broken record, in minor units: 20 USD. Wide openings of
 * 2000-2017 hardly ever fall below 50 USD.
 */
const LEAST_PER_THEATER = 2_000;

/** The rows of a film with a first day that cannot be true made unknown; US only, other markets state no theatres. */
export function believeOpening(film: Film, rows: readonly DailyRow[]): readonly DailyRow[] {
  const theaters = film.openingTheaters;
  if (film.market !== 'US' || theaters === undefined) return rows;
  return rows.map((row) => {
    const { gross, ...others } = row.values;
    if (row.date !== film.releaseDate || gross === undefined || gross >= LEAST_PER_THEATER * theaters) return row;
    return { ...row, values: others };
  });
}
