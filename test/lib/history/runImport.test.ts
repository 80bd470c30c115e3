import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/errors/appError.ts';
import type { ImportDeps } from '../../../lib/history/importBatch.ts';
import { parseImportEvent } from '../../../lib/history/importEvent.ts';
import { runImport } from '../../../lib/history/runImport.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import { type Random, seededRandom } from '../../../lib/stats/random.ts';
import { NOW } from './goodFiles.ts';
import { csv, DAILY_HEADER, FILM_HEADER, importHouse, MINUTE } from './importHouse.ts';

const SEED = 7;
const FILMS = csv(FILM_HEADER, 'f1,One,US,2026-01-10,,USD');
const DAILY = csv(DAILY_HEADER, 'f1,2026-01-10,10');
const iso = (at: number) => new Date(at).toISOString();

const notification = (key: string, sequencer: string, at = NOW) => ({
  Records: [{ eventSource: 'aws:s3', eventTime: iso(at), s3: { bucket: { name: 'h' }, object: { key, sequencer } } }],
});
const busEvent = (key: string, sequencer: string, at = NOW) => ({
  ...{ source: 'aws.s3', 'detail-type': 'Object Created', time: iso(at) },
  detail: { bucket: { name: 'h' }, object: { key, size: 1, etag: 'e', sequencer, 'version-id': 'v1' } },
});

function shuffled<T>(items: readonly T[], random: Random): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Lets other workers run before every call, in an order that the seed decides. */
function interleaved(table: ItemTable, random: Random): ItemTable {
  const pause = async () => {
    for (let turns = Math.floor(random() * 5); turns > 0; turns--) await new Promise(setImmediate);
  };
  return {
    get: (...call) => pause().then(() => table.get(...call)),
    put: (...call) => pause().then(() => table.put(...call)),
    remove: (...call) => pause().then(() => table.remove(...call)),
    query: (...call) => pause().then(() => table.query(...call)),
  };
}

/** Eight workers take events from one queue until it is empty. */
async function inWorkers(worker: () => ImportDeps, events: readonly unknown[], clock: () => number): Promise<void> {
  const queue = events.values();
  const lane = async () => {
    const deps = worker();
    for (const event of queue) {
      const { failures } = await runImport(deps, parseImportEvent(event), clock);
      expect(failures).toEqual([]);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}

describe('R7: events at least once and in any order', () => {
  it.each([1, 2, 3, 4, 5])(
    `starts one training run for 100 copies of each event in 8 workers (seed ${SEED}.%i)`,
    async (round) => {
      const random = seededRandom(SEED * 100 + round);
      const house = importHouse(NOW, (table) => interleaved(table, random));
      await house.drop('b1', 'films.csv', FILMS);
      await house.drop('b1', 'daily.csv', DAILY);
      const copies = [notification('history/b1/films.csv', '0A'), busEvent('history/b1/daily.csv', '0B')].flatMap(
        (event) => Array.from({ length: 100 }, () => event),
      );
      await inWorkers(house.worker, shuffled(copies, random), () => house.now);
      expect(house.requests).toHaveLength(1);
      expect((await house.snapshot('US')).rows).toHaveLength(1);
      expect((await house.deps.snapshots.current('US'))?.rows).toBe(1);
      expect(await house.deps.batches.openBatches()).toEqual([]);
    },
  );

  it('starts one run for 100 copies of the event of a single file once the other is there', async () => {
    const random = seededRandom(SEED);
    const house = importHouse(NOW, (table) => interleaved(table, random));
    await house.drop('b1', 'films.csv', FILMS);
    await runImport(house.deps, parseImportEvent(notification('history/b1/films.csv', '1')), () => house.now);
    await house.drop('b1', 'daily.csv', DAILY);
    const copies = Array.from({ length: 100 }, () => notification('history/b1/daily.csv', '2'));
    await inWorkers(house.worker, copies, () => house.now);
    expect(house.requests).toHaveLength(1);
  });

  it.each(['in order', 'newest first', 'mixed'])('never lets an older sequencer win (%s)', async (order) => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    await house.drop('b1', 'daily.csv', DAILY);
    // Hexadecimal of unequal length: "9" < "0A" < "00B" < "10".
    const events = ['9', '0A', '00B', '10'].map((sequencer, i) =>
      notification('history/b1/daily.csv', sequencer, NOW + i * MINUTE),
    );
    const random = seededRandom(order.length);
    const sent = order === 'in order' ? events : order === 'mixed' ? shuffled(events, random) : events.toReversed();
    for (const event of sent) await runImport(house.deps, parseImportEvent(event), () => house.now);
    const arrivals = await house.deps.batches.arrivals('b1');
    expect(arrivals.find(({ name }) => name === 'daily.csv')).toMatchObject({
      sequencer: '10'.padStart(40, '0'),
      arrivedAt: NOW + 3 * MINUTE,
    });
    expect(house.requests).toHaveLength(1);
  });

  it('sees what arrives while it reads, so that a slow worker cannot undo a quick one', async () => {
    const house = importHouse(NOW);
    await house.drop('b1', 'films.csv', FILMS);
    const slow = house.worker();
    let held = false;
    const get = slow.files.get.bind(slow.files);
    const files: ImportDeps['files'] = {
      ...slow.files,
      async get(key) {
        const found = await get(key);
        if (!held) {
          held = true;
          // While the slow worker holds the films alone, the other file comes and is settled by another worker.
          await house.drop('b1', 'daily.csv', DAILY);
          const quick = parseImportEvent(notification('history/b1/daily.csv', '2'));
          await runImport(house.worker(), quick, () => house.now);
        }
        return found;
      },
    };
    await runImport({ ...slow, files }, parseImportEvent(notification('history/b1/films.csv', '1')), () => house.now);
    expect((await house.snapshot('US')).rows).toHaveLength(1);
    expect(await house.report('b1')).toMatchObject({ status: 'settled', daily: { accepted: 1 } });
    expect(house.requests).toHaveLength(1);
  });
});

describe('the schedule', () => {
  it('settles every open batch, and one that fails does not stop the others', async () => {
    const house = importHouse(NOW);
    for (const batch of ['a', 'b', 'c']) {
      await house.drop(batch, 'daily.csv', csv(DAILY_HEADER, `${batch}1,2026-01-10,10`));
      await runImport(house.deps, parseImportEvent(notification(`history/${batch}/daily.csv`, '1')), () => house.now);
    }
    house.now += 15 * MINUTE;
    const list = house.files.list.bind(house.files);
    const files: ImportDeps['files'] = {
      ...house.files,
      list: (prefix) => (prefix.includes('/b/') ? Promise.reject(new AppError('store.unavailable')) : list(prefix)),
    };
    const settle = { ...parseImportEvent({ kind: 'settle' }) };
    const first = await runImport({ ...house.deps, files }, settle, () => house.now);
    expect(first.outcomes.map(({ batch, status }) => `${batch} ${status}`)).toEqual(['a settled', 'c settled']);
    expect(first.failures.map(({ batch }) => batch)).toEqual(['b']);
    const second = await runImport(house.deps, settle, () => house.now);
    expect(second.outcomes.map(({ batch, status }) => `${batch} ${status}`)).toEqual(['b settled']);
  });
});

describe('events', () => {
  it('decodes keys of notifications and takes keys of the event bus as they are', () => {
    const [plain] = parseImportEvent(busEvent('history/2024 春+节/films.csv.gz', '1')).uploads;
    const [encoded] = parseImportEvent(notification('history/2024+%E6%98%A5%2B%E8%8A%82/films.csv.gz', '1')).uploads;
    expect(plain).toMatchObject({
      batch: '2024 春+节',
      arrival: { name: 'films.csv.gz', version: 'v1', arrivedAt: NOW },
    });
    expect(encoded?.batch).toBe(plain?.batch);
  });

  it('names objects that are no history files', () => {
    for (const key of ['history/films.csv', 'history/b/other.csv', 'history/b/c/films.csv', 'history/../films.csv']) {
      expect(parseImportEvent(busEvent(key, '1'))).toEqual({ settle: false, uploads: [], ignored: [key] });
    }
  });

  it('greets S3’s test event and refuses anything else', () => {
    expect(parseImportEvent({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'h' })).toEqual({
      ...{ settle: false, uploads: [], ignored: [] },
    });
    expect(parseImportEvent({ kind: 'settle', scheduledTime: iso(NOW) }).settle).toBe(true);
    for (const event of [null, 'x', {}, { kind: 'train' }, { Records: [{ eventSource: 'aws:sqs' }] }]) {
      expect(() => parseImportEvent(event)).toThrow(/history.event-unknown/);
    }
  });
});
