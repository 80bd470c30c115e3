import type { Day } from '../../film/day.ts';
import type { DailyRow, Film } from '../../film/film.ts';
import type { FilmTruth } from '../truth.ts';

/** Tickets sold ahead for one day of showing of one film, with what is hidden of them. */
export interface ShowDaySales {
  readonly showDay: Day;
  /** Minor units that a ticket costs on average. */
  readonly price: number;
  /** Days of sale, ascending. */
  readonly days: readonly SaleDay[];
}

export interface SaleDay {
  readonly day: Day;
  /** Net of what people gave back. */
  readonly trueTickets: number;
  /** Bought tickets; negative on the day on which they are given back. */
  readonly fakeTickets: number;
  /** Shows on sale, never fewer than the day before. */
  readonly shows: number;
}

/**
 * What was sold ahead of a film by day of showing. The simulated market buys tickets of the first day alone, so that the
 * truth of a day of sale is told by its rows.
 * @param rows of the film, as the market shows them
 */
export function showDaySales(film: Film, rows: readonly DailyRow[], truth: FilmTruth): readonly ShowDaySales[] {
  const bought = new Map(truth.presale.map(({ day, fakeTickets }) => [day, fakeTickets]));
  const presale = rows.filter(({ showDate, values }) => showDate !== undefined && values.presale_tickets !== undefined);
  const byShowDay = Map.groupBy(presale, ({ showDate }) => showDate as Day);
  return Array.from(byShowDay, ([showDay, own]) => {
    const paid = own.find(({ values }) => values.presale_tickets !== 0)?.values;
    const days = own.map(({ date, values }): SaleDay => {
      const fakeTickets = showDay === film.releaseDate ? (bought.get(date) ?? 0) : 0;
      const trueTickets = (values.presale_tickets ?? 0) - fakeTickets;
      return { day: date, trueTickets, fakeTickets, shows: values.presale_screenings ?? 0 };
    });
    return {
      showDay,
      price: paid === undefined ? 0 : (paid.presale_gross ?? 0) / (paid.presale_tickets ?? 1),
      days: days.sort((a, b) => a.day - b.day),
    };
  }).sort((a, b) => a.showDay - b.showDay);
}

/** The rows that a market would show of these sales. */
export function presaleRows(filmId: string, sales: readonly ShowDaySales[]): readonly DailyRow[] {
  return sales.flatMap(({ showDay, price, days }) =>
    days.map(({ day, trueTickets, fakeTickets, shows }) => {
      const tickets = trueTickets + fakeTickets;
      const values = { presale_gross: tickets * price, presale_screenings: shows, presale_tickets: tickets };
      return { filmId, date: day, showDate: showDay, values };
    }),
  );
}
