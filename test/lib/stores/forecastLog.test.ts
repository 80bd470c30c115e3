import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import type { Forecast } from '../../../lib/forecast/forecast.ts';
import { contentHash } from '../../../lib/provenance/chainEntry.ts';
import { committedForecast, createForecastLog, forecastSource } from '../../../lib/stores/forecastLog.ts';
import { createProvenanceChains } from '../../../lib/stores/provenanceChains.ts';

const spread = (p50: number) => ({
  p05: p50 / 3,
  p10: p50 / 2,
  p25: p50 / 1.4,
  p50,
  p75: p50 * 1.4,
  p90: p50 * 2,
  p95: p50 * 3,
});

function forecast(origin: number, p50: number, parts: Partial<Forecast> = {}): Forecast {
  return {
    filmId: 'f1',
    title: '示例',
    market: 'CN',
    currency: 'CNY',
    grossKind: 'with-fee',
    origin: `T+${origin}`,
    asOf: new Date(Date.UTC(2026, 1, 17 + origin) - 8 * 3_600_000).toISOString(),
    total: spread(p50),
    openingDay: spread(p50 / 5),
    openingWeekend: spread(p50 / 3),
    path: [],
    base: p50,
    drivers: [],
    comparables: [],
    baselines: { comparables: null, multiplier: null },
    artifact: 'a1',
    inputsHash: `h${origin}`,
    ...parts,
  };
}

function setup() {
  return createForecastLog({ table: createMemoryItemTable(() => 0) });
}

describe('the forecast log', () => {
  it('keeps the same forecast once, however often and in whatever order it is told', async () => {
    const log = setup();
    const first = forecast(1, 1000);
    const second = forecast(2, 1100);
    expect(await log.append(first, 1)).toBe(true);
    expect(await log.append(second, 2)).toBe(true);
    expect(await log.append(first, 3)).toBe(false);
    const told = await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(forecast(3, 900), 4 + index)));
    expect(told.filter(Boolean)).toHaveLength(1);
    expect((await log.list('CN', 'f1')).revisions.map((entry) => entry.origin)).toEqual(['T+3', 'T+2', 'T+1']);
  });

  it('says what changed against the revision before', async () => {
    const log = setup();
    await log.append(forecast(1, 1000), 1);
    await log.append(forecast(2, 1100), 2);
    await log.append(forecast(2, 1200, { artifact: 'a2' }), 3);
    const { revisions } = await log.list('CN', 'f1');
    expect(revisions.map((entry) => entry.total.p50)).toEqual([1200, 1100, 1000]);
    expect(revisions[0]?.changed).toMatchObject({ origin: false, inputs: false, artifact: true });
    expect(revisions[0]?.changed?.factor).toBeCloseTo(1200 / 1100, 12);
    expect(revisions[1]?.changed).toMatchObject({ origin: true, inputs: true, artifact: false });
    expect(revisions[1]?.changed?.width80).toBeCloseTo(0, 12);
    expect(revisions[2]?.changed).toBeUndefined();
  });

  it('pages without losing a change at the edge of a page', async () => {
    const log = setup();
    for (let origin = 0; origin <= 7; origin++) await log.append(forecast(origin, 1000 + origin), origin);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await log.list('CN', 'f1', { limit: 3, ...(cursor ? { cursor } : {}) });
      seen.push(...page.revisions.map((entry) => `${entry.origin} ${entry.changed !== undefined}`));
      cursor = page.cursor;
    } while (cursor);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1, 0].map((origin) => `T+${origin} ${origin > 0}`));
  });

  it('commits to every revision once, and later where the one who kept it died before', async () => {
    const table = createMemoryItemTable(() => 0);
    const chains = createProvenanceChains(createMemoryItemTable(() => 0));
    const dead = { append: () => Promise.reject(new Error('died')) };
    await expect(createForecastLog({ table, chains: dead }).append(forecast(1, 1000), 1)).rejects.toThrow('died');
    const log = createForecastLog({ table, chains });
    expect(await log.append(forecast(1, 1000), 5)).toBe(false);
    expect(await log.append(forecast(1, 1000), 6)).toBe(false);
    expect(await log.append(forecast(2, 1100), 7)).toBe(true);
    const hashes = (await log.list('CN', 'f1')).revisions.map((told) =>
      contentHash(committedForecast('CN', 'f1', told)),
    );
    const entries = await chains.after(forecastSource('CN', 'f1'), 0);
    expect(entries.map(({ sha256 }) => sha256)).toEqual(hashes.reverse());
    expect(entries.map(({ at, kind }) => [Date.parse(at), kind])).toEqual([
      [5, 'forecast'],
      [7, 'forecast'],
    ]);
  });

  it('keeps films and markets apart', async () => {
    const log = setup();
    await log.append(forecast(1, 1000), 1);
    expect((await log.list('US', 'f1')).revisions).toEqual([]);
    expect((await log.list('CN', 'f2')).revisions).toEqual([]);
  });
});
