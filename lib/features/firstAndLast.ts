import type { DailyMetric } from '../film/film.ts';
import type { Subject } from './subject.ts';

/** Natural log of a measure on the first and on the last day of the first week of which the gross is known. */
export function firstAndLast(
  { view, film, release, lastDay }: Subject,
  metric: DailyMetric,
): readonly [first: number, last: number] {
  const on = (day: number) => {
    const value = day < 0 ? Number.NaN : view.daily(film, metric, release + day);
    return value > 0 ? Math.log(value) : Number.NaN;
  };
  return [on(0), on(lastDay)];
}
