import type { Draw } from '../draw.ts';
import { hallOf } from './circuit.ts';
import type { FakeStyle } from './fakeStyles.ts';
import type { PlannedShow } from './timetable.ts';

/** A show that is bought into, and how many tickets of it. */
export interface Target {
  readonly show: number;
  left: number;
}

export interface TakingOptions {
  readonly seed: number;
  /** To be bought. */
  readonly tickets: number;
  /** Shows on sale on the first day of buying. */
  readonly onSale: number;
  /** Seats of the script's list. */
  readonly listed: number;
  /** Shows taken so far; what is taken now is added. */
  readonly taken: Set<number>;
}

const MOST_TAKEN = 0.5;
const HALL_OF_GHOSTS = 0;

/**
 * Takes shows for one way of buying until they hold the tickets, or half of all shows are taken.
 * @param shows changed in place where the shows are there for the buyers alone, or carry prices of their own
 */
export function takeShows(draw: Draw, style: FakeStyle, shows: PlannedShow[], options: TakingOptions): Target[] {
  const { tickets, onSale, taken } = options;
  const targets: Target[] = [];
  const order = orderOf(draw, style, shows, onSale);
  const place = placing(draw, style, options.seed);
  let left = tickets;
  for (const show of order) {
    if (left <= 0 || taken.size >= Math.max(1, MOST_TAKEN * onSale)) break;
    if (taken.has(show)) continue;
    taken.add(show);
    place(shows[show] as PlannedShow);
    const wanted = Math.min(left, sizeOf(draw, style, shows[show] as PlannedShow, options.listed));
    targets.push({ show, left: wanted });
    left -= wanted;
  }
  return targets;
}

/** Which shows come first: any, or for houses cinema after cinema. */
function orderOf(draw: Draw, style: FakeStyle, shows: readonly PlannedShow[], onSale: number): readonly number[] {
  const order = Array.from({ length: onSale }, (_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  if (style !== 'house') return order;
  const cinemas = Map.groupBy(order, (show) => shows[show]?.cinema ?? -1);
  const wide = [...cinemas.values()].filter((own) => own.length >= 4);
  return (wide.length > 0 ? wide : [...cinemas.values()]).flat();
}

/** How many tickets of a show are bought. */
function sizeOf(draw: Draw, style: FakeStyle, { rows, places }: PlannedShow, listed: number): number {
  const seats = rows * places;
  switch (style) {
    case 'ghost':
      return Math.ceil(seats * draw.between(0.7, 1));
    case 'copied':
      return listed;
    case 'thin':
      return 1 + draw.below(3);
    default:
      return Math.ceil(seats * draw.between(0.4, 1));
  }
}

/** Moves a show to where and when its kind is shown, and prices it. */
function placing(draw: Draw, style: FakeStyle, seed: number): (show: PlannedShow) => void {
  switch (style) {
    case 'ghost':
      return ghosts(draw, seed);
    case 'midnight':
      return (show) => {
        show.start = 60 + draw.below(5 * 60 + 20);
      };
    case 'price': {
      const high = draw.between(3, 6);
      const low = draw.between(0.1, 0.35);
      // so many at the high price that the mean is what people pay
      const few = (1 - low) / (high - low);
      return (show) => {
        show.price = Math.round(show.price * (draw.chance(few) ? high : low));
      };
    }
    default:
      return () => undefined;
  }
}

/** One hall after the other, a show every ten to twenty minutes, mostly after midnight. */
function ghosts(draw: Draw, seed: number): (show: PlannedShow) => void {
  const every = 10 + draw.below(11);
  const atNight = draw.chance(0.7);
  const begin = () => (atNight ? draw.below(60) : 9 * 60 + draw.below(10 * 60));
  const perHall = 6 + draw.below(18);
  let cinema = -1;
  let start = 0;
  let count = perHall;
  return (show) => {
    if (count === perHall) {
      cinema = show.cinema;
      start = begin();
      count = 0;
    }
    Object.assign(show, { cinema, hall: HALL_OF_GHOSTS, start, ...hallOf(seed, cinema, HALL_OF_GHOSTS) });
    start += every;
    count++;
  };
}
