import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { AppError } from '../../../lib/errors/appError.ts';
import { parseCollectEvent } from '../../../lib/history/collectEvent.ts';
import { collectHistory } from '../../../lib/history/collectHistory.ts';
import type { SourceAnswer } from '../../../lib/ports/historySource.ts';
import { createCollections } from '../../../lib/stores/collections.ts';

const SLOT = Date.parse('2026-03-02T03:10:00Z');
const DAY = 86_400_000;

/** A source in memory: what it holds by name; with tags unless it has none; failing for the names told. */
function house() {
  const held = new Map<string, string>();
  const state = { tags: true, failing: new Set<string>(), fetched: 0 };
  const files = createMemoryObjectStore();
  const collections = createCollections(createMemoryItemTable(() => 0));
  const source = {
    async fetch(file: string, knownTag?: string): Promise<SourceAnswer> {
      state.fetched++;
      if (state.failing.has(file)) throw new AppError('collect.source-unavailable', { file, reason: 'down' });
      const text = held.get(file);
      if (text === undefined) return { status: 'absent' };
      const tag = state.tags ? `"${text}"` : '';
      return tag !== '' && tag === knownTag
        ? { status: 'unchanged' }
        : { status: 'found', body: Buffer.from(text), tag };
    },
  };
  const collect = (slot = SLOT, now = slot + 5_000) =>
    collectHistory({ source, sourceName: 'https://x/', files, collections }, slot, now);
  const content = async (key: string) => Buffer.from((await files.get(key))?.body ?? []).toString();
  return { held, state, files, collections, collect, content };
}

describe('collecting history', () => {
  it('drops both files as the batch of the slot’s own time', async () => {
    const { held, collect, files, content } = house();
    held.set('films.csv', 'F1').set('daily.csv', 'D1');
    expect(await collect()).toMatchObject({ status: 'collected', batch: 'collect-20260302T031000Z' });
    expect(await files.list('')).toEqual([
      'history/collect-20260302T031000Z/daily.csv',
      'history/collect-20260302T031000Z/films.csv',
    ]);
    expect(await content('history/collect-20260302T031000Z/daily.csv')).toBe('D1');
  });

  it.each([true, false])('collects nothing while neither file has changed (source with tags: %s)', async (tags) => {
    const { held, state, collect, files } = house();
    state.tags = tags;
    held.set('films.csv', 'F1').set('daily.csv', 'D1');
    await collect();
    expect(await collect(SLOT + DAY)).toMatchObject({ status: 'unchanged' });
    expect(await files.list('')).toHaveLength(2);
    held.set('daily.csv', 'D2');
    expect(await collect(SLOT + 2 * DAY)).toMatchObject({ status: 'collected' });
    expect(await files.list('history/collect-20260304')).toHaveLength(2);
  });

  it('does a slot once, however often it is started, and never overwrites what it dropped', async () => {
    const { held, state, collect, content } = house();
    held.set('films.csv', 'F1').set('daily.csv', 'D1');
    await collect();
    const { fetched } = state;
    held.set('daily.csv', 'D2');
    expect(await collect(SLOT, SLOT + 60_000)).toMatchObject({ status: 'collected' });
    expect(state.fetched).toBe(fetched);
    expect(await content('history/collect-20260302T031000Z/daily.csv')).toBe('D1');
  });

  it('records an outage as missing, drops nothing of a half delivery, and catches up when started again', async () => {
    const { held, state, collect, collections, files } = house();
    held.set('films.csv', 'F1').set('daily.csv', 'D1');
    state.failing.add('daily.csv');
    await expect(collect()).rejects.toThrow(/collect.source-unavailable/);
    expect(await files.list('')).toEqual([]);
    expect(await collections.slots()).toMatchObject([{ status: 'missing', slot: '20260302T031000Z' }]);
    state.failing.clear();
    expect(await collect(SLOT, SLOT + 60_000)).toMatchObject({ status: 'collected' });
    expect(await collections.slots()).toMatchObject([{ status: 'collected' }]);
  });

  it('takes a source that holds nothing at all for an outage, not for an empty market', async () => {
    const { collect, collections } = house();
    await expect(collect()).rejects.toThrow(/neither file/);
    expect(await collections.slot('20260302T031000Z')).toMatchObject({ status: 'missing' });
  });

  it('collects a source that has daily rows only', async () => {
    const { held, collect, files } = house();
    held.set('daily.csv', 'D1');
    expect(await collect()).toMatchObject({ status: 'collected' });
    expect(await files.list('')).toEqual(['history/collect-20260302T031000Z/daily.csv']);
  });
});

describe('the collecting schedule’s event', () => {
  it('names the slot by its scheduled time', () => {
    expect(parseCollectEvent({ kind: 'collect', scheduledTime: '2026-03-02T03:10:00Z' })).toBe(SLOT);
    expect(parseCollectEvent({ kind: 'collect', scheduledTime: '2026-03-02T11:10:00+08:00' })).toBe(SLOT);
  });

  it.each([{}, null, { kind: 'settle' }, { kind: 'collect' }, { kind: 'collect', scheduledTime: 'now' }])(
    'refuses %j',
    (event) => {
      expect(() => parseCollectEvent(event)).toThrow(/collect.event-unknown/);
    },
  );
});
