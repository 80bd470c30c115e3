import type { Film } from '../../film/film.ts';
import type { ShowBook } from '../../integrity/showBook.ts';
import { drawsOf } from '../draw.ts';
import type { SimulatedMarket } from '../simulatedMarket.ts';
import { gatherAudience } from './audience.ts';
import { type Batch, openBoxOffice } from './boxOffice.ts';
import { type Buyers, hireBuyers } from './buyers.ts';
import { type Circuit, foundCircuit } from './circuit.ts';
import type { FakeStyle } from './fakeStyles.ts';
import { addOddities } from './honestOddities.ts';
import { payDay } from './pay.ts';
import { drawTaste, seatShow } from './seating.ts';
import type { ShowDaySales } from './showDaySales.ts';
import { drawTimetable, type PlannedShow } from './timetable.ts';
import { type ShownDay, writeBook } from './writeBook.ts';

/** What is known of a film beside its sales. */
export interface ShownFilm extends Pick<Film, 'filmId' | 'runtimeMin'> {
  /** 0..1: how much it lives on a following, see `FilmTruth`. */
  readonly fans: number;
}

/** The shows of a film, with what is hidden of them. */
export interface SimulatedShows {
  readonly book: ShowBook;
  /** How tickets were bought; none for an honest film. */
  readonly styles: readonly FakeStyle[];
  /** 1 for each batch of tickets that were bought, in the order of the book. */
  readonly bought: Uint8Array;
}

const USUAL_RUNTIME = 107;

/** Draws the shows of films of one market, whose cinemas are the same for all. */
export function createShowSimulator(market: SimulatedMarket, seed: number) {
  const circuit = foundCircuit(market, seed);
  /**
   * The single shows behind the sales of a film. Tickets, money and shows on sale add up to those of every day of sale and
   * day of showing.
   */
  return (film: ShownFilm, sales: readonly ShowDaySales[]): SimulatedShows => {
    const styles = new Set<FakeStyle>();
    const days = sales.map((one, later) => {
      const shown = showDay(circuit, film, one, { seed, later });
      for (const style of shown.styles) styles.add(style);
      return shown;
    });
    return { ...writeBook(film.filmId, film.runtimeMin ?? USUAL_RUNTIME, days), styles: [...styles] };
  };
}

function showDay(
  circuit: Circuit,
  { filmId, runtimeMin = USUAL_RUNTIME, fans }: ShownFilm,
  sales: ShowDaySales,
  { seed, later }: { readonly seed: number; readonly later: number },
): ShownDay & { readonly styles: readonly FakeStyle[] } {
  const draw = drawsOf(seed, `${filmId}/shows/${later}`);
  const count = sales.days.at(-1)?.shows ?? 0;
  const shows = drawTimetable(draw, circuit, { seed, count, runtimeMin, price: sales.price });
  addOddities(draw, shows, { fans, first: later === 0, runtimeMin });
  const buyers = buyersOf(sales, shows, seed, filmId);
  const office = openBoxOffice(shows);
  const audience = gatherAudience(draw, shows, office, { fans, shunned: buyers?.ownShows ?? new Set() });
  for (const { day, trueTickets, fakeTickets, shows: onSale } of sales.days) {
    if (fakeTickets < 0) buyers?.giveBack(office, day);
    audience.buy(day, trueTickets, onSale);
    if (fakeTickets > 0) buyers?.buy(office, day, fakeTickets, onSale);
  }
  const { batches } = office;
  const seats = seatAll(seed, filmId, later, shows, batches, buyers);
  return { sales, shows, batches, receipts: payAll(sales, shows, batches), seats, styles: buyers?.styles ?? [] };
}

function buyersOf(sales: ShowDaySales, shows: PlannedShow[], seed: number, filmId: string): Buyers | undefined {
  const days = sales.days.filter(({ fakeTickets }) => fakeTickets > 0);
  const [first] = days;
  if (first === undefined) return undefined;
  const total = days.reduce((sum, { fakeTickets }) => sum + fakeTickets, 0);
  return hireBuyers(drawsOf(seed, `${filmId}/buyers`), shows, { seed, total, onSale: first.shows });
}

function seatAll(
  seed: number,
  filmId: string,
  later: number,
  shows: readonly PlannedShow[],
  batches: readonly Batch[],
  buyers: Buyers | undefined,
): readonly Uint16Array[] {
  const draw = drawsOf(seed, `${filmId}/seats/${later}`);
  const habits = { taste: drawTaste(drawsOf(seed, `${filmId}/taste`)), scripts: buyers?.scripts ?? [] };
  const byShow = Map.groupBy(batches.keys(), (i) => batches[i]?.show ?? -1);
  const seats: Uint16Array[] = new Array(batches.length);
  for (const [show, own] of byShow) {
    const batchesOf = own.map((i) => batches[i] as Batch);
    const seated = seatShow(draw, shows[show] as PlannedShow, batchesOf, habits);
    own.forEach((i, n) => {
      seats[i] = seated[n] as Uint16Array;
    });
  }
  return seats;
}

function payAll(sales: ShowDaySales, shows: readonly PlannedShow[], batches: readonly Batch[]): Float64Array {
  const paid = new Map<Batch, number>();
  const receipts = new Float64Array(batches.length);
  let at = 0;
  for (const { day, trueTickets, fakeTickets } of sales.days) {
    let end = at;
    while (end < batches.length && batches[end]?.day === day) end++;
    receipts.set(payDay(batches.slice(at, end), shows, (trueTickets + fakeTickets) * sales.price, paid), at);
    at = end;
  }
  return receipts;
}
