import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import type { ForecastAnswer } from '../../../lib/api/contract/forecastAnswer.ts';
import { createSourceStatuses } from '../../../lib/stores/sourceStatus.ts';
import { startProvider } from '../../lib/adapters/collect/provider.ts';
import { houseAt, shipped } from '../../lib/collect/house.ts';
import { createWorld, NOW, SAMPLE } from './world.ts';

const HOUR = 3_600_000;
const filmId = SAMPLE.films.find(({ market, finalGross }) => market === 'CN' && finalGross !== undefined)?.filmId;

/** A world with a provider of China that was well an hour ago, and another of the United States that never was. */
async function suppliedWorld() {
  let now = NOW;
  const world = await createWorld({ clock: () => now });
  const statuses = createSourceStatuses(world.inner.signals);
  const board = { source: 'board', market: 'CN', staleAfterMs: 2 * HOUR } as const;
  await statuses.record({ ...board, slot: NOW - HOUR });
  await statuses.record({ source: 'elsewhere', market: 'US', staleAfterMs: HOUR, slot: NOW - HOUR, reason: 'timeout' });
  return {
    ...world,
    wait: (ms: number) => {
      now += ms;
    },
    fail: () => statuses.record({ ...board, slot: now, reason: 'answered 503' }),
    succeed: () => statuses.record({ ...board, slot: now }),
    ask: async (more: object = {}) => {
      const { status, body } = await world.send({ body: { filmId, origin: 'T+3', ...more } });
      expect(status).toBe(200);
      return body as ForecastAnswer;
    },
  };
}

describe('R11 an outage of a provider', () => {
  it('is seen by the collector and told by every forecast until the provider is well again', async () => {
    let answers = true;
    const provider = await startProvider((_, response) => {
      if (answers) response.writeHead(200).end(JSON.stringify({ coming: [{ id: 1, nm: '片', wish: 10 }] }));
      else response.writeHead(503).end();
    });
    const { paging: _, ...declared } = shipped('maoyan-most-expected', provider);
    const url = `https://m.maoyan.com:${provider.port}/list`;
    const declaration = { ...declared, request: { ...declared.request, url } };
    const collector = houseAt(provider);
    let now = NOW;
    const table = () => createMemoryItemTable(() => now);
    const kept = { films: table(), operations: table(), cache: table(), artifacts: createMemoryObjectStore() };
    const world = await createWorld({ clock: () => now, inner: { ...kept, signals: collector.table } });
    const ask = async () => (await world.send({ body: { filmId, origin: 'T+3' } })).body as ForecastAnswer;
    const staleMs = declaration.freshness.staleAfterMinutes * 60_000;
    try {
      await collector.collect(declaration, now);
      now += 10_000;
      const well = await ask();
      expect(well).toMatchObject({ degraded: false, staleSources: [] });
      answers = false;
      now += staleMs;
      await collector.collect(declaration, now).catch(() => undefined);
      now += 10_000;
      expect(await ask()).toEqual({ ...well, cache: 'hit', staleSources: ['maoyan-most-expected'] });
      expect(await collector.deps.slots.list('maoyan-most-expected')).toMatchObject([
        { status: 'missing', events: 0 }, // never read as no demand
        { status: 'collected' },
      ]);
      answers = true;
      now += staleMs;
      await collector.collect(declaration, now);
      now += 10_000;
      expect(await ask()).toEqual({ ...well, cache: 'hit' });
    } finally {
      provider.close();
    }
  });

  it('is recorded, and forecasts still answer, undegraded, naming the source once its data are too old', async () => {
    const world = await suppliedWorld();
    const before = await world.ask();
    expect(before).toMatchObject({ degraded: false, staleSources: [] });
    world.wait(HOUR);
    await world.fail();
    expect((await world.ask()).staleSources).toEqual([]); // what came two hours ago is still good
    world.wait(6_000);
    await world.fail();
    const during = await world.ask();
    expect(during).toEqual({ ...before, cache: 'hit', staleSources: ['board'] });
    expect((await world.send({ body: { release_date: '2025-06-05', date: '2025-05-31' } })).body).toMatchObject({
      degraded: false,
      staleSources: ['board'],
    });
    world.wait(HOUR);
    await world.succeed();
    expect(await world.ask()).toEqual({ ...before, cache: 'hit' });
  });

  it('is asked about once in a few seconds, not for every forecast', async () => {
    const world = await suppliedWorld();
    await world.ask();
    const heads = async () => {
      const calls = world.faults.signals.calls;
      await world.ask();
      return world.faults.signals.calls - calls;
    };
    const usual = await heads();
    world.wait(6_000);
    expect([await heads(), await heads()]).toEqual([usual + 1, usual]);
  });

  it('is not told of a past instant, of which it is not known', async () => {
    const world = await suppliedWorld();
    world.wait(5 * HOUR);
    expect((await world.ask()).staleSources).toEqual(['board']);
    expect((await world.ask({ asOf: new Date(NOW).toISOString() })).staleSources).toEqual([]);
  });

  it('is told as it was last known when statuses cannot be read, and keeps no forecast waiting', async () => {
    const world = await suppliedWorld();
    world.wait(5 * HOUR);
    await world.ask();
    world.wait(6_000);
    world.faults.signals.down = true;
    expect((await world.ask()).staleSources).toEqual(['signals', 'board']);
    world.faults.signals.down = false;
    world.faults.signals.slowMs = 5_000;
    world.wait(6_000);
    const started = performance.now();
    expect((await world.ask()).staleSources).toContain('board');
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
