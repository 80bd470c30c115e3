import { describe, expect, it } from 'vitest';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import type { WindowRow } from '../../../lib/windows/windowRow.ts';
import { READING_MEMORY_MS } from '../../../lib/windows/windowRules.ts';
import { emptyWindowState } from '../../../lib/windows/windowState.ts';
import { applyBatch } from './applyBatch.ts';
import { at, reading } from './reading.ts';

const total = (hour: number, minute: number, value: number, parts: Partial<SignalReading> = {}) =>
  reading({ kind: 'cumulative', observedAt: at(hour, minute), value, ...parts });

/** Batches one after another. @returns each window as it was emitted last */
function windowsAfter(...batches: readonly (readonly SignalReading[])[]) {
  const state = emptyWindowState();
  const rows = new Map<string, WindowRow>();
  for (const events of batches) {
    for (const row of applyBatch(state, events).rows) rows.set(`${row.filmId} ${row.start}`, row);
  }
  return { state, gross: (hour: number, minute: number) => rows.get(`A ${at(hour, minute)}`)?.presaleGross };
}

/** All orders of a few things. */
function orders<T>(things: readonly T[]): T[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, index) => orders(things.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

describe('running totals in windows', () => {
  it('add what was sold since the total before, at the time of the later one', () => {
    const { gross } = windowsAfter([total(10, 0, 1_000)], [total(10, 20, 1_400)], [total(10, 50, 1_500)]);
    expect(gross(10, 0)).toBe(500);
    expect(gross(9, 30)).toBe(400); // up to 10:30
    expect(gross(10, 30)).toBe(100);
  });

  it('add nothing at first: nobody knows when that was sold', () => {
    expect(windowsAfter([total(10, 0, 1_000_000)]).gross(10, 0)).toBe(0);
  });

  it('subtract when they fall, and go on from there', () => {
    const { gross } = windowsAfter([total(10, 0, 1_000), total(10, 5, 700), total(10, 10, 800)]);
    expect(gross(10, 0)).toBe(-200);
  });

  it('come to the same in whatever order they arrive, across the border of windows too', () => {
    const totals = [total(9, 50, 100), total(10, 10, 400), total(10, 14, 350), total(10, 20, 600)];
    for (const order of orders(totals)) {
      const { gross } = windowsAfter(...order.map((event) => [event]));
      // The window from 9:00 has closed for some orders.
      expect([gross(9, 15), gross(9, 30), gross(10, 0), gross(10, 15)]).toEqual([250, 500, 500, 250]);
    }
  });

  it('take back from a later total what one that comes late explains', () => {
    const state = emptyWindowState();
    applyBatch(state, [total(10, 0, 100), total(10, 40, 500)]);
    const { rows } = applyBatch(state, [total(10, 20, 300)]);
    const changed = rows.map(({ start, presaleGross }) => [new Date(start).toISOString().slice(11, 16), presaleGross]);
    expect(changed).toEqual([
      ['09:30', 200],
      ['09:45', 400],
      ['10:00', 400],
      ['10:15', 400],
      ['10:30', 200],
    ]);
  });

  it('emit no window that a late total leaves as it is', () => {
    const state = emptyWindowState();
    applyBatch(state, [total(10, 0, 100), total(10, 40, 500)]);
    const { rows } = applyBatch(state, [total(10, 20, 100)]);
    expect(rows.map(({ start }) => new Date(start).toISOString().slice(11, 16))).toEqual([
      '09:30',
      '09:45',
      '10:00',
      '10:15',
    ]);
  });

  it('are measured against the last one before, however many windows have closed since', () => {
    const { gross } = windowsAfter([total(6, 0, 100)], [total(9, 0, 150)], [total(12, 0, 400)], [total(15, 0, 390)]);
    expect(gross(12, 0)).toBe(250);
    expect(gross(15, 0)).toBe(-10);
  });

  it('change nothing when all their windows are closed', () => {
    const { gross } = windowsAfter(
      [total(6, 0, 100)],
      [total(12, 0, 400)],
      [],
      [total(9, 0, 350)],
      [total(12, 30, 410)],
    );
    expect(gross(12, 0)).toBe(310);
  });

  it('stay apart by source, day of showing, metric and film', () => {
    const others = [
      { source: 'taopiaopiao' },
      { showDate: 20_460 },
      { metric: 'presale_tickets' },
      { filmId: 'B' },
    ] as const;
    const { gross } = windowsAfter(
      [total(10, 0, 100), ...others.map((parts) => total(10, 1, 9_000, parts))],
      [total(10, 5, 130), ...others.map((parts) => total(10, 6, 9_000, parts))],
    );
    expect(gross(10, 0)).toBe(30);
  });

  it('of one moment follow the sequence of their source as whole numbers', () => {
    const sequences = ['9', '10', '0011'];
    const totals = sequences.map((sequence, index) => total(10, 10, [500, 300, 450][index] ?? 0, { sequence }));
    for (const order of orders(totals)) {
      const { gross } = windowsAfter([total(10, 0, 100)], order, [total(10, 11, 460)]);
      expect(gross(10, 0)).toBe(360);
      expect(gross(10, 0)).not.toBeUndefined();
    }
    const { gross } = windowsAfter([total(10, 0, 100)], totals.toReversed());
    expect(gross(10, 0)).toBe(350); // ends at "0011"
  });

  it('start anew after a source was silent for three days', () => {
    const state = emptyWindowState();
    applyBatch(state, [total(6, 0, 100)]);
    const late = at(6) + READING_MEMORY_MS + 2 * 3_600_000;
    applyBatch(state, [reading({ filmId: 'B', observedAt: late })]);
    applyBatch(state, [reading({ filmId: 'B', observedAt: late + 900_000 })]);
    expect([...state.films.values()].map(({ filmId }) => filmId)).toEqual(['B']);
    const { rows } = applyBatch(state, [reading({ kind: 'cumulative', observedAt: late + 900_000, value: 700 })]);
    expect(rows[0]?.presaleGross).toBe(0);
  });
});
