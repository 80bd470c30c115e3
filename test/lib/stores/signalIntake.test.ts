import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import type { SignalLog } from '../../../lib/ports/signalLog.ts';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { createSettledSignals, createTakingLog } from '../../../lib/stores/signalIntake.ts';
import { createSignalLog } from '../../../lib/stores/signalLog.ts';

/** Of each reader, while the appends are under way. */
const LOOKS = 6;
const START = Date.parse('2026-05-01T00:00:00Z');
const event = (eventId: string): SignalReading => ({
  ...{
    type: 'signal',
    eventId,
    filmId: 'f',
    market: 'CN',
    source: 's',
    metric: 'want_to_see',
    kind: 'level',
    value: 1,
  },
  ...{ observedAt: START - 1_000, ingestedAt: START - 500 },
});

describe('taking signals in', () => {
  it('gives appends of many workers moments of their own, all later than those before, whatever their clocks say', async () => {
    const table = createMemoryItemTable(() => START);
    const log = createSignalLog(table);
    const workers = [0, -30_000, 10].map((skew) => createTakingLog({ log, table, clock: () => START + skew }));
    await Promise.all(
      workers.flatMap((worker, w) => [0, 1, 2].map((n) => worker.append([event(`${w}-${n}`)], `b${w}${n}`))),
    );
    const taken = (await log.read('CN', 'f', Number.POSITIVE_INFINITY)).map(({ ingestedAt }) => ingestedAt);
    expect(new Set(taken).size).toBe(9);
    expect(await createSettledSignals(table, () => START).settledUntil('CN')).toBe(Math.max(...taken) + 1);
  });

  it('settles nothing that an append under way may still take in, and lets go of one whose worker died', async () => {
    const table = createMemoryItemTable(() => START);
    let now = START;
    const dies: SignalLog = { read: async () => [], append: () => Promise.reject(new Error('died')) };
    const worker = createTakingLog({ log: dies, table, clock: () => now });
    await expect(worker.append([event('a')], 'b')).rejects.toThrow('died');
    const settled = createSettledSignals(table, () => now);
    expect(await settled.settledUntil('CN')).toBe(START);
    expect(await settled.settledUntil('US')).toBeUndefined();
    now += 61_000;
    expect(await settled.settledUntil('CN')).toBe(START + 1);
  });

  it('never changes what a settled view holds, however appends and readers interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 2, max: 5 }), async (scheduler, workers) => {
        const inner = createMemoryItemTable(() => START);
        const table = {
          ...inner,
          get: scheduler.scheduleFunction(inner.get),
          put: scheduler.scheduleFunction(inner.put),
        };
        const log = createSignalLog(table);
        const settled = createSettledSignals(table, () => START);
        const views: { readonly until: number; readonly ids: readonly string[] }[] = [];
        const read = async (until: number) => (await log.read('CN', 'f', until)).map(({ eventId }) => eventId);
        const look = async () => {
          const safe = (await settled.settledUntil('CN')) ?? 0;
          const heads = await log.heads('CN');
          const until = Math.min(safe, Math.max(-1, ...heads.map(({ latest }) => latest)) + 1);
          views.push({ until, ids: await read(until) });
        };
        const work = Array.from({ length: workers }, (_, w) =>
          createTakingLog({ log, table, clock: () => START }).append([event(`${w}`)], `b${w}`),
        );
        const reader = async () => {
          for (let n = 0; n < LOOKS; n++) await look();
        };
        await scheduler.waitFor(Promise.all([...work, reader(), reader()]));
        for (const { until, ids } of views) expect(await scheduler.waitFor(read(until))).toEqual(ids);
      }),
      { seed: 20_260_501, numRuns: 200 },
    );
  });
});
