import { DAILY_METRICS, type DailyMetric, type DailyRow } from '../film/film.ts';
import type { Finding } from './finding.ts';

/** Metrics of which findings may put back what was taken off on an earlier day. */
const RETURNED: ReadonlySet<string> = new Set<DailyMetric>(['presale_tickets', 'presale_gross']);

/**
 * Rows with what is not believed taken off; the rows given stay as they are. No value falls below zero through it, and what
 * is put back after refunds never exceeds what was taken off before: up to any day, no more was sold than the rows say.
 * Unknown values stay unknown; a row that no finding is about stays the same object.
 * @param rows of one film or more, in any order, which is kept
 */
export function cleanSeries(rows: readonly DailyRow[], findings: readonly Finding[]): readonly DailyRow[] {
  if (findings.length === 0) return rows;
  const taken = new Map<string, number>();
  for (const { filmId, day, showDate, metric, taken: amount } of findings) {
    if (metric === 'rating') continue;
    const key = keyOf(filmId, day, showDate, metric);
    taken.set(key, (taken.get(key) ?? 0) + amount);
  }
  const cleaned = new Map<DailyRow, DailyRow>();
  const held = new Map<string, number>();
  for (const row of rows.toSorted((a, b) => a.date - b.date)) {
    const values = cleanValues(row, taken, held);
    if (values !== undefined) cleaned.set(row, { ...row, values });
  }
  return rows.map((row) => cleaned.get(row) ?? row);
}

/** @param held what is taken off and not put back, by series; changed. @returns undefined when nothing changes */
function cleanValues(
  { filmId, date, showDate, values }: DailyRow,
  taken: ReadonlyMap<string, number>,
  held: Map<string, number>,
): DailyRow['values'] | undefined {
  const changed: Partial<Record<DailyMetric, number>> = {};
  for (const metric of DAILY_METRICS) {
    const raw = values[metric];
    const amount = taken.get(keyOf(filmId, date, showDate, metric)) ?? 0;
    if (raw === undefined || Number.isNaN(raw) || amount === 0) continue;
    const series = `${filmId} ${showDate} ${metric}`;
    const before = held.get(series) ?? 0;
    const most = amount > 0 ? Math.max(0, raw) : RETURNED.has(metric) ? before : 0;
    const change = amount > 0 ? Math.min(amount, most) : -Math.min(-amount, most);
    if (change === 0) continue;
    held.set(series, before + change);
    changed[metric] = raw - change;
  }
  return Object.keys(changed).length === 0 ? undefined : { ...values, ...changed };
}

function keyOf(filmId: string, day: number, showDate: number | undefined, metric: string): string {
  return `${filmId} ${day} ${showDate} ${metric}`;
}
