import type { ShowSale } from './saleDays.ts';

/** Seats that were sold in more shows than people choose them. */
export interface CopiedSeats {
  /** Tickets above what is usual of these seats. */
  readonly excess: number;
  readonly seats: number;
  /** How far the most copied seat, or row of seats, is from usual, in standard errors. */
  readonly strongest: number;
}

const NONE: CopiedSeats = { excess: 0, seats: 0, strongest: 0 };
/** Parties sit together, so that counts vary more than those of single people. */
const OVERDISPERSION = 2.5;
/** What is left of an audience's taste when its smooth part is known. */
const TASTE = 0.2;
const LEAST_ERRORS = 4;
const LEAST_SHARE = 1e-4;
/** Neighbouring seats that are looked at as one, and how many shows must have sold the same ones. */
const RUN = 3;
const LEAST_SHOWS = 4;
const RUN_ERRORS = 5;

/**
 * Compares how often each seat, and each row of neighbouring seats, was sold over all shows of a day with how often the
 * film's audience takes it.
 * @param sales without those of whole halls, in which every seat is sold alike
 * @param usual share of tickets by seat label; nothing is found where none is known
 */
export function copiedSeats(sales: readonly ShowSale[], usual: ReadonlyMap<number, number>): CopiedSeats {
  if (usual.size === 0) return NONE;
  const [single, runs] = [copiedSingly(sales, usual), copiedRuns(sales, usual)];
  return runs.excess > single.excess ? runs : single;
}

function copiedSingly(sales: readonly ShowSale[], usual: ReadonlyMap<number, number>): CopiedSeats {
  const counts = new Map<number, number>();
  let total = 0;
  for (const { seats } of sales) {
    total += seats.length;
    for (const seat of seats) counts.set(seat, (counts.get(seat) ?? 0) + 1);
  }
  let [excess, seats, strongest] = [0, 0, 0];
  for (const [seat, count] of counts) {
    const expected = total * Math.max(LEAST_SHARE, usual.get(seat) ?? 0);
    const errors = (count - expected) / Math.sqrt(OVERDISPERSION * expected + (TASTE * expected) ** 2 + 1);
    if (errors < LEAST_ERRORS) continue;
    seats++;
    excess += count - expected;
    strongest = Math.max(strongest, errors);
  }
  return { excess, seats, strongest };
}

/** The same neighbouring seats in several shows: what those shows sold beyond other shows with as many neighbours. */
function copiedRuns(sales: readonly ShowSale[], usual: ReadonlyMap<number, number>): CopiedSeats {
  const byRun = new Map<number, Set<ShowSale>>();
  let runs = 0;
  for (const sale of sales) {
    for (const start of runStarts(sale.seats)) {
      runs++;
      const shows = byRun.get(start) ?? new Set();
      byRun.set(start, shows.add(sale));
    }
  }
  let strongest = 0;
  let seats = 0;
  const odd = new Set<ShowSale>();
  for (const [start, shows] of byRun) {
    const expected = runs * Math.max(LEAST_SHARE, usual.get(start + 1) ?? 0);
    const errors = (shows.size - expected) / Math.sqrt(expected + (TASTE * expected) ** 2 + 0.3);
    if (shows.size < LEAST_SHOWS || errors < RUN_ERRORS) continue;
    strongest = Math.max(strongest, errors);
    seats += RUN;
    for (const sale of shows) odd.add(sale);
  }
  let [sold, others, rest] = [0, 0, 0];
  for (const sale of sales) {
    if (odd.has(sale)) sold += sale.sold;
    else {
      others++;
      rest += sale.sold;
    }
  }
  return { excess: Math.max(0, sold - (odd.size * rest) / Math.max(1, others)), seats, strongest };
}

/** Labels at which three neighbouring seats of a row begin. */
function runStarts(seats: readonly number[]): readonly number[] {
  if (seats.length < RUN) return [];
  const sold = new Set(seats);
  return [...sold].filter((seat) => sold.has(seat + 1) && sold.has(seat + 2));
}
