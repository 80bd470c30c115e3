import type { Day } from '../film/day.ts';
import { worldCalendar } from './calendarEffect.ts';
import type { RivalryProfile } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';
import { PROFILES } from './profiles.ts';
import { openRun, type PlayedFilm, type RunningFilm } from './runningFilm.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

export interface PlayOptions {
  readonly seed: number;
  /** Films that a year brings: the market's usual day, against which rivals are measured, has room for so many. */
  readonly filmsPerYear: number;
  /** Nobody buys signals; for tests. */
  readonly honest?: boolean;
}

/**
 * Plays a market day by day. On every day each running film has a demand of its own path, the calendar and chance; those
 * who have not bought ahead are shared out among all films of the day, the more so the more alike they are. What a day
 * brings depends on that day and the days before it alone. Goes on until the last run ends.
 */
export function playMarket(
  market: SimulatedMarket,
  films: readonly PlannedFilm[],
  { seed, filmsPerYear, honest = false }: PlayOptions,
): readonly PlayedFilm[] {
  const { run, rivalry } = PROFILES[market];
  const calendar = worldCalendar(market, seed, { holiday: run.holidayNoise, day: run.marketNoise });
  const usualDay = (filmsPerYear * rivalry.meanTotal) / 365.25;
  const all = films.map((film) => openRun(market, film, { seed, honest }));
  const waiting = all.toSorted((a, b) => a.firstDay - b.firstDay);
  let running: readonly RunningFilm[] = [];
  let next = 0;
  for (let day = waiting[0]?.firstDay ?? 0; next < waiting.length || running.length > 0; day++) {
    const before = next;
    while ((waiting[next]?.firstDay ?? Number.POSITIVE_INFINITY) <= day) next++;
    running = playDay([...running, ...waiting.slice(before, next)], rivalry, usualDay, day, calendar);
  }
  return all.map(({ played }) => played);
}

/** @returns the films that run on */
function playDay(
  running: readonly RunningFilm[],
  rivalry: RivalryProfile,
  usualDay: number,
  day: Day,
  calendar: (day: Day) => number,
): readonly RunningFilm[] {
  if (running.length === 0) return running;
  const effect = calendar(day);
  const demands = running.map((film) => film.demandOn(day, effect));
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  // The usual day is an ordinary one; on a holiday all have more, rivals too.
  const room = usualDay * Math.exp(effect);
  return running.filter((one, i) => {
    let others = 0;
    running.forEach((other, j) => {
      if (j !== i) others += (demands[j] as number) * likeness(one, other, rivalry.acrossGenres);
    });
    const share = (demands[i] as number) / total;
    return one.settle(day, 1 / (1 + (rivalry.strength * others) / room), share);
  });
}

/** 1 for films of the same first genre. */
function likeness(one: RunningFilm, other: RunningFilm, acrossGenres: number): number {
  return one.film.genres[0] === other.film.genres[0] ? 1 : acrossGenres;
}
