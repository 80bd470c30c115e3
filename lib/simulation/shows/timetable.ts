import type { Draw } from '../draw.ts';
import { type Circuit, hallOf } from './circuit.ts';
import { Weights } from './weights.ts';

/** A show while a day of showing is being drawn up; everything may still be changed. */
export interface PlannedShow {
  cinema: number;
  hall: number;
  rows: number;
  places: number;
  start: number;
  /** Minor units. */
  price: number;
  /** How much of the audience it draws, relative. */
  pull: number;
}

const OPENING = 9 * 60;
const LAST_START = 23 * 60 + 50;
const FEWEST_PER_HALL = 3;

export interface TimetableOptions {
  readonly seed: number;
  readonly count: number;
  readonly runtimeMin: number;
  /** Minor units of an average ticket. */
  readonly price: number;
}

/**
 * Shows of one film on one day in the order in which they come on sale. In a hall, one begins when the one before has
 * ended and the hall is clean, now and then after another film.
 */
export function drawTimetable(draw: Draw, circuit: Circuit, options: TimetableOptions): PlannedShow[] {
  const { seed, count, runtimeMin, price } = options;
  const bookings = Float64Array.from(circuit.size, (size) => size * Math.exp(draw.normal(0, 0.3)));
  const liking = Float64Array.from(circuit.size, (size) => size ** 0.4 * Math.exp(draw.normal(0, 0.45)));
  const weights = new Weights(bookings);
  const cinemas = Int32Array.from({ length: count }, () => weights.pick(draw.uniform(), bookings.length));
  const slots = new Map<number, Slot[]>();
  const booked = new Map<number, number>();
  for (const cinema of cinemas) booked.set(cinema, (booked.get(cinema) ?? 0) + 1);
  for (const [cinema, shows] of booked) slots.set(cinema, drawSlots(draw, shows, runtimeMin));
  return Array.from(cinemas, (cinema): PlannedShow => {
    const { hall, start } = slots.get(cinema)?.pop() ?? { hall: 0, start: OPENING };
    const premium = draw.chance(0.06) ? draw.between(1.3, 1.9) : 1;
    return {
      ...{ cinema, hall, start, ...hallOf(seed, cinema, hall) },
      price: Math.round((price * (circuit.price[cinema] ?? 1) * premium * Math.exp(draw.normal(0, 0.06))) / 10) * 10,
      pull: (liking[cinema] ?? 1) * hourPull(start) * Math.exp(draw.normal(0, 0.35)),
    };
  });
}

interface Slot {
  readonly hall: number;
  readonly start: number;
}

/** At least `count` starts of one cinema in any order. */
function drawSlots(draw: Draw, count: number, runtimeMin: number): Slot[] {
  const slots: Slot[] = [];
  for (let hall = 0; slots.length < count; hall++) {
    const most = FEWEST_PER_HALL + draw.below(4);
    let start = OPENING + draw.below(90);
    for (let shows = 0; shows < most && start <= LAST_START; shows++) {
      slots.push({ hall, start });
      start += runtimeMin + 12 + draw.below(30) + (draw.chance(0.2) ? 130 : 0);
    }
  }
  for (let i = slots.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [slots[i], slots[j]] = [slots[j] as Slot, slots[i] as Slot];
  }
  return slots;
}

/** People come in the evening. */
function hourPull(start: number): number {
  return 0.25 + Math.exp(-(((start - 19.5 * 60) / 150) ** 2)) + 0.5 * Math.exp(-(((start - 14.5 * 60) / 120) ** 2));
}
