import type { Batch } from './boxOffice.ts';
import type { PlannedShow } from './timetable.ts';

/**
 * What each batch of one day pays, in whole minor units, so that all add up to what the market shows of the day: the
 * listed price, and a difference per ticket (fees, coupons) that is the same for all honest sales.
 * @param total minor units
 * @param paid what the sales of earlier days paid; those of this day are added
 */
export function payDay(
  batches: readonly Batch[],
  shows: readonly PlannedShow[],
  total: number,
  paid: Map<Batch, number>,
): Float64Array {
  const receipts = Float64Array.from(batches, (batch) => {
    const { of, count, show } = batch;
    if (of === undefined) return count * (shows[show]?.price ?? 0);
    return Math.round(((paid.get(of) ?? 0) * count) / of.count);
  });
  const honest = batches.flatMap(({ of, bought }, i) => (of === undefined && !bought ? [i] : []));
  const sales = honest.length > 0 ? honest : Array.from(batches.keys());
  const tickets = sales.reduce((sum, i) => sum + Math.abs(batches[i]?.count ?? 0), 0);
  let left = total - receipts.reduce((sum, amount) => sum + amount, 0);
  let rest = tickets;
  for (const i of sales) {
    const count = Math.abs(batches[i]?.count ?? 0);
    const part = rest === 0 ? 0 : Math.round((left * count) / rest);
    receipts[i] = (receipts[i] as number) + part;
    left -= part;
    rest -= count;
  }
  batches.forEach((batch, i) => {
    if (batch.of === undefined) paid.set(batch, receipts[i] as number);
  });
  return receipts;
}
