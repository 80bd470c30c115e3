import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { applyChange } from '../../../lib/windows/applyChange.ts';
import { planBatch } from '../../../lib/windows/planBatch.ts';
import { fromStoredState, type StoredWindowState, toStoredState } from '../../../lib/windows/storedState.ts';
import type { WindowRow } from '../../../lib/windows/windowRow.ts';
import { FUTURE_TOLERANCE_MS } from '../../../lib/windows/windowRules.ts';
import { countOpenWindows, emptyWindowState, type WindowState } from '../../../lib/windows/windowState.ts';
import { applyBatch } from './applyBatch.ts';
import { naiveWindows } from './naiveWindows.ts';
import { type RandomStream, randomStreams } from './randomStreams.ts';

const SEED = 20_260_101;
const RUNS = 10_000;

const byPlace = (rows: readonly WindowRow[]) =>
  rows.toSorted((a, b) => (a.filmId === b.filmId ? a.start - b.start : a.filmId < b.filmId ? -1 : 1));

/** Written down and read again, as a new worker would find it. */
function restarted(state: WindowState): WindowState {
  return fromStoredState(JSON.parse(JSON.stringify(toStoredState(state))) as StoredWindowState);
}

/** The engine over a stream and the naive model beside it. @returns events that were counted, to see that some were */
function compare({ batches, restarts }: RandomStream, lateFilter: 'previous-batch' | 'current-batch'): number {
  const naive = naiveWindows(lateFilter, FUTURE_TOLERANCE_MS);
  let state = emptyWindowState();
  let total = 0;
  batches.forEach((events, index) => {
    if (restarts.includes(index)) state = restarted(state);
    const expected = naive.batch(events);
    const { rows, closed, counted, late, duplicates, refused } = applyBatch(state, events, { lateFilter });
    expect(byPlace(rows)).toEqual(byPlace(expected.rows));
    expect(byPlace(closed)).toEqual(byPlace(expected.closed));
    const openWindows = countOpenWindows(state);
    const told = { counted, late, duplicates, refused: refused.length, openWindows };
    const { rows: _, closed: __, ...figures } = expected;
    expect(told).toEqual(figures);
    expect(counted + late).toBe(4 * (events.length - duplicates - refused.length));
    expect(state.watermark).toBe(naive.watermark());
    total += counted;
  });
  return total;
}

describe('windows over random streams', () => {
  it.each(['previous-batch', 'current-batch'] as const)(
    `R2 equal the naive model, event by event (%s, seed ${SEED})`,
    (lateFilter) => {
      let counted = 0;
      const check = (stream: RandomStream) => {
        counted += compare(stream, lateFilter);
      };
      fc.assert(fc.property(randomStreams, check), { seed: SEED, numRuns: RUNS / 2 });
      expect(counted).toBeGreaterThan(RUNS);
    },
  );

  it(`R2 do not depend on the order within a batch (seed ${SEED})`, () => {
    const shuffled = fc.infiniteStream(fc.integer({ min: 0, max: 1_000_000 }));
    const check = ({ batches }: RandomStream, ranks: Iterable<number>) => {
      const rank = ranks[Symbol.iterator]();
      const [straight, mixed] = [emptyWindowState(), emptyWindowState()];
      for (const events of batches) {
        const ranked = events.map((event) => [Number(rank.next().value), event] as const);
        const other: SignalReading[] = ranked.sort(([a], [b]) => a - b).map(([, event]) => event);
        expect(applyBatch(mixed, other)).toEqual(applyBatch(straight, events));
        expect(toStoredState(mixed)).toEqual(toStoredState(straight));
      }
    };
    fc.assert(fc.property(randomStreams, shuffled, check), { seed: SEED, numRuns: 1_000 });
  });

  it(`are planned without changing the state (seed ${SEED})`, () => {
    const check = ({ batches }: RandomStream) => {
      const state = emptyWindowState();
      for (const events of batches) {
        const before = JSON.stringify(toStoredState(state));
        const plan = planBatch(state, events);
        expect(JSON.stringify(toStoredState(state))).toBe(before);
        expect(planBatch(state, events)).toEqual(plan);
        applyChange(state, plan.change);
      }
    };
    fc.assert(fc.property(randomStreams, check), { seed: SEED, numRuns: 300 });
  });
});
