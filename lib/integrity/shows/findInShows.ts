import type { Day } from '../../film/day.ts';
import type { DailyRow } from '../../film/film.ts';
import type { Finding } from '../finding.ts';
import { presaleFindings } from '../presaleFindings.ts';
import type { ShowBook } from '../showBook.ts';
import { doubtfulTickets } from './doubtfulTickets.ts';
import type { ShowNorms } from './showNorms.ts';

/**
 * Findings of presale from single shows, about the rows that the shows add up to.
 * @param today days from it on are not known yet
 */
export function findInShows(
  rows: readonly DailyRow[],
  book: ShowBook,
  norms: ShowNorms,
  today: Day,
): readonly Finding[] {
  const { filmId } = book;
  const byDay = new Map(rows.map((row) => [`${row.date} ${row.showDate}`, row]));
  return doubtfulTickets(book, norms, today).flatMap(({ day, showDate, rule, tickets, evidence }) => {
    const row = byDay.get(`${day} ${showDate}`);
    const shown = row?.values.presale_tickets;
    if (row === undefined || shown === undefined || shown === 0) return [];
    const share = tickets / Math.abs(shown);
    return presaleFindings(row, { filmId, day, showDate, rule, detail: 'shows', share, evidence });
  });
}
