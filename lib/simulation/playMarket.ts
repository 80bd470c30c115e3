import type { Day } from '../film/day.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { seededRandom } from '../stats/random.ts';
import { calendarEffect } from './calendarEffect.ts';
import { drawsFrom } from './draw.ts';
import { PROFILES, type SimulatedMarket } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';

/** What one film took on one day. */
interface PlayedDay {
  readonly day: Day;
  /** Currency units; whole. */
  readonly gross: number;
  /** Of the takings that all films could have had that day, the part that was this film's. */
  readonly demandShare: number;
}

/** Days of the whole run of each film, previews first, in the order of the films. */
export type PlayedRun = readonly PlayedDay[];

/**
 * Plays a market day by day: every film draws what its opening, its age, the calendar and chance make of it, less what
 * rivals on the same day take from it. The market goes on until the last run ends, past the end of the data.
 */
export function playMarket(
  market: SimulatedMarket,
  films: readonly PlannedFilm[],
  options: { readonly seed: number },
): readonly PlayedRun[] {
  const profile = PROFILES[market];
  const potentials = films.map((film) => potentialDays(market, film, options.seed));
  const totals = new Map<Day, number>();
  for (const days of potentials) {
    for (const { day, amount } of days) totals.set(day, (totals.get(day) ?? 0) + amount);
  }
  const usual = [...totals.values()].reduce((sum, total) => sum + total, 0) / Math.max(1, totals.size);

  return potentials.map((days, i) => {
    const release = films[i]?.releaseDate ?? 0;
    const run: PlayedDay[] = [];
    for (const { day, amount } of days) {
      const total = totals.get(day) ?? amount;
      const others = (total - amount) / usual;
      const gross = Math.round(amount / (1 + profile.rivalry * others));
      if (day >= release + 7 && gross < profile.lastDayGross) break;
      run.push({ day, gross, demandShare: amount / total });
    }
    return run;
  });
}

interface PotentialDay {
  readonly day: Day;
  readonly amount: number;
}

/** What a film would take on each day of its run, were it alone. */
function potentialDays(market: SimulatedMarket, film: PlannedFilm, seed: number): readonly PotentialDay[] {
  const profile = PROFILES[market];
  const draw = drawsFrom(seededRandom(deriveSeed(seed, `run/${film.filmId}`)));
  const opening = film.expectation + film.surprise;
  const days: PotentialDay[] = [];
  if (draw.chance(profile.previewShare)) {
    const nights = 1 + draw.below(3);
    const share = draw.normal(-3.6, 1);
    for (let before = nights; before >= 1; before--) {
      const day = film.releaseDate - before;
      const level = opening + share - 0.5 * (before - 1) + calendarEffect(day, market) + draw.normal(0, 0.2);
      days.push({ day, amount: Math.exp(level) });
    }
  }
  let drift = 0;
  for (let age = 0; age < film.runDays; age++) {
    const day = film.releaseDate + age;
    drift += draw.normal(0, 0.015);
    const early = film.earlySlope * Math.min(age, 4);
    const first = age === 0 ? profile.frontLoading : 0;
    const level = opening + first + early + (film.weeklyDecay * age) / 7 + drift + calendarEffect(day, market);
    days.push({ day, amount: Math.exp(level + draw.normal(0, profile.dayNoise)) });
  }
  return days;
}
