import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/errors/appError.ts';
import { DAILY_METRICS, type DailyRow, type Film } from '../../../lib/film/film.ts';
import { type MarketRecords, mergeHistory } from '../../../lib/history/mergeHistory.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../lib/history/snapshot.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';

const SEED = 11;
const film = (filmId: string, releaseDate = 20_000, facts: Partial<Film> = {}): Film => ({
  ...{ filmId, title: `片 ${filmId}`, market: 'CN', releaseDate, currency: 'CNY' },
  ...{ genres: [], directors: [], cast: [] },
  ...facts,
});
const market = (films: readonly Film[], rows: readonly DailyRow[] = []): MarketRecords => ({
  market: 'CN',
  films,
  rows,
});

const values = fc.dictionary(fc.constantFrom(...DAILY_METRICS), fc.integer({ min: -1e12, max: 1e12 }), { minKeys: 1 });
const row = fc
  .record({
    filmId: fc.constantFrom('a', 'b', 'c', 'undescribed'),
    date: fc.integer({ min: -10, max: 20_100 }),
    show: fc.nat(3),
    values,
  })
  .map(
    ({ filmId, date, show, values }): DailyRow => ({
      ...{ filmId, date, ...(show > 0 && { showDate: date + show }), values: { ...values } },
    }),
  );
const key = ({ filmId, date, showDate }: DailyRow) => `${filmId} ${date} ${showDate}`;
const films = [film('b', 20_001), film('a'), film('c', 19_000, { budget: 5, directorScore: { value: 7.5, date: 9 } })];
const byKey = (rows: readonly DailyRow[]) => rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));

describe('a market snapshot', () => {
  it('gives back what was put in, and the same bytes for the same records in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(row, { selector: key }), (rows) => {
        const { hash, bytes } = encodeSnapshot(market(films, rows));
        const read = decodeSnapshot(bytes, hash);
        expect(read.films.map(({ filmId }) => filmId)).toEqual(['c', 'a', 'b']);
        expect(read.films).toEqual(expect.arrayContaining(films));
        expect(byKey(read.rows)).toEqual(byKey(rows));
        expect(encodeSnapshot(market(films.toReversed(), rows.toReversed())).bytes).toEqual(bytes);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it.each([
    ['cut short', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 10)],
    ['not gzip', () => new Uint8Array([1, 2, 3])],
    [
      'of another format',
      (bytes: Uint8Array) =>
        gzipSync(Buffer.from(gunzipSync(bytes).toString('latin1').replace('"format":1', '"format":9'), 'latin1')),
    ],
    ['shorter than its header says', (bytes: Uint8Array) => gzipSync(gunzipSync(bytes).subarray(0, -8))],
  ])('is refused when %s', (_, change) => {
    const { bytes } = encodeSnapshot(market(films, [{ filmId: 'a', date: 1, values: { gross: 1 } }]));
    expect(() => decodeSnapshot(change(bytes))).toThrow(AppError);
  });

  it('is refused when a single bit differs from what its hash promises', () => {
    const { hash, bytes } = encodeSnapshot(market(films, [{ filmId: 'a', date: 1, values: { gross: 1 } }]));
    const plain = new Uint8Array(gunzipSync(bytes));
    plain[plain.length - 1] = (plain[plain.length - 1] ?? 0) ^ 1;
    expect(sha256(plain)).not.toBe(hash);
    expect(() => decodeSnapshot(gzipSync(plain), hash)).toThrow(/history.snapshot-broken/);
  });
});

describe('merging batches', () => {
  it('lets the later batch replace what it knows and keeps what only the earlier knows', () => {
    const earlier = market(
      [film('a', 20_000, { budget: 7, genres: ['Drama'], finalGross: 5 })],
      [
        { filmId: 'a', date: 1, values: { gross: 10, want_to_see: 3 } },
        { filmId: 'a', date: 2, values: { gross: 20 } },
      ],
    );
    const later = market(
      [film('a', 20_003, { finalGross: 6 }), film('b')],
      [
        { filmId: 'a', date: 1, values: { gross: 11 } },
        { filmId: 'a', date: 1, showDate: 4, values: { presale_gross: 1 } },
      ],
    );
    const merged = mergeHistory(earlier, later);
    expect(merged.films).toEqual([film('a', 20_003, { budget: 7, genres: ['Drama'], finalGross: 6 }), film('b')]);
    expect(merged.rows).toEqual([
      { filmId: 'a', date: 1, values: { gross: 11, want_to_see: 3 } },
      { filmId: 'a', date: 2, values: { gross: 20 } },
      { filmId: 'a', date: 1, showDate: 4, values: { presale_gross: 1 } },
    ]);
  });

  it('comes to the same whether batches are merged one by one or a prefix of them first', () => {
    const batch = fc.array(row, { maxLength: 12 }).map((rows) => market(films, rows));
    fc.assert(
      fc.property(fc.array(batch, { minLength: 2, maxLength: 4 }), (batches) => {
        const empty = market([]);
        const whole = batches.reduce(mergeHistory, empty);
        const prefix = decodeSnapshot(encodeSnapshot(batches.slice(0, -1).reduce(mergeHistory, empty)).bytes);
        const last = batches.at(-1) ?? empty;
        expect(encodeSnapshot(mergeHistory(prefix, last)).hash).toBe(encodeSnapshot(whole).hash);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});
