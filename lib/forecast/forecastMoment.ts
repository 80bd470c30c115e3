import type { Day } from '../film/day.ts';
import type { Film } from '../film/film.ts';
import type { Origin } from '../film/origin.ts';
import { originInstant } from '../signals/asOfView.ts';

/** When a forecast is made, and where it stands in the days of the film. */
export interface ForecastMoment {
  /** The instant before which everything used was known, ms since 1970-01-01T00:00Z. */
  readonly asOf: number;
  /** The origin reached at that instant. */
  readonly origin: Origin;
  /** Where the history is viewed: `asOf`, or the coming midnight when the running day is completed. */
  readonly standsAt: number;
  /** The day that was completed; absent when none was. */
  readonly runningDay?: {
    readonly date: Day;
    /** The share of it that had passed, 0 … 1. */
    readonly elapsed: number;
  };
}

/** The moment of an origin: local midnight, with no day running. */
export function originMoment(film: Pick<Film, 'market' | 'releaseDate'>, origin: Origin): ForecastMoment {
  const asOf = originInstant(film, origin);
  return { asOf, origin, standsAt: asOf };
}
