import { describe, expect, it } from 'vitest';
import { WATERMARK_DELAY_MS } from '../../../lib/windows/windowRules.ts';
import { emptyWindowState } from '../../../lib/windows/windowState.ts';
import { applyBatch } from './applyBatch.ts';
import { at, reading } from './reading.ts';

const HOUR = 3_600_000;

describe('windows and the defects of a naive stream', () => {
  it('defect 51: snapshots of a running total are not summed, their differences are; a level is never added', () => {
    const snapshots = [1_000, 1_200, 1_500].map((value, index) =>
      reading({ kind: 'cumulative', observedAt: at(10, index), value }),
    );
    const level = reading({ kind: 'level', observedAt: at(10, 5), value: 8_000 });
    const { rows } = applyBatch(emptyWindowState(), [...snapshots, level]);
    expect(rows.find(({ start }) => start === at(10))).toMatchObject({ presaleGross: 500, count: 4 });
  });

  it('defect 52: every event stands in four overlapping windows, and windows that do not overlap add up to it once', () => {
    const state = emptyWindowState();
    const events = [5, 20, 35, 50, 65, 80, 100].map((minute) => reading({ observedAt: at(10, minute), value: minute }));
    const { rows, counted } = applyBatch(state, events);
    expect(counted).toBe(4 * events.length);
    const hours = rows.filter(({ start }) => start % HOUR === 0);
    expect(hours.reduce((sum, { presaleGross }) => sum + presaleGross, 0)).toBe(355);
    expect(rows.reduce((sum, { presaleGross }) => sum + presaleGross, 0)).toBe(4 * 355);
  });

  it('defect 53: refunds subtract, and a correction counts in every window that is still open to it', () => {
    const state = emptyWindowState();
    applyBatch(state, [reading({ observedAt: at(10), value: 900 }), reading({ observedAt: at(10, 40), value: 100 })]);
    applyBatch(state, []);
    // 20 minutes behind the watermark, far more than its delay: two of its windows are closed by then.
    expect(state.watermark).toBe(at(10, 40) - WATERMARK_DELAY_MS);
    const { rows, late } = applyBatch(state, [reading({ observedAt: at(10, 10), value: -400 })]);
    expect(late).toBe(2);
    expect(rows.map(({ start, presaleGross }) => [start, presaleGross])).toEqual([
      [at(9, 45), 600],
      [at(10), 600],
    ]);
  });

  it('defect 54: an event that comes again changes nothing for as long as one of its windows is open', () => {
    const state = emptyWindowState();
    const event = reading({ observedAt: at(10), value: 900 });
    applyBatch(state, [event, event]);
    for (const minute of [10, 30, 55, 69]) {
      applyBatch(state, [reading({ filmId: 'B', observedAt: at(10, minute) })]);
      expect(
        applyBatch(state, [event, { ...event, observedAt: at(10, minute), ingestedAt: at(10, minute) }]),
      ).toMatchObject({
        duplicates: 2,
        rows: [],
      });
    }
    applyBatch(state, [reading({ filmId: 'B', observedAt: at(11, 10) })]);
    applyBatch(state, []);
    expect(state.eventIds.has(at(10) / 900_000)).toBe(false);
    expect(applyBatch(state, [event])).toMatchObject({ duplicates: 0, late: 4, rows: [] });
  });

  it('defect 56: money is summed in whole minor units; what would leave exact integers is refused, not rounded', () => {
    const state = emptyWindowState();
    const large = 999_999_999_999_999;
    const fill = [large, large].map((value) => reading({ observedAt: at(10), value }));
    const { refused, rows } = applyBatch(state, [...fill, reading({ observedAt: at(10, 1), value: large })]);
    expect(rows.find(({ start }) => start === at(10))).toMatchObject({ presaleGross: 2 * large, count: 2 });
    expect(refused).toMatchObject([{ code: 'stream.sum' }]);
    const others = [15, 30, 45].flatMap((minute) =>
      [large, large].map((value) => reading({ observedAt: at(10, minute), value })),
    );
    const whole = applyBatch(state, others).rows.find(({ start }) => start === at(10))?.presaleGross ?? 0;
    expect(BigInt(whole)).toBe(8n * BigInt(large));
    const cents = Array.from({ length: 1_000 }, () => reading({ filmId: 'B', observedAt: at(10), value: 10 }));
    expect(applyBatch(state, cents).rows[0]?.presaleGross).toBe(10_000); // 0.1 added a thousand times is not 100
  });
});

describe('the guard against times to come', () => {
  it('R17 an event more than five minutes ahead of its arrival is refused and leaves the watermark where it was', () => {
    const state = emptyWindowState();
    applyBatch(state, [reading({ observedAt: at(12) })]);
    const { watermark } = state;
    const ahead = (ms: number) => reading({ observedAt: at(12) + ms, ingestedAt: at(12) });
    const { refused, rows } = applyBatch(state, [ahead(300_001), ahead(6 * HOUR)]);
    expect(refused.map(({ code }) => code)).toEqual(['stream.future', 'stream.future']);
    expect(rows).toEqual([]);
    expect(state.watermark).toBe(watermark);
    expect(applyBatch(state, [reading({ observedAt: at(12, 5) })]).rows).toHaveLength(4);
    expect(applyBatch(state, [ahead(300_000)]).refused).toEqual([]);
  });

  it('R17 without the guard one wrong clock shuts the windows of everybody, as vector V6 shows', () => {
    const state = emptyWindowState();
    const rules = { futureToleranceMs: Number.POSITIVE_INFINITY };
    applyBatch(state, [reading({ observedAt: at(12) })], rules);
    applyBatch(state, [reading({ observedAt: at(18), ingestedAt: at(12) })], rules);
    applyBatch(state, [], rules);
    expect(applyBatch(state, [reading({ observedAt: at(12, 5) })], rules)).toMatchObject({ late: 4, rows: [] });
  });
});
