import type { Day } from '../film/day.ts';
import type { Evidence } from './evidence.ts';

const BY_DISTANCE: readonly (Evidence & { readonly days: number })[] = [
  { days: 0, reason: 'date.same-day', bits: 7 },
  { days: 3, reason: 'date.within-3-days', bits: 6 },
  { days: 45, reason: 'date.within-45-days', bits: 5 },
  { days: 120, reason: 'date.within-4-months', bits: -3 },
];
const FAR: Evidence = { reason: 'date.far-apart', bits: -8 };

/** What two release dates in one market say; previews and moved dates make them differ by days. */
export function compareDates(a: Day | undefined, b: Day | undefined): Evidence | undefined {
  if (a === undefined || b === undefined) return undefined;
  const found = BY_DISTANCE.find(({ days }) => Math.abs(a - b) <= days);
  return found ? { reason: found.reason, bits: found.bits } : FAR;
}
