import type { Day } from '../../film/day.ts';

/** Shows sold whole on one day of sale that nothing else is odd about. */
export interface FullHouses {
  readonly day: Day;
  readonly shows: number;
  /** Their part of the day's tickets, 0..1. */
  readonly share: number;
}

/**
 * Weight beyond which days of a run, on average, are no bookings of groups: of one day alone, of two on end, of three.
 * Groups come by chance and rarely on end. With all other rules, 0.8 % of honest film-days of simulated seeds 101-126 and
 * 130-189 are accused.
 */
const LIMITS = [6.2, 5, 4] as const;
/** Part of the limit that every day of a run must reach, so that no day is accused for its neighbours alone. */
const EACH = 0.7;
/** Shows that a day with nothing but full houses counts more: where little else was sold, fewer will do. */
const ALONE = 2;

/**
 * Days that sold more halls whole than groups book by chance, alone or as a run of days: whoever buys, buys for days.
 * @param days by day; days between that sold no hall whole may be left out
 */
export function fullRuns(days: readonly FullHouses[]): ReadonlySet<Day> {
  const found = new Set<Day>();
  LIMITS.forEach((limit, longer) => {
    for (let first = 0; first + longer < days.length; first++) {
      const run = days.slice(first, first + longer + 1);
      if (isOnEnd(run) && isFull(run.map(weightOf), limit)) for (const { day } of run) found.add(day);
    }
  });
  return found;
}

const weightOf = ({ shows, share }: FullHouses) => shows + ALONE * share;

function isOnEnd(run: readonly FullHouses[]): boolean {
  return run.every(({ day }, i) => i === 0 || day === (run[i - 1] as FullHouses).day + 1);
}

function isFull(weights: readonly number[], limit: number): boolean {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return sum > limit * weights.length && Math.min(...weights) > EACH * limit;
}
