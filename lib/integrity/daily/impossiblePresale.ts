import type { DailyRow, Film } from '../../film/film.ts';
import type { Finding } from '../finding.ts';
import { presaleFindings } from '../presaleFindings.ts';

/** Seats of the mean hall, at the very most: large houses have a few such halls, no market has them on average. */
const MOST_SEATS = 350;

/** Presale of which there cannot be so much: above the seats on sale, or above what the day took in all. */
export function impossiblePresale(film: Film, rows: readonly DailyRow[]): readonly Finding[] {
  const dated = rows.filter(({ showDate }) => showDate !== undefined);
  return [...Map.groupBy(dated, ({ showDate }) => showDate as number)].flatMap(([showDate, own]) => {
    const days = own.toSorted((a, b) => a.date - b.date);
    const gross = rows.find(({ date, values }) => date === showDate && values.gross !== undefined)?.values.gross;
    return [...aboveSeats(film, days), ...aboveGross(film, days, gross)];
  });
}

function aboveSeats({ filmId }: Film, days: readonly DailyRow[]): readonly Finding[] {
  let sold = 0;
  let doubted = 0;
  return days.flatMap((row) => {
    const { presale_tickets: tickets, presale_screenings: shows } = row.values;
    sold += tickets ?? 0;
    if (tickets === undefined || shows === undefined || !(tickets > 0)) return [];
    const seats = shows * MOST_SEATS;
    const excess = Math.min(tickets, sold - doubted - seats);
    if (!(excess > 0)) return [];
    doubted += excess;
    const evidence = { tickets: sold, seats };
    const about = {
      filmId,
      day: row.date,
      showDate: row.showDate,
      rule: 'presale-above-seats',
      detail: 'daily',
    } as const;
    return presaleFindings(row, { ...about, evidence, share: excess / tickets });
  });
}

/** The latest days are doubted first: nothing is sold back to front. */
function aboveGross({ filmId }: Film, days: readonly DailyRow[], gross: number | undefined): readonly Finding[] {
  const presale = days.reduce((sum, { values }) => sum + (values.presale_gross ?? 0), 0);
  let excess = presale - (gross ?? Number.POSITIVE_INFINITY);
  return days.toReversed().flatMap((row) => {
    const value = row.values.presale_gross ?? 0;
    if (!(excess > 0 && value > 0 && gross !== undefined)) return [];
    const share = Math.min(1, excess / value);
    excess -= share * value;
    const evidence = { presale, gross };
    const about = {
      filmId,
      day: row.date,
      showDate: row.showDate,
      rule: 'presale-above-gross',
      detail: 'daily',
    } as const;
    return presaleFindings(row, { ...about, evidence, share });
  });
}
