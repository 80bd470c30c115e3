import type { Day } from '../film/day.ts';
import { weekday } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import { type Draw, drawsOf } from './draw.ts';
import { drawFakes, type Fakes } from './fakes.ts';
import type { MarketProfile } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';
import { type Presale, sellAhead } from './presale.ts';
import { PROFILES } from './profiles.ts';
import { drawEnd, runPath } from './runPath.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';
import { theatersOf } from './theaters.ts';
import { ticketPrices } from './ticketPrice.ts';

/** What one film took on one day. */
interface PlayedDay {
  readonly day: Day;
  /** Whole tickets, bought ones among them. */
  readonly admissions: number;
  /** Minor units: admissions x the price of the day. */
  readonly gross: number;
  /** Of the demand for all films of the day, the part that was this film's. */
  readonly demandShare: number;
  /** US only. */
  readonly theaters: number | undefined;
}

/** What came of a film. */
export interface PlayedFilm {
  readonly film: PlannedFilm;
  readonly fakes: Fakes | undefined;
  readonly presale: Presale;
  /** Minor units a ticket costs by day of showing. */
  readonly priceOf: (showDay: Day) => number;
  /** US only. */
  readonly bookedTheaters: number | undefined;
  /** Days with takings, previews first. */
  readonly run: readonly PlayedDay[];
}

/** A film while it is being played, one day after the other. */
export interface RunningFilm {
  readonly film: PlannedFilm;
  readonly firstDay: Day;
  readonly played: PlayedFilm;
  /** Currency units that all would pay on a day, were the film alone; to be asked once a day, in order. */
  demandOn(day: Day, calendar: number): number;
  /**
   * Settles the day.
   * @param rivalry what part of those who decide on the day come in spite of the other films
   * @param demandShare the film's part of the demand for all films
   * @returns whether the run goes on
   */
  settle(day: Day, rivalry: number, demandShare: number): boolean;
}

const THEATER_EFFECT = 0.8;
const FRIDAY = 4;
/** A run that has begun goes on for a week at least. */
const FIRST_WEEK = 7;

export function openRun(
  market: SimulatedMarket,
  film: PlannedFilm,
  { seed, honest }: { readonly seed: number; readonly honest: boolean },
): RunningFilm {
  const profile = PROFILES[market];
  const fakes = honest ? undefined : drawFakes(market, film, seed);
  const priceOf = ticketPrices(market, film, seed);
  const presale = sellAhead(market, film, priceOf, fakes, seed);
  const kept = keptTickets(film, presale);
  const theaters = market === 'US' ? theatersOf(film, seed) : undefined;
  const path = runPath(film, profile.run, seed);
  const end = drawEnd(film, profile.run, seed);
  const noise = drawsOf(seed, `${film.filmId}/days`);
  const previews = drawPreviews(drawsOf(seed, `${film.filmId}/previews`), profile);
  const units = 10 ** MARKETS[market].minorDigits;
  const appeal = film.expectation + film.hidden + film.surprise;
  const run: PlayedDay[] = [];
  let demand = 0;
  let theaterCount: number | undefined;
  return {
    film,
    firstDay: film.releaseDate - previews.length,
    played: { film, fakes, presale, priceOf, bookedTheaters: theaters?.opening, run },
    demandOn(day, calendar) {
      const age = day - film.releaseDate;
      const chance = noise.heavy(profile.run.filmNoise * (1 + profile.run.noiseGrowth * Math.max(0, age)));
      if (age < 0) {
        demand = Math.exp(appeal + calendar + chance + (previews[previews.length + age] as number));
        return demand;
      }
      const grossBefore = age > 0 ? run.at(-1)?.gross : undefined;
      const cinemas = theaters?.next(grossBefore === undefined ? undefined : grossBefore / units);
      theaterCount = cinemas?.count;
      const taste = weekday(day) >= FRIDAY ? film.weekendTaste : 0;
      const kept = THEATER_EFFECT * (cinemas?.logKept ?? 0);
      demand = Math.exp(appeal + path.next() + calendar + taste + kept + chance);
      return demand;
    },
    settle(day, rivalry, demandShare) {
      const age = day - film.releaseDate;
      const ahead = age < 0 ? 0 : (presale.shares[age] ?? 0);
      const walkUp = Math.floor((demand * (1 - ahead) * rivalry * units) / priceOf(day));
      const admissions = walkUp + (age < 0 ? 0 : (kept[age] ?? 0));
      const gross = admissions * priceOf(day);
      if (age >= FIRST_WEEK && (gross < end.leastGross * units || age >= end.days)) return false;
      run.push({ day, admissions, gross, demandShare, theaters: theaterCount });
      return true;
    },
  };
}

/** Tickets kept until the show, bought ones included, by days after release. */
function keptTickets(film: PlannedFilm, presale: Presale): Float64Array {
  const kept = new Float64Array(presale.shares.length);
  for (const { showDay, trueTickets, fakeTickets } of presale.days) {
    const later = showDay - film.releaseDate;
    kept[later] = (kept[later] as number) + trueTickets + fakeTickets;
  }
  return kept;
}

/** Logs of what the days of previews take against a first day; none for most US films, one to three days in China. */
function drawPreviews(draw: Draw, { run }: MarketProfile): readonly number[] {
  if (!draw.chance(run.previews)) return [];
  const wide = draw.chance(run.widePreviews);
  const share = draw.normal(...run.previewShare[wide ? 1 : 0]);
  const nights = wide ? 1 + draw.below(3) : 1;
  return Array.from({ length: nights }, (_, i) => share - 0.7 * (nights - 1 - i) + draw.normal(0, 0.3));
}
