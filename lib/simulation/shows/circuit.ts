import { type Draw, drawsOf } from '../draw.ts';
import type { SimulatedMarket } from '../simulatedMarket.ts';

/** Every cinema of a market: place i of each is cinema i. */
export interface Circuit {
  /** How much it sells, relative. */
  readonly size: Float64Array;
  /** Its prices over the market's. */
  readonly price: Float64Array;
}

const CINEMAS = 2_500;
const SIZE_SPREAD = 0.8;
const PRICE_SPREAD = 0.12;

/** The cinemas of a simulated market; they are the same for all of its films. */
export function foundCircuit(market: SimulatedMarket, seed: number): Circuit {
  const draw = drawsOf(seed, `${market}/circuit`);
  return {
    size: Float64Array.from({ length: CINEMAS }, () => Math.exp(draw.normal(0, SIZE_SPREAD))),
    price: Float64Array.from({ length: CINEMAS }, () => Math.exp(draw.normal(0, PRICE_SPREAD))),
  };
}

/** Rows and places of a hall, the same whenever it is asked for; at least 110 seats. */
export function hallOf(seed: number, cinema: number, hall: number): { readonly rows: number; readonly places: number } {
  const draw: Draw = drawsOf(seed, `hall/${cinema}/${hall}`);
  const places = 11 + draw.below(10);
  const rows = Math.max(Math.ceil(LEAST_SEATS / places), 8 + draw.below(7));
  return { rows, places };
}

const LEAST_SEATS = 110;
