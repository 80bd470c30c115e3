import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoDbServer, startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import { type ChainEntry, entryHash, FIRST_LINK } from '../../../lib/provenance/chainEntry.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';
import { createProvenanceChains, type ProvenanceChains } from '../../../lib/stores/provenanceChains.ts';
import { createTable, dynamoAt } from '../../conformance/endpoints.ts';
import { startLossyProxy } from '../../conformance/lossyProxy.ts';
import { faultyTable, noFaults } from './faults.ts';

const MAY = Date.parse('2026-05-01T10:00:00Z');
const record = (content: string, at = MAY, source = 'maoyan') => {
  return { source, kind: 'signal-batch', sha256: sha256(content), at } as const;
};
async function allOf(chains: ProvenanceChains, source = 'maoyan'): Promise<readonly ChainEntry[]> {
  const entries: ChainEntry[] = [];
  for await (const entry of chains.entries(source)) entries.push(entry);
  return entries;
}

/** That a chain is whole: numbered from 1, linked, in the order of time, every content once. */
function expectWhole(entries: readonly ChainEntry[], contents: readonly string[]): void {
  expect(entries.map(({ n }) => n)).toEqual(entries.map((_, index) => index + 1));
  for (const [index, entry] of entries.entries()) {
    const before = entries[index - 1];
    expect(entry.prev).toBe(before ? entryHash(before) : FIRST_LINK);
    expect(before === undefined || before.at <= entry.at).toBe(true);
  }
  expect(entries.map((entry) => entry.sha256).sort()).toEqual(
    [...new Set(contents)].map((text) => sha256(text)).sort(),
  );
}

describe('the chain of a source', () => {
  const open = () => createProvenanceChains(createMemoryItemTable(() => 0));

  it('links every record to the one before', async () => {
    const chains = open();
    for (const text of ['a', 'b', 'c']) await chains.append(record(text));
    expectWhole(await allOf(chains), ['a', 'b', 'c']);
    expect((await chains.head('maoyan'))?.sha256).toBe(sha256('c'));
    expect(await chains.sources()).toEqual(['maoyan']);
  });

  it('recognises a content that it has: the record stays the first one, also after others', async () => {
    const chains = open();
    const first = await chains.append(record('a'));
    await chains.append(record('b'));
    expect(await chains.append(record('a', MAY + 86_400_000))).toEqual(first);
    expect(await allOf(chains)).toHaveLength(2);
    // Another kind is another record, and so is the same content of another source.
    await chains.append({ ...record('a'), kind: 'raw-answer' });
    await chains.append(record('a', MAY, 'douban'));
    expect((await allOf(chains)).map(({ kind }) => kind)).toEqual(['signal-batch', 'signal-batch', 'raw-answer']);
    expect(await chains.sources()).toEqual(['douban', 'maoyan']);
  });

  it('never goes back in time when a clock does', async () => {
    const chains = open();
    await chains.append(record('a', MAY));
    await chains.append(record('b', MAY - 5_000));
    expect((await allOf(chains)).map(({ at }) => at)).toEqual(['2026-05-01T10:00:00.000Z', '2026-05-01T10:00:00.000Z']);
  });

  it('tells what came after a record, over any number of pages', async () => {
    const chains = open();
    for (let index = 0; index < 1_205; index++) await chains.append(record(`${index}`));
    const after = await chains.after('maoyan', 2);
    expect(after.map(({ n }) => n)).toEqual(Array.from({ length: 1_203 }, (_, index) => index + 3));
    expect(await chains.after('maoyan', 1_205)).toEqual([]);
    expect(await allOf(chains)).toHaveLength(1_205);
  });

  it.each([
    ['source', { source: '' }],
    ['source', { source: 'a\nb' }],
    ['hash', { sha256: 'ABC' }],
  ])('refuses a %s that is none', async (_, part) => {
    await expect(open().append({ ...record('a'), ...part })).rejects.toThrow(TypeError);
  });

  it('stays whole whatever the order of concurrent appends, and whichever of them die at any step', async () => {
    const plan = fc.record({
      lists: fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 3 }), {
        minLength: 2,
        maxLength: 4,
      }),
      deaths: fc.array(fc.nat(40), { maxLength: 4 }),
      isWritten: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), plan, async (scheduler, { lists, deaths, isWritten }) => {
        const table = createMemoryItemTable(() => 0);
        let calls = 0;
        const shaky = interleaved(table, scheduler, () => deaths.includes(calls++), isWritten);
        const appenders = lists.map(async (list) => {
          const chains = createProvenanceChains(shaky);
          for (const text of list) await chains.append(record(text)).catch(() => undefined);
        });
        await scheduler.waitFor(Promise.all(appenders));
        const chains = createProvenanceChains(table);
        const before = await allOf(chains);
        for (const text of lists.flat()) await chains.append(record(text));
        const entries = await allOf(chains);
        expect(entries.slice(0, before.length)).toEqual(before);
        expectWhole(entries, lists.flat());
      }),
      { seed: 20260503, numRuns: 400 },
    );
  });
});

/** A table whose every answer waits for the scheduler, and which fails when told so, before or after it did its work. */
function interleaved(table: ItemTable, scheduler: fc.Scheduler, dies: () => boolean, isWritten: boolean): ItemTable {
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve());
    const isDead = dies();
    if (isDead && !isWritten) throw new Error('died before');
    const answer = await work();
    if (isDead) throw new Error('died after');
    return answer;
  };
  return {
    get: (pk, sk) => step(() => table.get(pk, sk)),
    put: (item, condition) => step(() => table.put(item, condition)),
    remove: (pk, sk, condition) => step(() => table.remove(pk, sk, condition)),
    query: (pk, options) => step(() => table.query(pk, options)),
  };
}

describe('a chain in the DynamoDB of the local run', () => {
  let server: DynamoDbServer;
  beforeAll(async () => {
    server = await startDynamoDb();
  });
  afterAll(() => server.stop());

  it('has no gap and no fork when eight processes append at the same time, some the same', async () => {
    const client = dynamoAt(server.url);
    const table = await createTable(client, 'chains', Date.now);
    const texts = Array.from({ length: 8 }, (_, worker) => [`own ${worker}`, 'shared', `own ${worker} again`]);
    await Promise.all(
      texts.map(async (list) => {
        const chains = createProvenanceChains(table);
        for (const text of list) await chains.append(record(text));
      }),
    );
    const entries = await allOf(createProvenanceChains(table));
    expectWhole(entries, texts.flat());
    expect(entries).toHaveLength(17);
    client.destroy();
  });

  it('takes turns within a process: forty appends at a time cost no more calls than one after the other', async () => {
    const inner = createMemoryItemTable(() => 0);
    const faults = noFaults();
    const chains = createProvenanceChains(faultyTable(inner, faults));
    const texts = Array.from({ length: 40 }, (_, index) => `${index}`);
    await Promise.all(texts.map((text) => chains.append(record(text))));
    expectWhole(await allOf(createProvenanceChains(inner)), texts);
    expect(faults.calls).toBe(4 * 40 + 1);
    faults.down = true;
    const both = await Promise.allSettled([chains.append(record('a')), chains.append(record('b'))]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    faults.down = false;
    expect((await chains.append(record('c'))).n).toBe(41);
  });

  it('knows its own record when the answer to its write got lost', async () => {
    const proxy = await startLossyProxy(server.url);
    const client = dynamoAt(proxy.url);
    const chains = createProvenanceChains(await createTable(client, 'lossy-chains', Date.now));
    await chains.append(record('a'));
    proxy.loseAnswers(1, (_, target) => target.endsWith('PutItem'));
    await chains.append(record('b'));
    expectWhole(await allOf(chains), ['a', 'b']);
    client.destroy();
    await proxy.stop();
  });
});
