import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { DAILY_METRICS, type DailyRow, type Film } from '../../../lib/film/film.ts';
import { csvNumber, csvText } from '../../../lib/history/csvText.ts';
import type { HistoryIssue } from '../../../lib/history/issue.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { quarantineCsv } from '../../../lib/history/quarantineCsv.ts';
import { writeDailyCsv } from '../../../lib/history/writeDailyCsv.ts';
import { writeFilmsCsv } from '../../../lib/history/writeFilmsCsv.ts';
import { NOW } from './goodFiles.ts';

const SEED = 7;
/** Text as a cell can hold it: no control characters, no blanks around, often beginning like a formula. */
const text = fc
  .tuple(fc.constantFrom('', '=', '+', '-', '@', "'", "'=", '"', ','), fc.string({ unit: 'grapheme', maxLength: 20 }))
  .map(([start, rest]) => `${start}${rest}x`.replace(/\p{Cc}|\p{Zs}|\p{Zl}|\p{Zp}|\uFEFF|\|/gu, '_'));
const names = fc.uniqueArray(text, { maxLength: 3 });
const amount = fc.integer({ min: 1, max: 1e12 });
const score = fc.record({
  value: fc.double({ min: 0, max: 10, noNaN: true }),
  date: fc.constant(parseDay('2025-01-01')),
});
const film: fc.Arbitrary<Film> = fc
  .record(
    {
      ...{ filmId: fc.stringMatching(/^[a-z0-9][a-z0-9._-]{3,12}$/), title: text, market: fc.constant('CN' as const) },
      ...{ releaseDate: fc.integer({ min: 15_000, max: 20_000 }), currency: fc.constant('CNY') },
      ...{ genres: names, directors: names, cast: names },
      ...{ runtimeMin: fc.integer({ min: 1, max: 300 }), certificate: text, distributor: text, budget: amount },
      ...{ openingTheaters: fc.integer({ min: 1, max: 9_999 }), finalGross: amount },
      ...{ searchIndex30d: fc.double({ min: 0, max: 1e6, noNaN: true }), directorScore: score, actorScore: score },
    },
    { requiredKeys: ['filmId', 'title', 'market', 'releaseDate', 'currency', 'genres', 'directors', 'cast'] },
  )
  .filter(({ filmId }) => !(filmId in Object.prototype));

describe('S7: exported CSV', () => {
  it('never lets a text cell begin like a formula, and reads back what was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(film, { minLength: 1, maxLength: 5, selector: ({ filmId }) => filmId }),
        async (films) => {
          const csv = writeFilmsCsv(films);
          for (const cell of (parse(csv) as string[][]).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          const read = await parseFilms({ name: 'films.csv', body: Buffer.from(csv) }, { now: NOW });
          expect(read).toMatchObject({ status: 'accepted', quarantine: [] });
          expect(read.status === 'accepted' && read.items).toEqual(films);
        },
      ),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('writes days that read back the same, to the last bit of every number', async () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    const row: fc.Arbitrary<DailyRow> = fc.record({
      filmId: fc.constant('f1'),
      date: fc.integer({ min: 19_900, max: 20_400 }),
      values: fc.record({
        gross: amount,
        ...{ presale_gross: fc.integer({ min: -1e12, max: 1e12 }), screening_share: value, sentiment: value },
        ...{
          social_heat: fc.double({ min: 0, max: 1e15, noNaN: true }),
          want_to_see: fc.integer({ min: 0, max: 1e10 }),
        },
      }),
    });
    const known: Film = {
      ...{ filmId: 'f1', title: 'T', market: 'CN', releaseDate: 20_000, currency: 'CNY' },
      ...{ genres: [], directors: [], cast: [] },
    };
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(row, { minLength: 1, selector: ({ date }) => date }), async (rows) => {
        const body = Buffer.from(writeDailyCsv(rows, [known]));
        const read = await parseDaily({ name: 'daily.csv', body }, { now: NOW, filmOf: () => known });
        expect(read.status === 'accepted' && read.items).toEqual(rows);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });

  it('knows every measure there is', () => {
    const values = Object.fromEntries(DAILY_METRICS.map((metric) => [metric, 1]));
    const known = { filmId: 'f1', market: 'US' } as Film;
    expect(writeDailyCsv([{ filmId: 'f1', date: 0, showDate: 1, values }], [known])).toBe(
      `film_id,date,show_date,${DAILY_METRICS.join(',')}\nf1,1970-01-01,1970-01-02,0.01,1,1,1,1,0.01,1,1,1,1,1,1,1\n`,
    );
  });

  it.each([
    [1e21, '1000000000000000000000'],
    [1e-7, '0.0000001'],
    [undefined, ''],
    [0.1, '0.1'],
  ])('writes %s as plain digits', (value, expected) => {
    expect(csvNumber(value)).toBe(expected);
  });

  it('guards and quotes', () => {
    expect(csvText('=1+1')).toBe("'=1+1");
    expect(csvText('-5,"x"')).toBe('"\'-5,""x"""');
    expect(csvText('a\tb')).toBe('a\tb');
  });

  it('writes quarantined rows with their sentences, for a spreadsheet of either language', () => {
    const issue: HistoryIssue = {
      ...{ file: 'daily.csv', line: 7, column: 'gross', code: 'history.number-unit' },
      ...{ params: { text: '1230万', column: 'gross' }, raw: '=cmd|x,1230万' },
    };
    const csv = quarantineCsv([issue]);
    expect(csv.startsWith('\uFEFFfile,line,column,code,')).toBe(true);
    const [row] = parse(csv, { bom: true, columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ file: 'daily.csv', line: '7', column: 'gross', code: 'history.number-unit' });
    expect(row?.['problem_en']).toBe('"1230万" in gross is written with a unit or symbol.');
    expect(row?.['problem_zh']).toBe('gross 中的“1230万”带有单位或符号。');
    expect(row?.['row']).toBe("'=cmd|x,1230万");
  });
});
