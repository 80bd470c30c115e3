import type { SignalReading } from '../signals/signalEvent.ts';
import { compareText, compareWholeNumbers } from './compare.ts';

/** One reading of a running total. */
export interface Total {
  /** Event time, milliseconds since the epoch. */
  readonly at: number;
  /** Digits, or empty where the source gave none. */
  readonly sequence: string;
  readonly eventId: string;
  readonly value: number;
}

/** Running totals of one source, one metric and one day of showing, by {@link compareTotals}. */
export type CumulativeSeries = readonly Total[];

export function toTotal({ observedAt, sequence, eventId, value }: SignalReading): Total {
  return { at: observedAt, sequence: sequence ?? '', eventId, value };
}

/** Which total follows which: by event time, then by the source's sequence (none comes first), then by id. */
function compareTotals(a: Total, b: Total): number {
  return a.at - b.at || compareWholeNumbers(a.sequence, b.sequence) || compareText(a.eventId, b.eventId);
}

/** What taking in a total means for sums over time: it adds `own` at its own time, and `next` at the following total's. */
interface Insertion {
  /** Where the total belongs in the series. */
  readonly at: number;
  readonly own: number;
  readonly following?: { readonly total: Total; readonly change: number };
}

/**
 * What a total adds, whenever it arrives. Each total stands for what was sold since the one before it, in the order of
 * event time; the first of all stands for nothing, since nobody knows when its sales were made. One that comes between
 * two that are known takes its share from the later one, so the order of arrival does not matter.
 */
export function insertion(series: CumulativeSeries, total: Total): Insertion {
  let at = series.length;
  while (at > 0 && compareTotals(series[at - 1] as Total, total) > 0) at--;
  const before = series[at - 1];
  const after = series[at];
  const own = before === undefined ? 0 : total.value - before.value;
  if (after === undefined) return { at, own };
  const stoodFor = before === undefined ? 0 : after.value - before.value;
  return { at, own, following: { total: after, change: after.value - total.value - stoodFor } };
}
