import { median } from '../../stats/median.ts';

/** One day of a series: when, as days before the day of showing, and the natural log of what was seen. */
export interface PacePoint {
  readonly before: number;
  readonly log: number;
}

/** Logs on a straight line. */
export interface Pace {
  at(before: number): number;
}

const FEWEST = 5;

/**
 * The straight line through the logs of a series, slope and level by medians, so that one point in four may be anything.
 * @returns undefined for a series too short to have a pace
 * @see Theil 1950; Sen 1968, JASA 63
 */
export function fitPace(points: readonly PacePoint[]): Pace | undefined {
  if (points.length < FEWEST) return undefined;
  const slopes: number[] = [];
  for (const [i, a] of points.entries()) {
    for (const b of points.slice(i + 1))
      if (a.before !== b.before) slopes.push((b.log - a.log) / (b.before - a.before));
  }
  if (slopes.length === 0) return undefined;
  const slope = median(slopes);
  const level = median(points.map(({ before, log }) => log - slope * before));
  return { at: (before) => level + slope * before };
}
