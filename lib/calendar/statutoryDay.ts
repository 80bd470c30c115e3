import type { Day } from '../film/day.ts';

/** A public holiday of one year. */
export interface StatutoryDay {
  readonly day: Day;
  /** Id of the holiday, or of what made the day one. */
  readonly id: string;
  readonly en: string;
  readonly zh: string;
}
