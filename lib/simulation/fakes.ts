import { drawsOf } from './draw.ts';
import type { PlannedFilm } from './planFilms.ts';
import { PROFILES } from './profiles.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** Signals of one film that are bought; days are counted back from release (1 = the eve). */
export interface Fakes {
  readonly tickets?: {
    /** Bought tickets over the true presale of the first day. */
    readonly ratio: number;
    /** First day of buying, and for how many days. */
    readonly from: number;
    readonly days: number;
    /** The day on which all are given back; absent = kept, so that they count in the first day's gross. */
    readonly givenBack?: number;
  };
  /** Bought marks over true ones, and from which day on. */
  readonly wantToSee?: { readonly ratio: number; readonly from: number };
  /** Factor on heat, and on which days. */
  readonly heat?: { readonly factor: number; readonly from: number; readonly days: number };
}

/** The share of a market's films that buy signals in this simulation. */
function fakeShare(market: SimulatedMarket, seed: number): number {
  return drawsOf(seed, `${market}/fakes`).between(...PROFILES[market].fakes.share);
}

/** What a film buys; undefined for an honest one. */
export function drawFakes(market: SimulatedMarket, film: PlannedFilm, seed: number): Fakes | undefined {
  const { fakes } = PROFILES[market];
  const draw = drawsOf(seed, `${film.filmId}/fakes`);
  if (!draw.chance(fakeShare(market, seed))) return undefined;
  const ratio = () => Math.exp(draw.normal(...fakes.strength));
  const tickets = {
    ratio: ratio(),
    from: 2 + draw.below(11),
    days: 1 + draw.below(4),
    ...(draw.chance(fakes.givenBack) && { givenBack: 1 + draw.below(2) }),
  };
  const wantToSee = { ratio: ratio(), from: 3 + draw.below(24) };
  const heat = { factor: 1 + 3 * ratio(), from: 2 + draw.below(12), days: 1 + draw.below(5) };
  const [buysTickets, buysMarks, buysHeat] = [draw.chance(0.7), draw.chance(0.5), draw.chance(0.5)];
  return {
    ...((buysTickets || !(buysMarks || buysHeat)) && { tickets }),
    ...(buysMarks && { wantToSee }),
    ...(buysHeat && { heat }),
  };
}
