import { seatLabel } from '../../integrity/showBook.ts';
import type { Draw } from '../draw.ts';
import { AS_PEOPLE, type Batch, FIRST_SCRIPT, ROW_BY_ROW } from './boxOffice.ts';
import type { Script } from './buyers.ts';
import type { PlannedShow } from './timetable.ts';

/** Where a film's audience likes to sit, as shares of the rows and places of a hall. */
export interface SeatTaste {
  readonly row: number;
  readonly rowSpread: number;
  readonly placeSpread: number;
}

/** A little behind the middle, a little different from film to film. */
export function drawTaste(draw: Draw): SeatTaste {
  const scale = Math.exp(draw.normal(0, 0.12));
  return { row: draw.normal(0.62, 0.03), rowSpread: 0.2 * scale, placeSpread: 0.22 * scale };
}

/**
 * Seats one show's batches, given in the order in which they were sold; who gives back leaves the seats that he had.
 * @returns labels of the seats of each batch
 */
export function seatShow(
  draw: Draw,
  show: PlannedShow,
  batches: readonly Batch[],
  { taste, scripts }: { readonly taste: SeatTaste; readonly scripts: readonly Script[] },
): readonly Uint16Array[] {
  const { rows, places } = show;
  const taken = new Uint8Array(rows * places);
  const seatsOf = new Map<Batch, number[]>();
  return batches.map((batch) => {
    const { of, count, manner } = batch;
    if (of !== undefined) {
      const left = (seatsOf.get(of) ?? []).splice(0, -count);
      for (const seat of left) taken[seat] = 0;
      return labels(left, places);
    }
    const seats = choose(draw, { rows, places, taken, taste }, count, manner, scripts[manner - FIRST_SCRIPT]);
    seatsOf.set(batch, seats.slice());
    return labels(seats, places);
  });
}

interface Hall {
  readonly rows: number;
  readonly places: number;
  readonly taken: Uint8Array;
  readonly taste: SeatTaste;
}

function choose(draw: Draw, hall: Hall, count: number, manner: number, script: Script | undefined): number[] {
  const seats: number[] = [];
  const take = (seat: number) => {
    hall.taken[seat] = 1;
    seats.push(seat);
  };
  if (manner === ROW_BY_ROW) {
    for (let seat = 0; seats.length < count && seat < hall.taken.length; seat++) if (!hall.taken[seat]) take(seat);
    return seats;
  }
  const listed = script && draw.chance(0.5) ? [...script.seats].reverse() : script?.seats;
  for (const [row, place] of listed ?? []) {
    if (seats.length === count) break;
    const seat = row * hall.places + place;
    const fits = row < hall.rows && place < hall.places && !hall.taken[seat];
    if (fits && draw.chance(script?.faithful ?? 0)) take(seat);
  }
  let near = manner === AS_PEOPLE ? bestSeat(draw, hall) : -1;
  while (seats.length < count) {
    if (near < 0 || script) near = bestSeat(draw, hall);
    near = nearestFree(hall, near);
    take(near);
  }
  return seats;
}

function bestSeat(draw: Draw, { rows, places, taste }: Hall): number {
  const row = Math.round(draw.normal(taste.row * (rows - 1), taste.rowSpread * rows));
  const place = Math.round(draw.normal((places - 1) / 2, taste.placeSpread * places));
  return Math.max(0, Math.min(rows - 1, row)) * places + Math.max(0, Math.min(places - 1, place));
}

/** The free seat of the nearest number. */
function nearestFree({ taken }: Hall, wanted: number): number {
  for (let away = 0; away < taken.length; away++) {
    if (taken[wanted + away] === 0) return wanted + away;
    if (taken[wanted - away] === 0) return wanted - away;
  }
  throw new RangeError('a full hall was sold a seat');
}

function labels(seats: readonly number[], places: number): Uint16Array {
  return Uint16Array.from(seats, (seat) => seatLabel(Math.floor(seat / places), seat % places));
}
