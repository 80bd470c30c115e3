import { type Draw, drawsOf } from './draw.ts';
import type { RunProfile } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';

const WEEK = 7;

/** How a film's demand goes on by itself, day by day from the first: logs against its first day without its extra. */
export interface RunPath {
  /** The log of the next day's demand; every call is one day later than the call before. */
  next(): number;
}

/**
 * The path of one film: extra of the first day, shape of the first week, and a fall per week whose log is the market's
 * usual, less the film's legs, and shocks that go on from week to week: falls of real films spread evenly in logs, and
 * hardly any film grows. Word of mouth may turn it for some days.
 */
export function runPath(film: PlannedFilm, profile: RunProfile, seed: number): RunPath {
  const draw = drawsOf(seed, `${film.filmId}/path`);
  let age = -1;
  let level = 0;
  let shock = 0;
  let perDay = 0;
  return {
    next() {
      age++;
      if (age % WEEK === 0) {
        shock = profile.weekMemory * shock + draw.normal(0, profile.weekShock);
        const fall = weeklyFall(profile, Math.floor(age / WEEK), film.size);
        perDay = (-fall * Math.exp(shock - film.legs)) / WEEK;
      }
      if (age > 0) level += perDay + turning(film, age);
      return level + (age === 0 ? film.front : 0) + (profile.firstWeek[age] ?? 0);
    },
  };
}

/** Usual fall of the log of takings from one week to the next of a film of a size (in spreads). */
export function weeklyFall(profile: RunProfile, week: number, size: number): number {
  const of = (values: readonly number[]) => values[Math.min(week, values.length - 1)] ?? 0;
  return of(profile.weekly) * Math.exp(of(profile.weeklyBySize) * Math.max(-2, Math.min(2.5, size)));
}

/** What a turn of word of mouth adds to the change of a day. */
function turning({ turn }: PlannedFilm, age: number): number {
  return turn !== undefined && age > turn.age && age <= turn.age + turn.days ? turn.slope : 0;
}

/** Days after which a run is over, and the log of takings below which it is over before. */
export function drawEnd(film: PlannedFilm, profile: RunProfile, seed: number): { days: number; leastGross: number } {
  const draw: Draw = drawsOf(seed, `${film.filmId}/end`);
  const days = Math.exp(draw.normal(profile.lastDay[0] + 0.1 * film.size, profile.lastDay[1]));
  const leastGross = Math.exp(draw.normal(...profile.leastGross));
  return { days: Math.max(WEEK + 1, Math.min(LONGEST, Math.round(days))), leastGross };
}

/** Totals are told 120 days after release. */
const LONGEST = 118;
