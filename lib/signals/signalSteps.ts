import { startOfDay } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import type { SignalKind, SignalMetric, SignalReading } from './signalEvent.ts';

/** What one reading adds to a day. */
export interface SignalStep {
  readonly day: Day;
  /** For presale: the day of showing it is for. */
  readonly showDate: Day | undefined;
  /** How much of the day had passed, 0 … 1. */
  readonly elapsed: number;
  readonly amount: number;
}

/** Metrics of which a day's value is what came that day, however a source reports them. */
const FLOWS: ReadonlySet<SignalMetric> = new Set(['gross', 'admissions', 'presale_gross', 'presale_tickets']);

/** Whether the readings of one series add up to days; others stand as they were last read. */
export function isFlow(metric: SignalMetric, kind: SignalKind): boolean {
  if (metric === 'want_to_see') return false;
  return kind !== 'level' || FLOWS.has(metric);
}

/** The share of a local day that has passed at an instant, 0 … 1; days of 23 and 25 hours count as whole ones. */
export function elapsedOf(instant: number, day: Day, market: Market): number {
  const start = startOfDay(day, market);
  return Math.min(1, Math.max(0, (instant - start) / (startOfDay(day + 1, market) - start)));
}

/**
 * What each reading of one flow adds: an increment itself; of a cumulative its difference to the reading before it for
 * the same day of showing, the first one whole; of a level its rise, because a level falls when days are played and
 * that is no refund.
 * @param readings of one source, metric and kind, in the order of events
 * @param dayOfReading the local day that a reading belongs to
 */
export function signalSteps(
  readings: readonly SignalReading[],
  market: Market,
  dayOfReading: (reading: SignalReading) => Day,
): readonly SignalStep[] {
  const before = new Map<Day | undefined, number>();
  return readings.map((reading) => {
    const { kind, value, showDate, observedAt } = reading;
    const day = dayOfReading(reading);
    const change = kind === 'increment' ? value : value - (before.get(showDate) ?? 0);
    before.set(showDate, value);
    const amount = kind === 'level' ? Math.max(0, change) : change;
    return { day, showDate, elapsed: elapsedOf(observedAt, day, market), amount };
  });
}
