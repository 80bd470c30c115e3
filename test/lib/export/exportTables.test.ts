import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORECAST_COLUMNS, type ToldForecast } from '../../../lib/export/forecastColumns.ts';
import { writeParquet } from '../../../lib/export/parquetTable.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { MARKETS, type Market } from '../../../lib/film/market.ts';
import type { QuantileName, Quantiles } from '../../../lib/forecast/quantiles.ts';
import { chainFile } from '../../../lib/provenance/exportManifest.ts';
import type { FilmChange } from '../../../lib/signals/signalEvent.ts';
import { forecastSource } from '../../../lib/stores/forecastLog.ts';
import { skipLoudly } from '../../conformance/skipLoudly.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { exportToFolder } from './exportToFolder.ts';
import { createExportWorld, WORLD_FILMS } from './exportWorld.ts';
import { plain, readParquet, signalRow } from './signalRow.ts';

describe('the tables of an export', () => {
  let folder: string;
  let exported: string;
  let world: Awaited<ReturnType<typeof createExportWorld>>;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    ({ folder, remove } = await temporaryFolder());
    world = await createExportWorld();
    exported = (await exportToFolder(world.sources, folder)).folder;
  });
  afterAll(() => remove());

  const filesOf = (where: string, table: string) =>
    readdirSync(path.join(where, table), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.parquet'))
      .map((name) => `${table}/${name}`)
      .sort();
  const partition = (name: string) => {
    const [, market = '', date = ''] = /\/market=(\w+)\/date=(.{10})\/part-\d+\.parquet$/.exec(name) ?? [];
    return { market: market as Market, date };
  };

  it('hold every event once, in the folder of its market and of its local day', async () => {
    const rows = [];
    for (const name of filesOf(exported, 'signals')) {
      const { market, date } = partition(name);
      for (const row of plain(await readParquet(readFileSync(path.join(exported, name))))) {
        rows.push(row);
        const zone = MARKETS[market].timeZone;
        const local = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(row['observed_at'] as Date);
        expect(local).toBe(date);
      }
    }
    const byId = (a: Record<string, unknown>, b: Record<string, unknown>) =>
      String(a['event_id']) < String(b['event_id']) ? -1 : 1;
    const readings = world.events.filter((event) => event.type === 'signal');
    expect(rows.sort(byId)).toEqual(plain(readings.map(signalRow)).sort(byId));

    const changes = [];
    for (const name of filesOf(exported, 'film_changes'))
      changes.push(...(await readParquet(readFileSync(path.join(exported, name)))));
    const expected = world.events.filter((event): event is FilmChange => event.type === 'film.changed');
    expect(expected.length).toBeGreaterThan(3);
    expect(changes.map((row) => [row['event_id'], row['old_value'], row['new_value']]).sort()).toEqual(
      expected.map((event) => [event.eventId, JSON.stringify(event.old), JSON.stringify(event.new)]).sort(),
    );
  });

  it('hold every forecast, money as whole minor units to the nearest, in the folder of its as-of day', async () => {
    let count = 0;
    for (const name of filesOf(exported, 'forecasts')) {
      const { market, date } = partition(name);
      for (const row of await readParquet(readFileSync(path.join(exported, name)))) {
        const { revisions } = await world.sources.forecasts.list(market, String(row['film_id']));
        const told = revisions.find(({ revision }) => revision === row['revision']);
        expect(row['as_of']).toEqual(new Date(told?.asOf ?? ''));
        expect(row['recorded_at']).toEqual(new Date(told?.recordedAt ?? 0));
        expect(
          new Intl.DateTimeFormat('en-CA', { timeZone: MARKETS[market].timeZone }).format(row['as_of'] as Date),
        ).toBe(date);
        for (const [column, quantiles] of Object.entries({ total: told?.total, opening_day: told?.openingDay })) {
          for (const [level, amount] of Object.entries(quantiles ?? {}) as [QuantileName, number][]) {
            expect(Math.abs(Number(row[`${column}_${level}_minor`]) - amount * 100)).toBeLessThanOrEqual(0.5);
          }
        }
        count++;
      }
    }
    expect(count).toBe(9 * WORLD_FILMS.length);
  });

  it('hold only the rows that were asked for, while chains and contents stay whole', async () => {
    const [from, until] = [parseDay('2026-05-02'), parseDay('2026-05-04')];
    const part = await exportToFolder(world.sources, path.join(folder, 'part'), { market: 'CN', from, until });
    for (const table of ['signals', 'forecasts']) {
      const parts = filesOf(part.folder, table).map(partition);
      expect(new Set(parts.map(({ market, date }) => `${market} ${date}`))).toEqual(
        new Set(['CN 2026-05-02', 'CN 2026-05-03']),
      );
    }
    const chains = (where: string) => readFileSync(path.join(where, chainFile(forecastSource('US', 'us-1'))), 'utf8');
    expect(chains(part.folder)).toBe(chains(exported));
    expect(chains(exported)).toContain('"content":');
  });

  it('rounds the money of a market without minor units to whole units', async () => {
    const spread = { p05: 1.4, p10: 2, p25: 3, p50: 4.5, p75: 5, p90: 6, p95: 7 } satisfies Quantiles;
    const told: ToldForecast = {
      ...{ market: 'KR', filmId: 'k', revision: 'r', origin: 'T+0', asOf: '2026-05-01T00:00:00Z', recordedAt: 0 },
      ...{ total: spread, openingDay: spread, openingWeekend: spread, artifact: 'a', inputsHash: 'h' },
    };
    const [row] = await readParquet(writeParquet(FORECAST_COLUMNS, [told]));
    expect([row?.['total_p05_minor'], row?.['total_p50_minor'], row?.['currency']]).toEqual([1n, 5n, 'KRW']);
  });

  const python = pythonWith('duckdb', 'pyarrow');
  if (!python) skipLoudly('Parquet in other engines', 'it needs python3 on the PATH with duckdb and pyarrow');
  else {
    it('are read alike by DuckDB and by Arrow, partitions included', async () => {
      const script = path.join(import.meta.dirname, 'readWithOthers.py');
      const { stdout } = await promisify(execFile)(python, [script, exported]);
      const readings = world.events.filter((event) => event.type === 'signal');
      const money = readings.filter(({ metric }) => metric === 'presale_gross').map(({ value }) => value);
      const sum = money.reduce((total, value) => total + value, 0);
      const expected = {
        rows: readings.length,
        money: sum,
        first: new Date(Math.min(...readings.map(({ observedAt }) => observedAt))).toISOString(),
        markets: ['CN', 'US'],
        days: ['2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'],
        showDates: ['2026-05-08'],
      };
      const answers = JSON.parse(stdout);
      expect(answers.duckdb).toEqual(expected);
      expect(answers.arrow).toEqual(expected);
      expect(answers.forecasts).toBe(9 * WORLD_FILMS.length);
    });
  }
});

function pythonWith(...modules: readonly string[]): string | undefined {
  try {
    execFileSync('python3', ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
    return 'python3';
  } catch {
    return undefined;
  }
}
