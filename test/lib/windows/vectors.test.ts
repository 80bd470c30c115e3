import { describe, expect, it } from 'vitest';
import type { WindowRow } from '../../../lib/windows/windowRow.ts';
import type { WindowRules } from '../../../lib/windows/windowRules.ts';
import { countOpenWindows, emptyWindowState } from '../../../lib/windows/windowState.ts';
import { applyBatch } from './applyBatch.ts';
import { reading } from './reading.ts';
import vectors from './windowVectors.json' with { type: 'json' };

const iso = (ms: number) => new Date(ms).toISOString();
const LATE_FILTERS = ['previous-batch', 'current-batch'] as const;

/** Rows as the vectors write them, in their order. */
function emitted(rows: readonly WindowRow[]) {
  const told = rows.map(({ filmId, start, end, count }) => ({ key: filmId, start: iso(start), end: iso(end), count }));
  return told.sort((a, b) => (a.key + a.start < b.key + b.start ? -1 : 1));
}

function holds({ steps }: (typeof vectors.cases)[number], lateFilter: (typeof LATE_FILTERS)[number]): void {
  const rules: WindowRules = { lateFilter, futureToleranceMs: Number.POSITIVE_INFINITY };
  const state = emptyWindowState();
  for (const step of steps) {
    // A record without a time is refused before it comes to windows.
    const events = step.events.flatMap(({ ts, key }) =>
      ts === null ? [] : [reading({ filmId: key, observedAt: Date.parse(ts) })],
    );
    expect(iso(state.watermark)).toBe(step.evictWatermark);
    expect(iso(lateFilter === 'previous-batch' ? state.previousWatermark : state.watermark)).toBe(step.lateWatermark);
    const { rows, late } = applyBatch(state, events, rules);
    expect(emitted(rows)).toEqual(emitted(step.emitted.map(toRow)));
    expect(late).toBe(step.droppedWindowRows);
    if (step.noDataBatchAfter) expect(applyBatch(state, [], rules).rows).toEqual([]);
    expect(iso(state.watermark)).toBe(step.nextWatermark);
    expect(countOpenWindows(state)).toBe(step.stateRowsAfter);
  }
}

function toRow({ key, start, end, count }: { key: string; start: string; end: string; count: number }): WindowRow {
  const times = { start: Date.parse(start), end: Date.parse(end), lastEventAt: 0 };
  return { market: 'CN', filmId: key, ...times, presaleGross: 0, presaleTickets: 0, count };
}

describe('R1 windows hold the watermark vectors', () => {
  it('reads all 12 cases with their 39 steps', () => {
    expect(vectors.cases.map(({ id }) => id)).toHaveLength(12);
    expect(vectors.cases.flatMap(({ steps }) => steps)).toHaveLength(39);
  });

  it.each(vectors.cases.map((each) => [each.id, each.why, each] as const))('%s: %s', (_id, _why, each) => {
    const configured = LATE_FILTERS.find((name) => each.config.lateFilter.startsWith(name));
    holds(each, configured ?? 'previous-batch');
    // Where an empty batch follows every batch, the watermarks of both settings are the same, and so is all else.
    if (each.steps.every(({ noDataBatchAfter }) => noDataBatchAfter)) {
      for (const lateFilter of LATE_FILTERS) holds(each, lateFilter);
    }
  });
});
