import type { Day } from '../film/day.ts';

/** A day of the year that moves people to or from cinemas, with the days around it that feel it. */
export interface Holiday {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  /** Days before (negative) and after the day itself on which it is felt, both inclusive. */
  readonly from: number;
  readonly to: number;
  /** Falls on a fixed date, so that its effect depends on the weekday. */
  readonly movesThroughWeek: boolean;
  /** The first year of which the law makes the day itself a day off; absent where it never does. */
  readonly offSince?: number;
  on(year: number): Day;
}
