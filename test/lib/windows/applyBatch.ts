import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { applyChange } from '../../../lib/windows/applyChange.ts';
import { type BatchPlan, planBatch } from '../../../lib/windows/planBatch.ts';
import type { WindowRow } from '../../../lib/windows/windowRow.ts';
import type { WindowRules } from '../../../lib/windows/windowRules.ts';
import type { WindowState } from '../../../lib/windows/windowState.ts';

/** Plans a batch and takes it over at once. @returns `rows` that changed, and those that closed */
export function applyBatch(
  state: WindowState,
  events: readonly SignalReading[],
  rules?: WindowRules,
): BatchPlan & { readonly rows: readonly WindowRow[]; readonly closed: readonly WindowRow[] } {
  const plan = planBatch(state, events, rules);
  const { changed, closed } = applyChange(state, plan.change);
  return { ...plan, rows: changed, closed: closed.flatMap(({ rows }) => rows) };
}
