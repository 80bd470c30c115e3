import { describe, expect, it } from 'vitest';
import { consumeBatch } from '../../../lib/streaming/consumeBatch.ts';
import type { StreamRecord } from '../../../lib/streaming/streamRecord.ts';
import { at, reading } from '../windows/reading.ts';
import { record, toMessage, toRecords } from './records.ts';
import { contents, newWorker, newWorld, SHARD } from './world.ts';

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const change = {
  ...{ type: 'film.changed', eventId: 'c1', filmId: 'A', market: 'CN', source: 'maoyan' },
  ...{ field: 'releaseDate', old: '2026-02-17', new: '2026-02-20', observedAt: '2026-01-01T10:00:00+08:00' },
};

describe('taking a batch of records in', () => {
  it('keeps the events, writes the windows, and asks for fresh forecasts with the reason', async () => {
    const world = newWorld();
    const deps = newWorker(world);
    const events = [
      reading({ observedAt: at(10), value: 500 }),
      reading({ observedAt: at(10, 5), metric: 'social_heat', kind: 'level', value: 8 }),
    ];
    const records = [...toRecords(events, 100n), record(102n, change, at(10, 6))];
    expect(await consumeBatch(deps, { ...SHARD, records })).toEqual({
      ...{ skipped: 0, taken: 3, failed: 0, duplicates: 0, late: 0, rows: 4, clockSkewMs: 0 },
    });
    expect([...world.kept.keys()]).toEqual([...events.map(({ eventId }) => eventId), 'c1']);
    const { windows } = await deps.windows.list('CN', 'A');
    expect(windows.slice(0, 2)).toEqual([
      {
        ...{ market: 'CN', filmId: 'A', start: at(10), end: at(11), presaleGross: 500, presaleTickets: 0 },
        ...{ socialHeat: 8, count: 2, lastEventAt: at(10, 5), closed: false },
      },
      expect.objectContaining({ start: at(9, 45), end: at(10, 45), count: 2 }),
    ]);
    const changed = ['presale_gross', 'social_heat', 'film.releaseDate'];
    expect(world.requests).toEqual([
      { market: 'CN', filmId: 'A', reason: { changed, window: { start: at(10), end: at(11) } } },
    ]);
  });

  it('asks for a fresh forecast of a film whose catalogue alone has changed', async () => {
    const world = newWorld();
    await consumeBatch(newWorker(world), { ...SHARD, records: [record(1n, change, at(10))] });
    expect(world.requests).toEqual([{ market: 'CN', filmId: 'A', reason: { changed: ['film.releaseDate'] } }]);
  });

  it('R8 sets 1 poison record of 100 aside with its reason, and takes the 99 others in once', async () => {
    const world = newWorld();
    const events = Array.from({ length: 99 }, (_, index) => reading({ observedAt: at(10, 0, index % 60) }));
    const records: StreamRecord[] = [...toRecords(events.slice(0, 50), 1n), ...toRecords(events.slice(50), 52n)];
    records.splice(50, 0, record(51n, { ...toMessage(reading({ observedAt: at(10) })), unit: 'yuan' }, at(10)));
    for (const _ of [1, 2]) await consumeBatch(newWorker(world), { ...SHARD, records });
    expect(world.kept.size).toBe(99);
    expect((await newWorker(world).windows.list('CN', 'A')).windows[0]).toMatchObject({ count: 99, presaleGross: 99 });
    const keys = await world.objects.list('failed/');
    expect(keys).toEqual([`failed/2026-01-01/signals/${SHARD.shard}/51.json`]);
    const kept = JSON.parse(text((await world.objects.get(keys[0] ?? ''))?.body)) as Record<string, string>;
    expect(kept).toMatchObject({ code: 'signal.unit', sequence: '51', arrivedAt: '2026-01-01T10:00:00.000Z' });
    expect(kept['en']).toContain('presale_gross is not counted in "yuan"');
    expect(kept['zh']).toContain('单位不能是“yuan”');
    expect(Buffer.from(kept['data'] ?? '', 'base64')).toEqual(Buffer.from(records[50]?.data ?? []));
  });

  it.each<[string, unknown, string]>([
    ['no JSON', new TextEncoder().encode('{"eventId": '), 'stream.unreadable'],
    ['nothing at all', new Uint8Array(), 'stream.unreadable'],
    ['bytes that are no UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]), 'stream.unreadable'],
    ['JSON that is nested without end', new TextEncoder().encode('['.repeat(900_000)), 'stream.unreadable'],
    ['JSON that is no object', [1, 2], 'signal.malformed'],
    ['null', null, 'signal.malformed'],
    ['an object that sets prototypes', JSON.parse('{"__proto__": {"type": "film.changed"}}'), 'signal.malformed'],
    ['half a cent', { ...toMessage(reading({ observedAt: at(10) })), value: 0.5 }, 'signal.value'],
    ['a metric nobody knows', { ...toMessage(reading({ observedAt: at(10) })), metric: 'luck' }, 'signal.malformed'],
  ])('defect 55: sets a record aside that is %s, and the stream moves on', async (_, content, code) => {
    const world = newWorld();
    const good = toRecords([reading({ observedAt: at(10) })], 8n);
    const outcome = await consumeBatch(newWorker(world), { ...SHARD, records: [record(7n, content, at(10)), ...good] });
    expect(outcome).toMatchObject({ taken: 1, failed: 1, rows: 4 });
    const [key = ''] = await world.objects.list('failed/');
    expect(JSON.parse(text((await world.objects.get(key))?.body))).toMatchObject({ code });
    expect((await newWorker(world).ledger.open(SHARD)).sequence).toBe('8');
  });

  it('R17 sets events of a wrong clock aside, says how wrong it is, and goes on with the others', async () => {
    const world = newWorld();
    const deps = newWorker(world);
    const ahead = { ...reading({ observedAt: at(18) }), ingestedAt: at(12) };
    const outcome = await consumeBatch(deps, {
      ...SHARD,
      records: toRecords([reading({ observedAt: at(12) }), ahead], 1n),
    });
    expect(outcome).toMatchObject({ taken: 1, failed: 1, clockSkewMs: 6 * 3_600_000 });
    expect(world.kept.size).toBe(1);
    const { windows } = await deps.ledger.open(SHARD);
    expect(windows.watermark).toBe(at(11, 50));
    const next = await consumeBatch(deps, { ...SHARD, records: toRecords([reading({ observedAt: at(12, 5) })], 3n) });
    expect(next).toMatchObject({ late: 0, rows: 4 });
  });

  it('keeps an event that windows cannot add up, and reports it', async () => {
    const world = newWorld();
    const events = [1, 2, 3].map((second) => reading({ observedAt: at(10, 0, second), value: 1e15 }));
    const outcome = await consumeBatch(newWorker(world), { ...SHARD, records: toRecords(events, 1n) });
    expect(outcome).toMatchObject({ taken: 3, failed: 1 });
    expect(world.kept.size).toBe(3);
    const [key = ''] = await world.objects.list('failed/');
    expect(text((await world.objects.get(key))?.body)).toContain('"code":"stream.sum"');
  });

  it('defect 53: keeps an event that is too late for every window, for the forecasts to see', async () => {
    const world = newWorld();
    const deps = newWorker(world);
    await consumeBatch(deps, { ...SHARD, records: toRecords([reading({ observedAt: at(12) })], 1n) });
    await consumeBatch(deps, { ...SHARD, records: toRecords([reading({ observedAt: at(12) })], 2n) });
    const late = { ...reading({ observedAt: at(10), value: -70 }), ingestedAt: at(12) };
    expect(await consumeBatch(deps, { ...SHARD, records: toRecords([late], 3n) })).toMatchObject({ late: 4, rows: 0 });
    expect(world.kept.get(late.eventId)).toMatchObject({ value: -70, ingestedAt: at(12) });
  });

  it('takes the arrival in the stream for the moment of taking in, however late it is delivered', async () => {
    const world = newWorld();
    const event = reading({ observedAt: at(10), ingestedAt: at(10, 0, 3) });
    await consumeBatch(newWorker(world), { ...SHARD, records: toRecords([event], 1n) });
    expect(world.kept.get(event.eventId)?.ingestedAt).toBe(at(10, 0, 3));
  });

  it('answers for records that are all held already without writing anything', async () => {
    const world = newWorld();
    const records = toRecords([reading({ observedAt: at(10) })], 1n);
    await consumeBatch(newWorker(world), { ...SHARD, records });
    const before = await contents(world);
    let calls = 0;
    const worker = newWorker(world, async (moment) => {
      if (moment === 'after') calls++;
    });
    expect(await consumeBatch(worker, { ...SHARD, records })).toMatchObject({ skipped: 1, taken: 0 });
    expect(calls).toBeLessThan(6); // pointer, commit, the next commit, mark
    expect(await contents(world)).toEqual(before);
  });
});
