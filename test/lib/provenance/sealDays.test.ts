import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import { entryHash } from '../../../lib/provenance/chainEntry.ts';
import { type DayProof, dayBytes, statementHash } from '../../../lib/provenance/dayProof.ts';
import { merkleRoot } from '../../../lib/provenance/merkleTree.ts';
import { sealDays } from '../../../lib/provenance/sealDays.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';
import { createDayProofs } from '../../../lib/stores/dayProofs.ts';
import { createProvenanceChains } from '../../../lib/stores/provenanceChains.ts';

const signer = createMemorySigner();
const HOUR = 3_600_000;
const at = (day: string, hour = 12) => Date.parse(`${day}T00:00:00Z`) + hour * HOUR;

function setup(table: ItemTable = createMemoryItemTable(() => 0), objects: ObjectStore = createMemoryObjectStore()) {
  const chains = createProvenanceChains(table);
  const proofs = createDayProofs(table, objects);
  const record = (source: string, content: string, when: number) =>
    chains.append({ source, kind: 'raw-answer', sha256: sha256(content), at: when });
  const seal = (lastDay: string) =>
    sealDays({ chains, proofs, signer, clock: () => at(lastDay, 24.5) }, parseDay(lastDay));
  const all = async () => {
    const found: DayProof[] = [];
    for await (const proof of proofs.all()) found.push(proof);
    return found;
  };
  return { chains, proofs, record, seal, all };
}

describe('sealing the days', () => {
  it('signs one root over the records of all chains, and says how far every chain reached', async () => {
    const { record, seal, all } = setup();
    const one = await record('maoyan', 'a', at('2026-05-01'));
    const two = await record('douban', 'b', at('2026-05-01', 13));
    const three = await record('maoyan', 'c', at('2026-05-01', 14));
    await record('maoyan', 'd', at('2026-05-02'));
    await seal('2026-05-01');
    const [proof, ...more] = await all();
    expect(more).toEqual([]);
    const leaves = [two, one, three].map(entryHash);
    expect(proof?.leaves).toEqual(leaves);
    expect(proof?.statement).toEqual({
      day: '2026-05-01',
      sealedAt: '2026-05-02T00:30:00.000Z',
      previous: '0'.repeat(64),
      size: 3,
      root: merkleRoot(leaves),
      chains: [
        { source: 'douban', entries: 1, head: leaves[0] },
        { source: 'maoyan', entries: 2, head: leaves[2] },
      ],
    });
    const signature = Buffer.from(proof?.signature ?? '', 'hex');
    expect(await signer.verify(dayBytes(proof?.statement as never), signature)).toBe(true);
  });

  it('catches up the days it missed, those without a record too, and links each to the one before', async () => {
    const { record, seal, all } = setup();
    expect(await seal('2026-04-30')).toEqual([]);
    for (const day of ['2026-05-01', '2026-05-02', '2026-05-04']) await record('maoyan', day, at(day));
    expect((await seal('2026-05-05')).map(({ day, size }) => `${day} ${size}`)).toEqual([
      ...['2026-05-01 1', '2026-05-02 1', '2026-05-03 0', '2026-05-04 1', '2026-05-05 0'],
    ]);
    const proofs = (await all()).map(({ statement }) => statement);
    expect(proofs.map(({ previous }) => previous)).toEqual([
      ...['0'.repeat(64), ...proofs.slice(0, -1).map((statement) => statementHash(statement))],
    ]);
    expect(proofs[2]?.root).toBe(merkleRoot([]));
    expect(await seal('2026-05-05')).toEqual([]);
  });

  it('puts what came after its day was sealed into the next day', async () => {
    const { record, seal, all } = setup();
    await record('maoyan', 'a', at('2026-05-01'));
    await seal('2026-05-01');
    await record('douban', 'late', at('2026-05-01', 23));
    expect(await seal('2026-05-01')).toEqual([]);
    await seal('2026-05-03');
    expect((await all()).map(({ statement }) => `${statement.day} ${statement.size}`)).toEqual([
      ...['2026-05-01 1', '2026-05-02 1', '2026-05-03 0'],
    ]);
  });

  it('never replaces a day: a second seal that saw more takes the first one’s word and goes on from there', async () => {
    const { chains, record, seal, all, proofs } = setup();
    await record('maoyan', 'a', at('2026-05-01'));
    // The second seal has looked for the last sealed day before the first one wrote it.
    const slow = { ...proofs, latest: async () => undefined };
    await seal('2026-05-01');
    const [first] = await all();
    await record('maoyan', 'b', at('2026-05-01', 23));
    await record('earlier', 'c', at('2026-04-28'));
    const deps = { chains, proofs: slow, signer, clock: () => at('2026-05-03') };
    await sealDays(deps, parseDay('2026-05-02'));
    const [kept, next] = await all();
    expect(kept).toEqual(first);
    expect(next?.statement).toMatchObject({ day: '2026-05-02', size: 2, previous: statementHash(first?.statement) });
  });

  it('seals every record exactly once, however records, seals and deaths mix', async () => {
    const step = fc.oneof(
      fc.record({ source: fc.constantFrom('a', 'b', 'c'), day: fc.nat(6), hour: fc.nat(23), content: fc.nat(60) }),
      fc.record({ sealed: fc.nat(6), twice: fc.boolean(), diesAt: fc.option(fc.nat(12)) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const inner = createMemoryItemTable(() => 0);
        let callsLeft = Number.POSITIVE_INFINITY;
        const alive = async <T>(work: () => Promise<T>) => {
          if (callsLeft-- <= 0) throw new Error('died');
          return work();
        };
        const mortal: ItemTable = {
          get: (pk, sk) => alive(() => inner.get(pk, sk)),
          put: (item, condition) => alive(() => inner.put(item, condition)),
          remove: (pk, sk) => alive(() => inner.remove(pk, sk)),
          query: (pk, options) => alive(() => inner.query(pk, options)),
        };
        const kept = createMemoryObjectStore();
        const mortalObjects: ObjectStore = {
          ...kept,
          get: (key) => alive(() => kept.get(key)),
          put: (key, body, options) => alive(() => kept.put(key, body, options)),
          list: (prefix) => alive(() => kept.list(prefix)),
        };
        const house = setup(mortal, mortalObjects);
        const dayOf = (offset: number) => formatDay(parseDay('2026-05-01') + offset);
        for (const one of steps) {
          if ('source' in one) await house.record(one.source, `${one.content}`, at(dayOf(one.day), one.hour));
          else {
            callsLeft = one.diesAt ?? callsLeft;
            const seals = Array.from({ length: one.twice ? 2 : 1 }, () => house.seal(dayOf(one.sealed)));
            await Promise.allSettled(seals);
            callsLeft = Number.POSITIVE_INFINITY;
          }
        }
        await house.seal(dayOf(20));
        const hashes: string[] = [];
        for (const source of await house.chains.sources())
          for await (const entry of house.chains.entries(source)) hashes.push(entryHash(entry));
        const proofs = await house.all();
        expect(proofs.flatMap(({ leaves }) => leaves).sort()).toEqual(hashes.sort());
        let before: DayProof | undefined;
        for (const proof of proofs) {
          expect(proof.statement.previous).toBe(statementHash(before?.statement));
          if (before) expect(parseDay(proof.statement.day)).toBe(parseDay(before.statement.day) + 1);
          expect(proof.statement.root).toBe(merkleRoot(proof.leaves));
          before = proof;
        }
        const [heads = []] = [before?.statement.chains];
        for (const { source, entries, head } of heads) {
          const last = await house.chains.head(source);
          expect([entries, head]).toEqual([last?.n, last && entryHash(last)]);
        }
      }),
      { seed: 20260504, numRuns: 300 },
    );
  });
});
