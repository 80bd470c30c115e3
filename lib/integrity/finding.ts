import type { Day } from '../film/day.ts';
import type { DailyMetric } from '../film/film.ts';

/** What a finding goes by. */
export const INTEGRITY_RULES = [
  'ghost-shows',
  'night-houses',
  'price-outliers',
  'full-cinemas',
  'copied-seats',
  'returned-tickets',
  'refund-burst',
  'presale-above-seats',
  'presale-above-gross',
  'unsupported-presale',
  'heat-spike',
  'want-to-see-jump',
  'rating-burst',
] as const;
export type IntegrityRule = (typeof INTEGRITY_RULES)[number];

/** The detail that a finding was made at: single shows and seats, daily rows alone, or single ratings. */
export type IntegrityDetail = 'shows' | 'daily' | 'ratings';

/** One metric of one day of one film that is not believed, by one rule. */
export interface Finding {
  readonly filmId: string;
  readonly day: Day;
  /** For presale: the day of showing; absent = the row that names none. */
  readonly showDate?: Day;
  readonly metric: DailyMetric | 'rating';
  readonly rule: IntegrityRule;
  readonly detail: IntegrityDetail;
  /** What is not believed over what is seen, 0..1. */
  readonly severity: number;
  /** As it was reported; money in minor units. */
  readonly raw: number;
  /** Without what this rule takes off. */
  readonly cleaned: number;
  /** What this rule takes off; negative where tickets that had been taken off before are put back. */
  readonly taken: number;
  /** The numbers that the finding rests on, by name. */
  readonly evidence: Readonly<Record<string, number>>;
  readonly text: { readonly en: string; readonly zh: string };
}
