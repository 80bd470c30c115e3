import type { Day } from '../../film/day.ts';
import type { IntegrityRule } from '../finding.ts';
import type { ShowBook } from '../showBook.ts';
import { type BulkSale, bulkSales, expectedSales } from './bulkSales.ts';
import { copiedSeats } from './copiedSeats.ts';
import { freeSales } from './freeSales.ts';
import { type FullHouses, fullRuns } from './fullRuns.ts';
import { type SaleDay, saleDays } from './saleDays.ts';
import { tasteOf } from './seatTaste.ts';
import type { ShowNorms } from './showNorms.ts';
import { type ShowRules, showRules } from './showRules.ts';

/** Tickets of a day of sale and a day of showing that one rule does not believe. */
export interface DoubtfulTickets {
  readonly day: Day;
  readonly showDate: Day;
  readonly rule: IntegrityRule;
  /** Negative: given back after they had been doubted. */
  readonly tickets: number;
  readonly evidence: Readonly<Record<string, number>>;
}

/** Below this part of a film's tickets of a day, nothing is said: honest days have as much. */
const LEAST_WORTH = 0.025;
const LEAST_TICKETS = 6;
const REFUND_BURST = 3.5;
/** Shows whose tickets come back at once: one or two are a booking that was called off. */
const RETURNING_SHOWS = 4;

/**
 * Goes through the days of sale of a film's shows.
 * @param today days from it on are not known yet
 */
export function doubtfulTickets(book: ShowBook, norms: ShowNorms, today: Day): readonly DoubtfulTickets[] {
  const days = saleDays(book, today);
  const soldOn = new Map<Day, number>();
  for (const { day, sold } of days) soldOn.set(day, (soldOn.get(day) ?? 0) + sold);
  const byShowDate = Map.groupBy(days, ({ showDate }) => showDate);
  return [...byShowDate.values()].flatMap((own) => ofShowDate(book, own, norms, soldOn));
}

/** A day of sale with what was sold whole on it. */
interface SaleSheet {
  readonly day: SaleDay;
  readonly bulk: readonly BulkSale[];
}

/** What is known of a day of showing beside the day of sale at hand. */
interface Context {
  readonly book: ShowBook;
  readonly rules: ShowRules;
  /** Share of tickets by seat that this audience takes. */
  readonly taste: ReadonlyMap<number, number>;
  /** Days of sale on which more halls were sold whole than groups book. */
  readonly full: ReadonlySet<Day>;
}

function ofShowDate(
  book: ShowBook,
  days: readonly SaleDay[],
  norms: ShowNorms,
  soldOn: ReadonlyMap<Day, number>,
): readonly DoubtfulTickets[] {
  const isMaterial = (day: Day, tickets: number) =>
    tickets >= LEAST_TICKETS && tickets >= LEAST_WORTH * (soldOn.get(day) ?? 0);
  const sheets = days.map((day): SaleSheet => ({ day, bulk: bulkSales(book, day, expectedSales(book, day, norms)) }));
  const bulk = sheets.flatMap((sheet) => sheet.bulk);
  const rules = showRules(book, days.at(-1)?.onSale ?? [], bulk);
  const full = fullRuns(sheets.map((sheet) => fullHouses(sheet, rules)));
  const context = { book, rules, taste: tasteOf(norms.seats, countSeats(book, sheets)), full };
  const returned = returnedTickets(days, norms);
  const found: DoubtfulTickets[] = [];
  const taken = new Set<Day>();
  for (const { day, bulk } of sheets) {
    const doubts = doubtsOf(day, bulk, context);
    const sum = doubts.reduce((all, { tickets }) => all + tickets, 0);
    const back = returned.sold.get(day.day) ?? 0;
    if (back > sum) {
      const evidence = { tickets: back, share: back / Math.max(1, day.sold) };
      doubts.push({ rule: 'returned-tickets', tickets: back - sum, evidence });
    }
    if (!isMaterial(day.day, Math.max(sum, back))) continue;
    taken.add(day.day);
    for (const doubt of doubts) found.push({ day: day.day, showDate: day.showDate, ...doubt });
  }
  const isOdd = (show: number) => rules.of(show) !== undefined;
  for (const { day, showDate, returns, isBurst, usual } of returned.days) {
    let tickets = 0;
    for (const [show, sales] of returns) {
      if (!isBurst && !isOdd(show)) continue;
      for (const [sale, count] of sales) if (taken.has(sale)) tickets += count;
    }
    if (!isMaterial(day, tickets)) continue;
    found.push({ day, showDate, rule: 'refund-burst', tickets: -tickets, evidence: { tickets, usual } });
  }
  return found;
}

type Doubt = Omit<DoubtfulTickets, 'day' | 'showDate'>;

function doubtsOf(day: SaleDay, bulk: readonly BulkSale[], { book, rules, taste, full }: Context): Doubt[] {
  const ordinary = full.has(day.day) ? 'full-cinemas' : undefined;
  const found = Map.groupBy(bulk, ({ sale }) => rules.of(sale.show) ?? ordinary);
  const doubts = Array.from(found, ([rule, own]): Doubt | undefined => {
    if (rule === undefined) return undefined;
    const tickets = own.reduce((sum, { sale, expected }) => sum + Math.max(0, sale.sold - expected), 0);
    const expected = own.reduce((sum, one) => sum + one.expected, 0);
    return {
      rule,
      tickets: Math.round(tickets),
      evidence: { shows: own.length, tickets: Math.round(tickets), expected },
    };
  }).filter((doubt) => doubt !== undefined);
  const { excess, seats, strongest } = copiedSeats(freeSales(book, day, wholeOf(bulk)), taste);
  const tickets = Math.round(excess);
  if (tickets > 0) doubts.push({ rule: 'copied-seats', tickets, evidence: { seats, tickets, errors: strongest } });
  return doubts;
}

/** Shows that sold a hall whole and that no rule finds odd in themselves. */
function fullHouses({ day, bulk }: SaleSheet, rules: ShowRules): FullHouses {
  const ordinary = bulk.filter(({ sale }) => rules.of(sale.show) === undefined);
  const sold = ordinary.reduce((sum, { sale }) => sum + sale.sold, 0);
  return { day: day.day, shows: ordinary.length, share: sold / Math.max(1, day.sold) };
}

const wholeOf = (bulk: readonly BulkSale[]) => new Set(bulk.map(({ sale }) => sale.show));

/** Tickets by seat label, where people could sit where they liked. */
function countSeats(book: ShowBook, sheets: readonly SaleSheet[]) {
  const counts = new Map<number, number>();
  for (const { day, bulk } of sheets) {
    for (const { seats } of freeSales(book, day, wholeOf(bulk))) {
      for (const seat of seats) counts.set(seat, (counts.get(seat) ?? 0) + 1);
    }
  }
  return counts;
}

/** Days on which tickets came back, and what of each day's sales came back in bursts. */
function returnedTickets(days: readonly SaleDay[], norms: ShowNorms) {
  const sold = new Map<Day, number>();
  let kept = 0;
  const returned = days.map((day) => {
    const usual = norms.refunds * kept;
    kept += day.sold - day.givenBack;
    const isBurst = returningShows(day, REFUND_BURST * usual + LEAST_TICKETS) >= RETURNING_SHOWS;
    if (isBurst) {
      for (const returns of day.returns.values()) {
        for (const [sale, count] of returns) sold.set(sale, (sold.get(sale) ?? 0) + count);
      }
    }
    return { ...day, isBurst, usual };
  });
  return { sold, days: returned };
}

/** How many shows it takes, the largest first, to bring what came back down to `least`. */
function returningShows({ returns, givenBack }: SaleDay, least: number): number {
  const counts = Array.from(returns.values(), (days) => [...days.values()].reduce((sum, count) => sum + count, 0));
  counts.sort((a, b) => b - a);
  let left = givenBack;
  let shows = 0;
  while (left > least && shows < counts.length) left -= counts[shows++] as number;
  return shows;
}
