import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { importBatch } from '../../../lib/history/importBatch.ts';
import { goodFiles, NOW } from './goodFiles.ts';
import { csv, DAILY_HEADER, FILM_HEADER, importHouse, MINUTE } from './importHouse.ts';

const FILMS = csv(FILM_HEADER, 'f1,One,US,2026-01-10,,USD', 'f2,二,CN,2026-01-10,500,CNY');
const DAILY = csv(DAILY_HEADER, 'f1,2026-01-10,10', 'f2,2026-01-10,20', 'f2,2026-01-11,30');

describe('importing a batch', () => {
  it.each([
    ['films first', ['films.csv', 'daily.csv']],
    ['daily first', ['daily.csv', 'films.csv']],
  ])('takes both files in either order (%s) and asks for one training run', async (_, order) => {
    const house = importHouse(NOW);
    for (const name of order) {
      await house.drop('b1', name, name === 'films.csv' ? FILMS : DAILY);
      await importBatch(house.deps, 'b1', house.now);
      house.now += MINUTE;
    }
    const { films, rows } = await house.snapshot('CN');
    expect(films.map(({ filmId }) => filmId)).toEqual(['f2']);
    expect(rows.map(({ values }) => values.gross)).toEqual([2_000, 3_000]);
    expect(house.requests).toEqual([
      {
        runId: expect.stringMatching(/^[0-9a-f]{32}$/),
        batch: 'b1',
        markets: [
          { market: 'US', snapshotKey: expect.stringMatching(/^snapshots\/US\/[0-9a-f]{64}\.bin\.gz$/) },
          { market: 'CN', snapshotKey: expect.stringMatching(/^snapshots\/CN\//) },
        ],
      },
    ]);
    expect(await house.report('b1')).toMatchObject({
      status: 'settled',
      films: { rows: 2, accepted: 2 },
      daily: { rows: 3, accepted: 3, waiting: 0 },
      training: { runId: house.requests[0]?.runId },
    });
    expect(await house.deps.batches.openBatches()).toEqual([]);
  });

  it('does nothing more when it is repeated', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', gzipSync(DAILY));
    await house.drop('b1', 'daily.csv.gz', gzipSync(DAILY));
    const first = await importBatch(house.deps, 'b1', house.now);
    expect(first.report?.warnings.map(({ code }) => code)).toContain('history.file-twice');
    const keys = await house.artifacts.list('');
    expect(await importBatch(house.worker(), 'b1', house.now + MINUTE)).toEqual({ batch: 'b1', status: 'settled' });
    expect(await house.artifacts.list('')).toEqual(keys);
    expect(house.requests).toHaveLength(1);
  });

  it('lets daily rows of an unknown film wait fifteen minutes, then quarantines them with the reason', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'daily.csv', DAILY);
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('waiting');
    expect(await house.report('b1')).toMatchObject({ daily: { accepted: 0, waiting: 3 }, quarantine: {} });
    house.now += 14 * MINUTE;
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('waiting');
    expect(await house.deps.batches.openBatches()).toEqual(['b1']);
    house.now += MINUTE;
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('settled');
    expect(await house.report('b1')).toMatchObject({ quarantine: { 'history.film-unknown': 3 } });
    expect(await house.quarantine('b1')).toContain('daily.csv,2,film_id,history.film-unknown');
    expect(await house.deps.batches.openBatches()).toEqual([]);

    // The files that name them come late all the same: nothing was lost.
    await house.drop('b1', 'films.csv', FILMS);
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('settled');
    expect((await house.snapshot('CN')).rows).toHaveLength(2);
    expect(house.requests).toHaveLength(1);
  });

  it('finds the film of a row in an earlier batch, and in one that comes while it waits', async () => {
    const house = importHouse(NOW);
    await house.drop('old', 'films.csv', csv(FILM_HEADER, 'f1,One,US,2026-01-10,,USD'));
    await importBatch(house.deps, 'old', house.now);
    await house.drop('days', 'daily.csv', DAILY);
    expect((await importBatch(house.deps, 'days', house.now)).status).toBe('waiting');
    expect((await house.snapshot('US')).rows).toHaveLength(1);
    await house.drop('late', 'films.csv', csv(FILM_HEADER, 'f2,二,CN,2026-01-10,500,CNY'));
    await importBatch(house.deps, 'late', house.now);
    house.now += 5 * MINUTE;
    expect((await importBatch(house.deps, 'days', house.now)).status).toBe('settled');
    expect((await house.snapshot('CN')).rows).toHaveLength(2);
    expect(house.requests).toEqual([]); // no batch had both files
  });

  it('trains at once on what is known when a stray row has no film', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', `${DAILY}stray,2026-01-10,5\n`);
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('waiting');
    expect(house.requests).toHaveLength(1);
    house.now += 15 * MINUTE;
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('settled');
    expect(house.requests).toHaveLength(1);
  });

  it('refuses a file whole, says why, and takes the other one', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', 'film_id,date,gross,gross\nf1,2026-01-10,1,1\n');
    expect((await importBatch(house.deps, 'b1', house.now)).status).toBe('refused');
    const report = await house.report('b1');
    expect(report.daily?.refusal).toMatchObject({ code: 'history.column-twice', line: 1, column: 'gross' });
    expect(report.daily?.refusal?.zh).toContain('重复');
    expect(await house.deps.catalogue.get('f2')).toMatchObject({ title: '二' });
    expect(house.requests).toEqual([]);

    await house.drop('b1', 'daily.csv', DAILY);
    expect((await importBatch(house.deps, 'b1', house.now + MINUTE)).status).toBe('settled');
    expect(house.requests).toHaveLength(1);
  });

  it('writes what was quarantined beside the report, guarded against spreadsheets', async () => {
    const house = importHouse(NOW);
    const bad = '=cmd|calc,T,US,2026-01-10,,USD';
    await house.drop('b1', 'films.csv', `${FILMS}${bad}\nf3,Three,US,2026-01-10,1.5M,USD\n`);
    await importBatch(house.deps, 'b1', house.now);
    const text = await house.quarantine('b1');
    expect(text).toContain(`"'${bad}"`);
    expect(text).toContain('films.csv,5,final_gross,history.number-unit');
    expect(await house.report('b1')).toMatchObject({ films: { accepted: 2, quarantined: 2 } });
  });

  it('starts another run when the content of a batch changes, and lets its new rows replace the old', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', DAILY);
    await importBatch(house.deps, 'b1', house.now);
    await house.drop('b1', 'daily.csv', DAILY.replace('f2,2026-01-11,30', 'f2,2026-01-11,31'));
    await importBatch(house.deps, 'b1', house.now + MINUTE);
    expect((await house.snapshot('CN')).rows.map(({ values }) => values.gross)).toEqual([2_000, 3_100]);
    expect(new Set(house.requests.map(({ runId }) => runId)).size).toBe(2);
  });

  it('lets a later batch replace what it knows; what only the earlier knew stays, and both stay readable', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', DAILY);
    await importBatch(house.deps, 'b1', house.now);
    const before = await house.deps.snapshots.current('CN');
    house.now += MINUTE;
    await house.drop('b2', 'films.csv', csv(FILM_HEADER, 'f2,二,CN,2026-01-12,600,CNY'));
    await house.drop('b2', 'daily.csv', csv('film_id,date,want_to_see,gross', 'f2,2026-01-11,7,', 'f2,2026-01-10,,21'));
    await importBatch(house.deps, 'b2', house.now);
    const { films, rows } = await house.snapshot('CN');
    expect(films[0]).toMatchObject({ releaseDate: parseDay('2026-01-12'), finalGross: 60_000 });
    expect(rows.map(({ values }) => values)).toEqual([{ gross: 2_100 }, { gross: 3_000, want_to_see: 7 }]);
    expect((await house.deps.snapshots.load(before?.key ?? '')).rows.map(({ values }) => values.gross)).toEqual([
      2_000, 3_000,
    ]);
    expect(await house.deps.catalogue.facts('f2')).toMatchObject([
      { batch: 'b2', changes: [{ field: 'finalGross', before: 50_000, after: 60_000 }, { field: 'releaseDate' }] },
    ]);
  });

  it('comes to the same snapshot whichever of two batches is settled first', async () => {
    const settle = async (order: readonly string[]) => {
      const house = importHouse(NOW);
      for (const [i, batch] of ['b1', 'b2'].entries()) {
        await house.drop(batch, 'films.csv', csv(FILM_HEADER, `f2,二,CN,2026-01-10,${500 + i},CNY`));
        await house.drop(batch, 'daily.csv', csv(DAILY_HEADER, `f2,2026-01-10,${20 + i}`));
        for (const name of ['films.csv', 'daily.csv']) {
          const arrival = { name, sequencer: '1'.padStart(40, '0'), version: '', arrivedAt: NOW + i };
          await house.deps.batches.noteArrival(batch, arrival);
        }
      }
      for (const batch of order) await importBatch(house.deps, batch, house.now + 2);
      return { ...(await house.deps.snapshots.current('CN')), film: await house.deps.catalogue.get('f2') };
    };
    const forth = await settle(['b1', 'b2']);
    const back = await settle(['b2', 'b1']);
    expect(back.hash).toBe(forth.hash);
    expect(back.film).toEqual(forth.film);
    expect(back.film?.finalGross).toBe(50_100);
  });

  it('loses no row when many batches settle at once in workers of their own', async () => {
    const house = importHouse(NOW);
    const batches = Array.from({ length: 12 }, (_, i) => `batch-${i}`);
    for (const [i, batch] of batches.entries()) {
      await house.drop(
        batch,
        'films.csv',
        csv(FILM_HEADER, `own-${i},T,CN,2026-01-10,,CNY`, 'all,T,CN,2026-01-10,,CNY'),
      );
      await house.drop(batch, 'daily.csv', csv(DAILY_HEADER, `own-${i},2026-01-10,${i}`, `all,2026-01-${10 + i},1`));
    }
    await Promise.all(batches.map((batch) => importBatch(house.worker(), batch, house.now)));
    const { films, rows } = await house.snapshot('CN');
    expect(films).toHaveLength(13);
    expect(rows).toHaveLength(24);
    expect(house.requests).toHaveLength(12);
  });

  it('asks again for a run when the worker that claimed it died before asking', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', DAILY);
    const dying = { ...house.deps, training: { request: () => Promise.reject(new Error('gone')) } };
    await expect(importBatch(dying, 'b1', house.now)).rejects.toThrow('gone');
    expect((await importBatch(house.worker(), 'b1', house.now + 1)).status).toBe('settled');
    expect(house.requests).toEqual([]); // the claim still stands
    expect(await house.deps.batches.openBatches()).toEqual(['b1']);
    await importBatch(house.worker(), 'b1', house.now + 5 * MINUTE);
    expect(house.requests).toHaveLength(1);
    expect(await house.deps.batches.openBatches()).toEqual([]);
  });

  it('answers for a batch that holds nothing', async () => {
    const house = importHouse(NOW);
    expect(await importBatch(house.deps, 'nothing', house.now)).toEqual({ batch: 'nothing', status: 'empty' });
  });

  it('warns of totals below the sum of all days, over batches', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', csv(FILM_HEADER, 'f2,二,CN,2026-01-10,50,CNY'));
    await house.drop('b1', 'daily.csv', csv(DAILY_HEADER, 'f2,2026-01-10,30'));
    await importBatch(house.deps, 'b1', house.now);
    await house.drop('b2', 'daily.csv', csv(DAILY_HEADER, 'f2,2026-01-11,30'));
    const { report } = await importBatch(house.deps, 'b2', house.now + MINUTE);
    expect(report?.warnings).toMatchObject([
      { code: 'history.sum-above-total', en: expect.stringContaining('add up to 60') },
    ]);
  });

  it('takes a larger batch whole', async () => {
    const house = importHouse(NOW);
    const { filmLines, dailyLines, films, rows } = goodFiles(40, 25);
    await house.drop('b1', 'films.csv.gz', gzipSync(filmLines.join('\n')));
    await house.drop('b1', 'daily.csv.gz', gzipSync(dailyLines.join('\n')));
    await importBatch(house.deps, 'b1', house.now);
    const [us, cn] = [await house.snapshot('US'), await house.snapshot('CN')];
    expect(us.films.length + cn.films.length).toBe(films.length);
    expect(us.rows.length + cn.rows.length).toBe(rows.length);
    const page = await house.deps.catalogue.list('US', { limit: 15 });
    const next = await house.deps.catalogue.list('US', { limit: 15, ...(page.cursor && { cursor: page.cursor }) });
    expect([page.films.length, next.films.length, next.cursor]).toEqual([15, 5, undefined]);
  });
});
