import { isDayOff } from '../calendar/dayOff.ts';
import { yearOf } from '../calendar/gregorian.ts';
import type { Day } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import { drawsOf } from './draw.ts';
import type { PlannedFilm } from './planFilms.ts';
import { PROFILES } from './profiles.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** The year of which the profiles state prices. */
const PRICE_YEAR = 2024;

/** What tickets of one film cost by day of showing: whole minor units, the online service fee included where gross is. */
export function ticketPrices(market: SimulatedMarket, film: PlannedFilm, seed: number): (showDay: Day) => number {
  const { price, growth, spread, premium, dayOff } = PROFILES[market].tickets;
  const own = drawsOf(seed, `${film.filmId}/price`).normal(0, spread) + (film.premium ? Math.log(1 + premium) : 0);
  const usual = Math.log(price) + growth * (yearOf(film.releaseDate) - PRICE_YEAR) + own;
  const minor = 10 ** MARKETS[market].minorDigits;
  const weekday = Math.round(Math.exp(usual) * minor);
  const free = Math.round(Math.exp(usual + dayOff) * minor);
  return (showDay) => (isDayOff(showDay, market) ? free : weekday);
}
