import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeError } from '../../../lib/errors/catalogue.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import type { AcceptedFile, ParsedFile, RefusedFile } from '../../../lib/history/historyFile.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { goodFiles, NOW } from './goodFiles.ts';

const FILM_HEADER = 'film_id,title,market,release_date,final_gross,currency';
const RELEASE = parseDay('2026-01-10');
const US_FILM: Pick<Film, 'market' | 'releaseDate'> = { market: 'US', releaseDate: RELEASE };

const films = (text: string | Uint8Array) =>
  parseFilms({ name: 'films.csv', body: typeof text === 'string' ? Buffer.from(text) : text }, { now: NOW });
const daily = (text: string, filmOf: (id: string) => typeof US_FILM | undefined = () => US_FILM) =>
  parseDaily({ name: 'daily.csv', body: Buffer.from(text) }, { now: NOW, filmOf });

function accepted<T>(parsed: ParsedFile<T>): AcceptedFile<T> {
  if (parsed.status === 'refused') throw new Error(`refused: ${JSON.stringify(parsed.refusal)}`);
  return parsed;
}
function refused<T>(parsed: ParsedFile<T>): RefusedFile {
  if (parsed.status === 'accepted') throw new Error('it was accepted');
  return parsed;
}

describe('films.csv', () => {
  it('reads every column, in any order and case, and keeps unknown ones out', async () => {
    const header =
      'currency,TITLE ,release_date,market,film_id,final_gross,cast,genres,directors,runtime_min,certificate,' +
      'distributor,budget,opening_theaters,search_index_30d,director_score,director_score_date,actor_score,mood';
    const row =
      'USD,"Say ""hi"", Ann",2026-01-10,us,f1,1234567.89,A|B| A ,Drama,C,101,PG,"Oak, Ash & Co",2000000,3000.0,12.5,7.8,2025-12-01,8.2,fine';
    const read = accepted(await films(`${header}\n${row}\n`));
    expect(read.items).toEqual([
      {
        ...{ filmId: 'f1', title: 'Say "hi", Ann', market: 'US', releaseDate: RELEASE, currency: 'USD' },
        ...{ genres: ['Drama'], directors: ['C'], cast: ['A', 'B'], runtimeMin: 101, certificate: 'PG' },
        ...{ distributor: 'Oak, Ash & Co', budget: 200_000_000, openingTheaters: 3_000, searchIndex30d: 12.5 },
        ...{ directorScore: { value: 7.8, date: parseDay('2025-12-01') }, actorScore: { value: 8.2 } },
        finalGross: 123_456_789,
      },
    ]);
    expect(read.warnings.map(({ code, column }) => [code, column])).toEqual([['history.column-unknown', 'mood']]);
  });

  it('understands the other names of columns', async () => {
    const read = accepted(
      await films(
        'movie_id,title,market,release_date,final_box_office,currency,movie_type\nm1,T,CN,2026-01-10,5.5,CNY,喜剧\n',
      ),
    );
    expect(read.items[0]).toMatchObject({ filmId: 'm1', finalGross: 550, genres: ['喜剧'] });
  });

  it('reads a zero that cannot be meant as unknown, with a warning', async () => {
    const read = accepted(await films(`${FILM_HEADER},runtime_min\nf1,T,US,2026-01-10,0,USD,0\n`));
    expect(read.items[0]).not.toHaveProperty('finalGross');
    expect(read.items[0]).not.toHaveProperty('runtimeMin');
    expect(read.warningCount).toBe(2);
  });

  it('keeps the amounts of a currency without minor units whole', async () => {
    const read = accepted(await films(`${FILM_HEADER}\nk1,T,KR,2026-01-10,1500,KRW\nk2,T,KR,2026-01-10,1500.5,KRW\n`));
    expect(read.items.map(({ finalGross }) => finalGross)).toEqual([1_500]);
    expect(read.quarantine.map(({ code }) => code)).toEqual(['history.number-fraction']);
  });

  it('refuses a total of a film that has not opened', async () => {
    const read = accepted(await films(`${FILM_HEADER}\nf1,T,US,2026-05-01,,USD\nf2,T,US,2026-05-01,10,USD\n`));
    expect(read.quarantine.map(({ line, code }) => [line, code])).toEqual([[3, 'history.total-too-early']]);
  });

  it('keeps a title with a line break as one line, and does not let an open quote swallow other rows', async () => {
    const text = `${FILM_HEADER}\nf1,"Two\nlines",US,2026-01-10,,USD\nf2,"Open,US,2026-01-10,,USD\nf3,Next,US,2026-01-10,,USD\nf4,Shut",US,2026-01-10,,USD\nf5,Last,US,2026-01-10,,USD\n`;
    const read = accepted(await films(text));
    expect(read.items.map(({ filmId, title }) => [filmId, title])).toEqual([
      ['f1', 'Two lines'],
      ['f3', 'Next'],
      ['f5', 'Last'],
    ]);
    expect(read.quarantine.map(({ line, code }) => [line, code])).toEqual([
      [4, 'history.row-quotes'],
      [6, 'history.row-quotes'],
    ]);
  });

  it('reads the same from gzip', async () => {
    const { filmLines, films: expected } = goodFiles(5, 3);
    expect(accepted(await films(gzipSync(filmLines.join('\n')))).items).toEqual(expected);
  });

  it('names the film’s other market when its id is taken there', async () => {
    const body = Buffer.from(`${FILM_HEADER}\nf1,T,US,2026-01-10,,USD\nf2,T,US,2026-01-10,,USD\n`);
    const read = accepted(
      await parseFilms({ name: 'films.csv', body }, { now: NOW, marketOf: (id) => (id === 'f1' ? 'CN' : undefined) }),
    );
    expect(read.quarantine.map(({ code, params }) => [code, params['market']])).toEqual([
      ['history.film-elsewhere', 'CN'],
    ]);
  });

  it.each([
    ['', 'history.no-header'],
    ['\n \n', 'history.no-header'],
    [`${FILM_HEADER}\n`, 'history.no-rows'],
    [`${FILM_HEADER.replaceAll(',', ';')}\nf1;T\n`, 'history.column-missing'],
    [`"${FILM_HEADER}\nf1,T\n`, 'history.header-broken'],
    [`${FILM_HEADER}${',x'.repeat(300)}\nf1\n`, 'history.header-too-wide'],
    [`${FILM_HEADER}\nf1,T,US,2026-01-10,x,USD\n`, 'history.too-many-bad-rows'],
  ])('refuses %j', async (text, code) => {
    expect(refused(await films(text)).refusal.code).toBe(code);
  });

  it('refuses a file only when bad rows are many and more than a fifth', async () => {
    const row = (i: number, bad: boolean) => `f${i},T,US,${bad ? 'soon' : '2026-01-10'},,USD`;
    const file = (good: number, bad: number) =>
      [FILM_HEADER, ...Array.from({ length: good + bad }, (_, i) => row(i, i < bad))].join('\n');
    expect(accepted(await films(file(1, 10))).quarantine).toHaveLength(10);
    expect(accepted(await films(file(44, 11))).quarantine).toHaveLength(11);
    const whole = refused(await films(file(43, 11)));
    expect(whole.refusal).toMatchObject({
      code: 'history.too-many-bad-rows',
      params: { bad: 11, rows: 54, share: 20 },
    });
    expect(describeError(whole.refusal.code, whole.refusal.params).en).toContain('11 of 54 rows');
  });
});

describe('daily.csv', () => {
  it('reads every measure in its unit; empty is unknown, zero is zero', async () => {
    const read = accepted(
      await daily(
        'film_id,date,gross,admissions,screening_share,sentiment,social_heat,theaters\n' +
          'f1,2026-01-10,12.34,5,0.25,-0.5,0,\nf1,2026-01-11,0,,,,,3000\n',
      ),
    );
    expect(read.items).toEqual([
      {
        filmId: 'f1',
        date: RELEASE,
        values: { gross: 1_234, admissions: 5, screening_share: 0.25, sentiment: -0.5, social_heat: 0 },
      },
      { filmId: 'f1', date: RELEASE + 1, values: { gross: 0, theaters: 3_000 } },
    ]);
  });

  it('takes show_count as shows on sale before the release and as shows played from it on', async () => {
    const read = accepted(
      await daily(
        'movie_id,date,presale_amount,show_count,heat_score,want_see_count\nf1,2026-01-09,10,7,1,2\nf1,2026-01-10,,8,,\n',
      ),
    );
    expect(read.items.map(({ values }) => values)).toEqual([
      { presale_gross: 1_000, presale_screenings: 7, social_heat: 1, want_to_see: 2 },
      { screenings: 8 },
    ]);
  });

  it('keeps presale by day of showing apart, lets refunds outweigh sales, and lets no other measure into such a row', async () => {
    const read = accepted(
      await daily(
        'film_id,date,show_date,presale_gross,gross\nf1,2026-01-08,2026-01-10,5,\nf1,2026-01-08,2026-01-11,-6,\n' +
          'f1,2026-01-08,,7,\nf1,2026-01-08,2026-01-12,,5\nf1,2026-01-08,2026-01-07,5,\nf1,2026-01-09,,,-5\n',
      ),
    );
    expect(read.items.map(({ showDate, values }) => [showDate, values])).toEqual([
      [RELEASE, { presale_gross: 500 }],
      [RELEASE + 1, { presale_gross: -600 }],
      [undefined, { presale_gross: 700 }],
    ]);
    expect(read.quarantine.map(({ code }) => code)).toEqual([
      'history.show-date-measure',
      'history.show-date-early',
      'history.number-range',
    ]);
  });

  it('lets rows of an unknown film wait, and judges the others', async () => {
    const read = accepted(
      await daily('film_id,date,gross\nf1,2026-01-10,1\nf2,2026-01-10,1\nf2,soon,1\n', (id) =>
        id === 'f1' ? US_FILM : undefined,
      ),
    );
    expect(read.items).toHaveLength(1);
    expect(read.waiting.map(({ line, code }) => [line, code])).toEqual([
      [3, 'history.film-unknown'],
      [4, 'history.film-unknown'],
    ]);
    expect(read.quarantine).toEqual([]);
  });

  it('knows today by the market’s own clock', async () => {
    // 2026-03-02 04:00 UTC is still 1 March in New York and noon of 2 March in Shanghai.
    const text = 'film_id,date,gross\nf1,2026-03-01,1\nf1,2026-03-02,1\nf1,2026-03-03,1\n';
    const china = accepted(await daily(text, () => ({ market: 'CN', releaseDate: RELEASE })));
    const states = accepted(await daily(text));
    expect([china.items.length, states.items.length]).toEqual([2, 1]);
    expect(china.warnings.map(({ code, line }) => [code, line])).toEqual([['history.day-unfinished', 3]]);
  });

  it('quarantines a gross long before the release, and rows that say nothing', async () => {
    const read = accepted(await daily('film_id,date,gross\nf1,2024-01-01,5\nf1,2026-01-09,5\nf1,2026-01-10,\n,,\n'));
    expect(read.items).toHaveLength(1);
    expect(read.quarantine.map(({ code }) => code)).toEqual([
      'history.gross-too-early',
      'history.row-empty',
      'history.row-empty',
    ]);
  });

  it('refuses a header without any measure', async () => {
    expect(refused(await daily('film_id,date,note\nf1,2026-01-10,x\n')).refusal.code).toBe('history.no-measure-column');
  });

  it('reads the same however its bytes fall into blocks', async () => {
    // Some 600 KB: three blocks. A quoted line break near a block's end must not depend on the end.
    const { films: known, dailyLines } = goodFiles(40, 30);
    const wide = dailyLines.map(
      (line, i) => `${line},${i === 0 ? 'note' : `"${'x'.repeat(i % 97)}\n${'y'.repeat(400)}"`}`,
    );
    const byId = new Map(known.map((film) => [film.filmId, film]));
    const read = accepted(await daily(wide.join('\r\n'), (id) => byId.get(id)));
    expect(read.quarantine).toEqual([]);
    expect(read.items).toEqual(goodFiles(40, 30).rows);
  });
});

describe('S8: hostile names', () => {
  it('leaves Object.prototype alone whatever columns and ids are called (500 files)', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const name = fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'polluted');
    await fc.assert(
      fc.asyncProperty(name, name, name, async (column, id, value) => {
        const read = await films(
          `${FILM_HEADER},${column}\n${id},${value},US,2026-01-10,,USD,${value}\nf2,T,US,2026-01-10,,USD,1\n`,
        );
        expect(accepted(read).items.at(-1)?.filmId).toBe('f2');
        expect(accepted(read).quarantine.length).toBe(['polluted', 'prototype'].includes(id) ? 0 : 1);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
      }),
      { seed: 8, numRuns: 500 },
    );
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});
