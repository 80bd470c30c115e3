import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createForecastCache, type ForecastKey } from '../../../lib/stores/forecastCache.ts';
import { faultyTable, noFaults } from './faults.ts';

const KEY: ForecastKey = { filmId: 'f1', origin: 'T+3', inputsHash: 'h', artifactId: 'a' };

function setup() {
  let skipped = 0;
  const clock = () => Date.now() + skipped;
  const faults = noFaults();
  const table = faultyTable(createMemoryItemTable(clock), faults);
  const open = (owner: string) => createForecastCache<{ p50: number }>({ table, clock, wait, owner });
  let computed = 0;
  const compute = async () => {
    computed++;
    await wait(20);
    return { p50: 0.1 + 0.2 };
  };
  return { open, compute, faults, computed: () => computed, pass: (ms: number) => (skipped += ms) };
}

describe('the forecast cache', () => {
  it('computes once and then answers with the very same value, also from another process', async () => {
    const { open, compute, computed } = setup();
    const one = open('one');
    expect(await one.getOrCompute(KEY, compute)).toEqual({ value: { p50: 0.1 + 0.2 }, cache: 'miss', degraded: false });
    expect(await one.getOrCompute(KEY, compute)).toMatchObject({ cache: 'hit', value: { p50: 0.1 + 0.2 } });
    expect(await open('two').getOrCompute(KEY, compute)).toMatchObject({ cache: 'hit', value: { p50: 0.1 + 0.2 } });
    expect(computed()).toBe(1);
  });

  it('keeps apart keys that differ in any part', async () => {
    const { open, compute, computed } = setup();
    const cache = open('one');
    for (const part of ['filmId', 'origin', 'inputsHash', 'artifactId'] as const) {
      expect(await cache.getOrCompute({ ...KEY, [part]: 'other' }, compute)).toMatchObject({ cache: 'miss' });
    }
    expect(computed()).toBe(4);
  });

  it('R13 computes once for 200 concurrent misses in one process', async () => {
    const { open, compute, computed } = setup();
    const cache = open('one');
    await Promise.all(Array.from({ length: 200 }, () => cache.getOrCompute(KEY, compute)));
    expect(computed()).toBe(1);
  });

  it('R13 computes once for 200 concurrent misses spread over ten processes', async () => {
    const { open, compute, computed } = setup();
    const processes = Array.from({ length: 10 }, (_, index) => open(`p${index}`));
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => processes[index % 10]?.getOrCompute(KEY, compute)),
    );
    expect(computed()).toBe(1);
    expect(answers.every((answer) => answer?.value.p50 === 0.1 + 0.2)).toBe(true);
  });

  it('forgets a computation that failed, and frees its lease for others', async () => {
    const { open, compute } = setup();
    const failing = open('one').getOrCompute(KEY, async () => {
      throw new Error('no model');
    });
    await expect(failing).rejects.toThrow('no model');
    expect(await open('two').getOrCompute(KEY, compute)).toMatchObject({ cache: 'miss', value: { p50: 0.1 + 0.2 } });
  });

  it('computes itself when the holder of the lease never finishes', async () => {
    const { open, compute } = setup();
    void open('stuck').getOrCompute(KEY, () => new Promise(() => {}));
    await wait(5);
    const started = Date.now();
    expect(await open('other').getOrCompute(KEY, compute)).toMatchObject({ cache: 'miss' });
    expect(Date.now() - started).toBeLessThan(4000);
  });

  it('forgets a stored value when its time has passed', async () => {
    const { open, compute, computed, pass } = setup();
    await open('one').getOrCompute(KEY, compute);
    pass(4 * 86_400_000);
    await open('two').getOrCompute(KEY, compute);
    expect(computed()).toBe(2);
  });

  it('R13 answers degraded, once per key, while the table is down', async () => {
    const { open, compute, computed, faults } = setup();
    faults.down = true;
    const cache = open('one');
    const answers = await Promise.all(Array.from({ length: 200 }, () => cache.getOrCompute(KEY, compute)));
    expect(answers.every((answer) => answer.degraded && answer.value.p50 === 0.1 + 0.2)).toBe(true);
    expect(computed()).toBe(1);
    expect(await cache.getOrCompute(KEY, compute)).toMatchObject({ degraded: true, cache: 'hit' });
  });

  it('R13 loses at most its patience once to a table that hangs, then leaves it alone until it has rested', async () => {
    const { open, compute, faults, pass } = setup();
    faults.slowMs = 3000;
    const cache = open('one');
    const times: number[] = [];
    for (let index = 0; index < 20; index++) {
      const started = performance.now();
      expect(await cache.getOrCompute({ ...KEY, filmId: `f${index}` }, compute)).toMatchObject({ degraded: true });
      times.push(performance.now() - started);
    }
    expect(times[0]).toBeGreaterThanOrEqual(240);
    expect(times[0]).toBeLessThan(1000);
    expect(Math.max(...times.slice(1))).toBeLessThan(120); // the computation itself takes 20
    expect(faults.calls).toBe(1);
    faults.slowMs = 0;
    pass(5001);
    expect(await cache.getOrCompute({ ...KEY, filmId: 'back' }, compute)).toMatchObject({ degraded: false });
  });
});
