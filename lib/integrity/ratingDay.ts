import type { Day } from '../film/day.ts';

/** How many people gave a film which score on one day. */
export interface RatingDay {
  readonly day: Day;
  /** People by score, 1 first, 10 last. */
  readonly counts: readonly number[];
}
