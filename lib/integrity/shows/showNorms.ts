import type { Day } from '../../film/day.ts';
import type { ShowBook } from '../showBook.ts';
import { freeSales } from './freeSales.ts';
import { saleDays } from './saleDays.ts';

/** What is usual in a market, learnt from the shows of earlier films. */
export interface ShowNorms {
  /** Tickets of a show by the hour in which it begins, over those of the mean show. */
  readonly hours: readonly number[];
  /** Share of tickets by seat label. */
  readonly seats: ReadonlyMap<number, number>;
  /** Part of all tickets sold that is given back on a usual day. */
  readonly refunds: number;
}

const NONE: ReadonlySet<number> = new Set();
const HOURS = 24;
/** Films with fewer tickets say little about seats. */
const ENOUGH = 2_000;
/** The films that sell most of a seat are left out: whoever buys by a list sells much of it. */
const TRIMMED = 0.1;
const DEAD_OF_NIGHT = 0.3;

export const NO_SHOW_NORMS: ShowNorms = { hours: new Array(HOURS).fill(1), seats: new Map(), refunds: 0.005 };

/**
 * Learns what is usual. Films weigh alike; of each seat the tenth of films that sold most of it is left out.
 * @param books of earlier films, each read once
 * @param today days from it on are not known yet
 */
export function fitShowNorms(books: Iterable<ShowBook>, today: Day): ShowNorms {
  const hourSold = new Float64Array(HOURS);
  const hourShows = new Float64Array(HOURS);
  const shares = new Map<number, number[]>();
  const rates: number[] = [];
  let films = 0;
  for (const book of books) {
    const counts = new Map<number, number>();
    let sold = 0;
    const kept = new Map<Day, number>();
    for (const day of saleDays(book, today)) {
      const before = kept.get(day.showDate) ?? 0;
      if (before >= ENOUGH) rates.push(day.givenBack / before);
      kept.set(day.showDate, before + day.sold - day.givenBack);
      const mean = day.sold / Math.max(1, day.onSale.length);
      for (const show of day.onSale) {
        const hour = hourOf(book.shows.start[show] as number);
        hourShows[hour] = (hourShows[hour] as number) + mean;
        hourSold[hour] = (hourSold[hour] as number) + Math.min(day.sales.get(show)?.sold ?? 0, 6 * mean + 4);
      }
      for (const { seats } of freeSales(book, day, NONE)) {
        sold += seats.length;
        for (const seat of seats) counts.set(seat, (counts.get(seat) ?? 0) + 1);
      }
    }
    if (sold < ENOUGH) continue;
    films++;
    for (const [seat, count] of counts) {
      const list = shares.get(seat) ?? [];
      shares.set(seat, list);
      list.push(count / sold);
    }
  }
  const all =
    hourSold.reduce((sum, value) => sum + value, 0) /
    Math.max(
      1,
      hourShows.reduce((a, b) => a + b, 0),
    );
  rates.sort((a, b) => a - b);
  return {
    hours: Array.from(hourSold, (value, hour) => {
      const usual = (value + 20 * all) / ((hourShows[hour] as number) + 20) / Math.max(all, 1e-9);
      // who shows films in the dead of night is no measure of who comes to see them
      return Math.max(0.1, hour >= 1 && hour < 7 ? Math.min(usual, DEAD_OF_NIGHT) : usual);
    }),
    seats: new Map(Array.from(shares, ([seat, list]) => [seat, trimmedMean(list, films)])),
    refunds: rates[rates.length >> 1] ?? NO_SHOW_NORMS.refunds,
  };
}

export function hourOf(start: number): number {
  return Math.floor(start / 60) % HOURS;
}

/** The mean of `count` numbers, of which those not listed are zero, without the largest. */
function trimmedMean(listed: readonly number[], count: number): number {
  const sorted = listed.toSorted((a, b) => a - b);
  const trimmed = Math.floor(TRIMMED * count);
  const kept = sorted.slice(0, Math.max(0, sorted.length - trimmed));
  return kept.reduce((sum, value) => sum + value, 0) / Math.max(1, count - trimmed);
}
