import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import type { SignalStep } from './signalSteps.ts';

/** Full days a film must have behind it before its own profile counts, and how many of the latest are used. */
const LEAST_DAYS = 3;
const MOST_DAYS = 7;

/** [share of the day passed, share of the day's flow usually in], straight between the points. */
type Profile = readonly (readonly [elapsed: number, share: number])[];

const at = (hour: number, share: number) => [hour / 24, share] as const;

/**
 * How a day of sales fills, before a film has days of its own: little until the morning, half by late afternoon, most
 * in the evening. A working assumption of the trade, not measured; Asian evenings end later than American ones.
 */
const DEFAULTS: Readonly<Record<Market, Profile>> = {
  US: [at(0, 0), at(8, 0.03), at(12, 0.2), at(16, 0.47), at(19, 0.74), at(22, 0.95), at(24, 1)],
  CN: [at(0, 0), at(8, 0.03), at(12, 0.22), at(16, 0.48), at(19, 0.7), at(22, 0.93), at(24, 1)],
  KR: [at(0, 0), at(8, 0.03), at(12, 0.22), at(16, 0.48), at(19, 0.7), at(22, 0.93), at(24, 1)],
};

/**
 * The share of a day's flow that is usually in once so much of the day has passed.
 * @param elapsed 0 … 1
 */
export function usualShare(market: Market, elapsed: number): number {
  const profile = DEFAULTS[market];
  const next = profile.findIndex(([time]) => time >= elapsed);
  const [to, from] = [profile[next], profile[next - 1]];
  if (to === undefined) return 1;
  if (from === undefined) return to[1];
  return from[1] + ((to[1] - from[1]) * (elapsed - from[0])) / (to[0] - from[0]);
}

/**
 * The same of one film, from its own latest full days; undefined while there are fewer than three. The first day of a
 * series is not full: what came before it is counted there.
 * @param steps of one flow
 */
export function ownShare(steps: readonly SignalStep[], today: Day, elapsed: number): number | undefined {
  const byDay = Map.groupBy(steps, ({ day }) => day);
  const days = [...byDay.keys()].filter((day) => day < today).sort((a, b) => a - b);
  const full = days
    .slice(1)
    .map((day) => byDay.get(day) ?? [])
    .filter((own) => sum(own) > 0)
    .slice(-MOST_DAYS);
  if (full.length < LEAST_DAYS) return undefined;
  const all = full.flat();
  return Math.min(1, Math.max(0, sum(all.filter((step) => step.elapsed <= elapsed)) / sum(all)));
}

function sum(steps: readonly SignalStep[]): number {
  return steps.reduce((total, { amount }) => total + amount, 0);
}
