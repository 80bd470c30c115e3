import type { Day } from '../../film/day.ts';
import type { ShowBook } from '../showBook.ts';

/** What one show sold on one day. */
export interface ShowSale {
  readonly show: number;
  /** Tickets. */
  sold: number;
  /** Tickets that it had sold, and not taken back, before this day. */
  readonly before: number;
  /** Their seats. */
  readonly seats: number[];
}

/** What was sold and given back on one day for one day of showing. */
export interface SaleDay {
  readonly day: Day;
  readonly showDate: Day;
  /** Shows on sale. */
  readonly onSale: readonly number[];
  readonly sales: ReadonlyMap<number, ShowSale>;
  readonly sold: number;
  readonly givenBack: number;
  /** Tickets given back, by the show and the day on which they had been sold. */
  readonly returns: ReadonlyMap<number, ReadonlyMap<Day, number>>;
}

/**
 * The days of sale of a book, by day of showing, then day.
 * @param today days from it on are not known yet
 */
export function saleDays(book: ShowBook, today: Day): readonly SaleDay[] {
  const { shows, tickets } = book;
  const days = new Map<string, OpenDay>();
  const owners = new Map<number, Day>();
  const held = new Int32Array(shows.showDate.length);
  for (const i of byTime(tickets.day, today)) {
    const show = tickets.show[i] as number;
    const day = tickets.day[i] as Day;
    const count = tickets.count[i] as number;
    const open = dayOf(days, day, shows.showDate[show] as Day);
    const from = tickets.seatFrom[i] as number;
    const seats = tickets.seat.subarray(from, from + Math.abs(count));
    if (count > 0) sell(open, show, seats, { owners, before: held[show] as number });
    else giveBack(open, show, seats, owners);
    held[show] = (held[show] as number) + count;
  }
  const sorted = [...days.values()].sort((a, b) => a.showDate - b.showDate || a.day - b.day);
  const byShowDate = Map.groupBy(shows.showDate.keys(), (show) => shows.showDate[show] as Day);
  return sorted.map((open) => ({
    ...open,
    onSale: (byShowDate.get(open.showDate) ?? []).filter((show) => (shows.since[show] as Day) <= open.day),
  }));
}

interface OpenDay {
  readonly day: Day;
  readonly showDate: Day;
  readonly sales: Map<number, ShowSale>;
  sold: number;
  givenBack: number;
  readonly returns: Map<number, Map<Day, number>>;
}

function dayOf(days: Map<string, OpenDay>, day: Day, showDate: Day): OpenDay {
  const key = `${showDate} ${day}`;
  const open = days.get(key) ?? { day, showDate, sales: new Map(), sold: 0, givenBack: 0, returns: new Map() };
  days.set(key, open);
  return open;
}

/** Seats of all shows in one number each. */
const SEAT_NUMBERS = 65_536;

function sell(
  open: OpenDay,
  show: number,
  seats: Uint16Array,
  { owners, before }: { readonly owners: Map<number, Day>; readonly before: number },
): void {
  const sale = open.sales.get(show) ?? { show, sold: 0, before, seats: [] };
  open.sales.set(show, sale);
  sale.sold += seats.length;
  open.sold += seats.length;
  for (const seat of seats) {
    sale.seats.push(seat);
    owners.set(show * SEAT_NUMBERS + seat, open.day);
  }
}

function giveBack(open: OpenDay, show: number, seats: Uint16Array, owners: Map<number, Day>): void {
  open.givenBack += seats.length;
  const days = open.returns.get(show) ?? new Map<Day, number>();
  open.returns.set(show, days);
  for (const seat of seats) {
    const day = owners.get(show * SEAT_NUMBERS + seat);
    if (day !== undefined) days.set(day, (days.get(day) ?? 0) + 1);
  }
}

/** Places of batches before `today`, by day, in their order within a day. */
function byTime(days: Int32Array, today: Day): readonly number[] {
  return Array.from(days.keys())
    .filter((i) => (days[i] as Day) < today)
    .sort((a, b) => (days[a] as Day) - (days[b] as Day) || a - b);
}
