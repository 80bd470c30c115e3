import type { ShowBook } from '../showBook.ts';
import type { SaleDay, ShowSale } from './saleDays.ts';
import { hourOf, type ShowNorms } from './showNorms.ts';

/** What a show would have sold on a day as other shows of its hour did. */
export interface Expected {
  of(show: number): number;
}

/** A show that sold a hall, or much of one, in one day. */
export interface BulkSale {
  readonly sale: ShowSale;
  readonly expected: number;
}

const ROUNDS = 3;
const TIMES_EXPECTED = 10;
const AND_MORE = 12;
const PART_OF_HALL = 0.25;
/** Rows from the screen that people take last. */
const FRONT_ROWS = 3;
const SEATS_PER_ROW = 32;
const FRONT_SHARE = 0.22;
const FRONT_LEAST = 9;
/** Beyond this part of the hall even people must take the front. */
const MUCH_TAKEN = 0.5;
const FRONT_TIMES_EXPECTED = 4;

/** Tickets that are expected of each show of a day: those of the mean show without the largest, times its hour's. */
export function expectedSales(book: ShowBook, { onSale, sales, sold }: SaleDay, norms: ShowNorms): Expected {
  const hour = (show: number) => norms.hours[hourOf(book.shows.start[show] as number)] ?? 1;
  let mean = sold / Math.max(1, onSale.length);
  for (let round = 0; round < ROUNDS; round++) {
    let kept = 0;
    for (const sale of sales.values()) kept += Math.min(sale.sold, TIMES_EXPECTED * mean * hour(sale.show) + 4);
    mean = kept / Math.max(1, onSale.length);
  }
  return { of: (show) => mean * hour(show) };
}

/** Shows that sold far more on a day than others, or of which the seats by the screen went while better ones were free. */
export function bulkSales(book: ShowBook, { sales }: SaleDay, expected: Expected): readonly BulkSale[] {
  const bulk: BulkSale[] = [];
  for (const sale of sales.values()) {
    const usual = expected.of(sale.show);
    const seats = book.shows.seats[sale.show] as number;
    const muchOfHall = sale.sold >= PART_OF_HALL * seats && sale.sold > TIMES_EXPECTED * usual + AND_MORE;
    const roomLeft = sale.before < MUCH_TAKEN * seats && sale.sold > FRONT_TIMES_EXPECTED * usual;
    if (muchOfHall || (roomLeft && fromTheFront(sale))) bulk.push({ sale, expected: usual });
  }
  return bulk;
}

function fromTheFront({ seats }: ShowSale): boolean {
  let front = 0;
  for (const seat of seats) if (seat < FRONT_ROWS * SEATS_PER_ROW) front++;
  return front >= FRONT_LEAST && front >= FRONT_SHARE * seats.length;
}
