import type { ShowBook } from '../../integrity/showBook.ts';
import type { Batch } from './boxOffice.ts';
import type { ShowDaySales } from './showDaySales.ts';
import type { PlannedShow } from './timetable.ts';

/** Shows of one day of showing, every seat of them accounted for. */
export interface ShownDay {
  readonly sales: ShowDaySales;
  readonly shows: readonly PlannedShow[];
  readonly batches: readonly Batch[];
  readonly receipts: Float64Array;
  readonly seats: readonly Uint16Array[];
}

/** Puts the days of showing of a film into one book, batches by day of sale. */
export function writeBook(
  filmId: string,
  runtimeMin: number,
  days: readonly ShownDay[],
): { readonly book: ShowBook; readonly bought: Uint8Array } {
  const shows = days.flatMap(({ sales, shows }) => {
    let at = 0;
    return shows.map((show, i) => {
      while ((sales.days[at]?.shows ?? Number.POSITIVE_INFINITY) <= i) at++;
      return { ...show, showDate: sales.showDay, since: sales.days[at]?.day ?? sales.showDay };
    });
  });
  let before = 0;
  const batches = days
    .flatMap(({ shows, batches, receipts, seats }) => {
      const offset = before;
      before += shows.length;
      return batches.map((batch, i) => ({
        ...{ show: offset + batch.show, day: batch.day, count: batch.count, bought: batch.bought },
        ...{ receipts: receipts[i] as number, seats: seats[i] as Uint16Array },
      }));
    })
    .sort((a, b) => a.day - b.day);
  const column = (of: (show: (typeof shows)[number]) => number) => Int32Array.from(shows, of);
  const tickets = (of: (batch: (typeof batches)[number]) => number) => Int32Array.from(batches, of);
  let seated = 0;
  const seatFrom = tickets(({ seats }) => {
    seated += seats.length;
    return seated - seats.length;
  });
  const seat = new Uint16Array(seated);
  batches.forEach(({ seats }, i) => {
    seat.set(seats, seatFrom[i]);
  });
  return {
    bought: Uint8Array.from(batches, ({ bought }) => (bought ? 1 : 0)),
    book: {
      ...{ filmId, runtimeMin },
      shows: {
        showDate: column(({ showDate }) => showDate),
        cinema: column(({ cinema }) => cinema),
        hall: column(({ hall }) => hall),
        seats: column(({ rows, places }) => rows * places),
        start: column(({ start }) => start),
        price: column(({ price }) => price),
        since: column(({ since }) => since),
      },
      tickets: {
        show: tickets(({ show }) => show),
        day: tickets(({ day }) => day),
        count: tickets(({ count }) => count),
        receipts: Float64Array.from(batches, ({ receipts }) => receipts),
        seatFrom,
        seat,
      },
    },
  };
}
