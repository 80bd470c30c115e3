import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { checkTotals } from '../../../lib/history/checkTotals.ts';
import type { ReadProgress } from '../../../lib/history/historyFile.ts';
import type { MarketRecords } from '../../../lib/history/mergeHistory.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../lib/history/snapshot.ts';
import { describeWithSharedData, sharedData } from '../../sharedData.ts';

const now = Date.parse('2026-01-01T00:00:00Z');

async function readMarket(market: Market): Promise<MarketRecords & { readonly progress: readonly ReadProgress[] }> {
  const folder = market.toLowerCase();
  const progress: ReadProgress[] = [];
  const films = await parseFilms({ name: 'films.csv', body: readFileSync(sharedData(folder, 'films.csv')) }, { now });
  const known = new Map(
    (films.status === 'accepted' ? films.items : []).map((film): [string, Film] => [film.filmId, film]),
  );
  const daily = await parseDaily(
    { name: 'daily.csv.gz', body: readFileSync(sharedData(folder, 'daily.csv.gz')) },
    { now, filmOf: (filmId) => known.get(filmId), onProgress: (step) => void progress.push(step) },
  );
  expect([films.status, films.quarantine, daily.status, daily.quarantine]).toEqual(['accepted', [], 'accepted', []]);
  expect(daily.status === 'accepted' && daily.waiting).toEqual([]);
  const rows: readonly DailyRow[] = daily.status === 'accepted' ? daily.items : [];
  return { market, films: [...known.values()], rows, progress };
}

describeWithSharedData('the real histories', () => {
  // Numbers of films and rows and of totals below the sum of days: data/README.md of the shared folder, and contracts.md.
  it.each([
    { market: 'US' as const, films: 2_980, rows: 231_033, aboveTotal: 48 },
    { market: 'CN' as const, films: 1_389, rows: 50_844, aboveTotal: 74 },
  ])('are read in $market without losing a row; $aboveTotal totals draw a warning', async (expected) => {
    const { market, films, rows } = await readMarket(expected.market);
    expect([films.length, rows.length]).toEqual([expected.films, expected.rows]);
    expect(checkTotals({ market, films, rows }, 'daily.csv')).toHaveLength(expected.aboveTotal);
  });

  it('U3: are read at more than 80,000 rows in five seconds, with progress all the way', async () => {
    const started = performance.now();
    const { rows, progress } = await readMarket('US');
    const seconds = (performance.now() - started) / 1_000;
    expect(seconds).toBeLessThan((5 * rows.length) / 80_000);
    expect(progress.length / seconds).toBeGreaterThan(2);
    expect(progress.at(-1)).toMatchObject({ rows: rows.length, quarantined: 0 });
    expect(progress.at(-1)?.bytesRead).toBe(progress.at(-1)?.bytesTotal);
  });

  it('pack into a snapshot that loads in a fraction of a second and is the same whatever the order of rows', async () => {
    const us = await readMarket('US');
    const { hash, bytes } = encodeSnapshot(us);
    const times = [1, 2, 3].map(() => {
      const started = performance.now();
      decodeSnapshot(bytes, hash);
      return performance.now() - started;
    });
    // Some 50 ms on an idle core; the best of three, for the machine may be busy with other tests.
    expect(Math.min(...times)).toBeLessThan(300);
    expect(encodeSnapshot({ ...us, films: us.films.toReversed(), rows: us.rows.toReversed() }).hash).toBe(hash);
  });
});
