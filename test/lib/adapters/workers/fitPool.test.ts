import { afterAll, describe, expect, it } from 'vitest';
import { inProcessFits } from '../../../../lib/adapters/workers/inProcessFits.ts';
import { openFitPool } from '../../../../lib/adapters/workers/openFitPool.ts';
import { threadFits } from '../../../../lib/adapters/workers/threadFits.ts';
import { AppError } from '../../../../lib/errors/appError.ts';
import type { FitPool } from '../../../../lib/ports/fitPool.ts';
import { FIXTURE_FITS } from './fixtureFits.ts';

type Pool = FitPool<typeof FIXTURE_FITS>;

const ENTRY = new URL('./fixtureWorker.ts', import.meta.url);
const threads = (workers: number): Pool => threadFits<typeof FIXTURE_FITS>(workers, ENTRY);
const numbers = (count: number) => Array.from({ length: count }, (_, i) => Float64Array.of(i, i + 1));

describe.each([
  ['in this process', () => inProcessFits(FIXTURE_FITS)],
  ['of one thread', () => threads(1)],
  ['of two threads', () => threads(2)],
] as const)('a pool %s', (_, open) => {
  const pool = open();
  afterAll(() => pool.close());

  it('gives results in the order of the jobs, whichever is done first', async () => {
    const results = await pool.run(
      numbers(9).map((rows, i) => ({ learner: 'double', rows, options: { after: i % 2 === 0 ? 15 : 0 } })),
    );
    expect(results.map(({ first }) => first)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(results[3]?.values).toEqual(Float64Array.of(6, 8));
    expect(await pool.run([])).toEqual([]);
  });

  it('refuses a name that nothing is fitted by', async () => {
    const learner = 'constructor' as 'double';
    const job = { learner, rows: Float64Array.of(1), options: {} };
    await expect(pool.run([job])).rejects.toThrow(new RangeError('nothing is fitted by the name constructor'));
  });

  it('serves several callers at a time', async () => {
    const runs = numbers(4).map((rows) => pool.run([{ learner: 'double', rows, options: {} }]));
    expect((await Promise.all(runs)).map(([result]) => result?.first)).toEqual([0, 1, 2, 3]);
  });

  it('leaves the rows to the caller unless they are given', async () => {
    const rows = Float64Array.of(1, 2, 3);
    await pool.run([{ learner: 'double', rows, options: {} }]);
    expect([...rows]).toEqual([1, 2, 3]);
    const [result] = await pool.run([{ learner: 'double', rows, options: {}, givesRows: true }]);
    expect(result?.values).toEqual(Float64Array.of(2, 4, 6));
  });

  it('passes the first failure in order on, as what it was, and works on', async () => {
    const refuse = (named: string) => ({ learner: 'refuse' as const, rows: null, options: { named } });
    await expect(pool.run([refuse('a'), refuse('b')])).rejects.toThrow(new RangeError('refused a'));
    const error = await pool.run([refuse('app'), refuse('b')]).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'model.too-large', params: { bytes: 7 } });
    expect((error as AppError).cause).toBeInstanceOf(TypeError);
    const [result] = await pool.run([{ learner: 'double', rows: Float64Array.of(4), options: {} }]);
    expect(result?.first).toBe(4);
  });
});

describe('a pool of threads', () => {
  it('moves rows that are given instead of copying them', async () => {
    const pool = threads(2);
    const rows = Float64Array.of(1, 2, 3);
    await pool.run([{ learner: 'double', rows, options: {}, givesRows: true }]);
    expect(rows.length).toBe(0);
    await pool.close();
  });

  it('fails what it was doing when a worker breaks down', async () => {
    const pool = threads(1);
    const jobs = [{ learner: 'breakDown' as const, rows: undefined as never, options: undefined as never }];
    await expect(pool.run(jobs)).rejects.toThrow('a worker ended with code 3');
    await expect(pool.run([{ learner: 'double', rows: Float64Array.of(1), options: {} }])).rejects.toThrow('code 3');
    await pool.close();
  });

  it('says so when its file does not exist', async () => {
    const pool = threadFits<typeof FIXTURE_FITS>(1, new URL('./nowhere.ts', import.meta.url));
    await expect(pool.run([{ learner: 'double', rows: Float64Array.of(1), options: {} }])).rejects.toThrow(
      'broke down',
    );
    await pool.close();
  });

  it('ends what it was given before it closes, and takes no more', async () => {
    const pool = threads(2);
    const last = pool.run([{ learner: 'double', rows: Float64Array.of(5), options: { after: 50 } }]);
    await pool.close();
    expect((await last)[0]?.first).toBe(5);
    await expect(pool.run([])).rejects.toThrow('closed');
  });

  it('refuses jobs that are not plain data', async () => {
    const pool = threads(1);
    const job = { learner: 'double' as const, rows: (() => {}) as unknown as Float64Array, options: {} };
    await expect(pool.run([job])).rejects.toThrow(TypeError);
    await pool.close();
  });
});

describe('the pool for models', () => {
  it('fits in this process for one worker, or where there is no file for workers', () => {
    expect(openFitPool({ workers: 1 }).workers).toBe(1);
    expect(openFitPool({ workers: 2, entry: new URL('./nowhere.mjs', import.meta.url) }).workers).toBe(1);
    expect(() => openFitPool({ workers: 0 })).toThrow(RangeError);
  });
});
