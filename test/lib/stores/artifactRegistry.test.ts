import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import type { Item } from '../../../lib/ports/itemTable.ts';
import { createArtifactRegistry } from '../../../lib/stores/artifactRegistry.ts';

import { switchChampionsUnderReaders } from './championSwitches.ts';

const text = (content: string) => new TextEncoder().encode(content);

function setup() {
  let now = 1_700_000_000_000;
  const table = createMemoryItemTable(() => now);
  const objects = createMemoryObjectStore();
  const signer = createMemorySigner();
  const registry = createArtifactRegistry({ table, objects, signer, clock: () => now++ });
  const save = (artifactId: string, market: 'CN' | 'US' = 'CN') =>
    registry.save(
      { artifactId, market, createdAsOf: '2026-01-01' },
      {
        files: new Map([
          ['manifest.json', text(`{"id":"${artifactId}"}`)],
          ['model.onnx', text(`graph of ${artifactId}`)],
        ]),
        signature: text(`signature of ${artifactId}`),
      },
    );
  return { table, objects, signer, registry, save };
}

describe('the artifact registry', () => {
  it('gives back the files and the signature that were saved', async () => {
    const { registry, save } = setup();
    await save('a1');
    const loaded = await registry.load('a1');
    expect([...(loaded?.files.keys() ?? [])].sort()).toEqual(['manifest.json', 'model.onnx']);
    expect(loaded?.signature).toEqual(text('signature of a1'));
    expect(await registry.load('nothing')).toBeUndefined();
  });

  it('writes an id once: the same files again change nothing, other files are a conflict', async () => {
    const { registry, save } = setup();
    const first = await save('a1');
    expect(await save('a1')).toEqual(first);
    const other = registry.save(
      { artifactId: 'a1', market: 'CN', createdAsOf: '2026-01-01' },
      { files: new Map([['manifest.json', text('{}')]]) },
    );
    await expect(other).rejects.toMatchObject({ code: 'artifact.conflict' });
  });

  it('finishes a save that was broken off between files', async () => {
    const { registry, objects, save } = setup();
    await objects.put('artifacts/a1/manifest.json', text('{"id":"a1"}'));
    await save('a1');
    expect((await registry.list()).artifacts.map((record) => record.artifactId)).toEqual(['a1']);
  });

  it('numbers artifacts per market, also when many are saved at once', async () => {
    const { registry, save } = setup();
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => save(id)));
    await save('u', 'US');
    const { artifacts } = await registry.list({ market: 'CN' });
    expect(artifacts.map((record) => record.sequence)).toEqual([5, 4, 3, 2, 1]);
    expect((await registry.list({ market: 'US' })).artifacts).toMatchObject([{ artifactId: 'u', sequence: 1 }]);
    const page = await registry.list({ limit: 4 });
    const rest = await registry.list({ limit: 4, cursor: page.cursor ?? '' });
    expect([...page.artifacts, ...rest.artifacts]).toHaveLength(6);
  });

  it('has no champion until one is promoted, and then names the one before it', async () => {
    const { registry, save } = setup();
    await save('a');
    await save('b');
    expect(await registry.champion('CN')).toBeUndefined();
    expect(await registry.promote('CN', 'a', 0, { why: 'first' })).toMatchObject({ promoted: true });
    await registry.promote('CN', 'b', 1, { gain: 0.04 });
    expect(await registry.champion('CN')).toMatchObject({
      artifactId: 'b',
      sequence: 2,
      version: 2,
      previous: { artifactId: 'a', sequence: 1 },
      evidence: '{"gain":0.04}',
    });
    expect(await registry.champion('US')).toBeUndefined();
  });

  it('lets one of two challengers win; the other learns who serves and has changed nothing', async () => {
    const { registry, save } = setup();
    for (const id of ['a', 'b', 'c']) await save(id);
    await registry.promote('CN', 'a', 0, null);
    const outcomes = await Promise.all([registry.promote('CN', 'b', 1, null), registry.promote('CN', 'c', 1, null)]);
    const winner = outcomes.find((outcome) => outcome.promoted)?.champion;
    const loser = outcomes.find((outcome) => !outcome.promoted);
    expect(outcomes.filter((outcome) => outcome.promoted)).toHaveLength(1);
    expect(loser?.champion).toEqual(winner);
    expect(await registry.champion('CN')).toEqual(winner);
  });

  it('takes the repetition of a promotion whose answer was lost for the promotion itself', async () => {
    const { registry, save } = setup();
    await save('a');
    await registry.promote('CN', 'a', 0, null);
    expect(await registry.promote('CN', 'a', 0, null)).toMatchObject({ promoted: true, champion: { version: 1 } });
  });

  it('promotes only what is registered for the market', async () => {
    const { registry, save } = setup();
    await save('u', 'US');
    await expect(registry.promote('CN', 'u', 0, null)).rejects.toMatchObject({ code: 'artifact.unknown' });
  });

  it('rolls back step by step with one command each, and says when there is nothing earlier', async () => {
    const { registry, save } = setup();
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await save(id);
      await registry.promote('CN', id, index, null);
    }
    expect(await registry.rollback('CN', 'c was wrong')).toMatchObject({ artifactId: 'b', version: 4 });
    expect(await registry.rollback('CN', 'b too')).toMatchObject({ artifactId: 'a', version: 5 });
    await expect(registry.rollback('CN', '')).rejects.toMatchObject({ code: 'champion.no-previous' });
    await expect(registry.rollback('US', '')).rejects.toMatchObject({ code: 'champion.none' });
  });

  it('refuses a pointer that was changed by hand, in any of its parts', async () => {
    const { registry, save, table } = setup();
    await save('a');
    await save('b');
    await registry.promote('CN', 'a', 0, null);
    await registry.promote('CN', 'b', 1, null);
    const genuine = (await table.get('champion#CN', 'pointer')) as Item;
    const forgeries: readonly Item[] = [
      { ...genuine, artifactId: 'a', sequence: 1 },
      { ...genuine, version: 99 },
      { ...genuine, evidence: '"better"' },
      { ...genuine, seal: new Uint8Array(70) },
      { ...genuine, earlier: [] },
      { ...genuine, earlier: 'none' },
      { pk: 'champion#CN', sk: 'pointer' },
    ];
    for (const forgery of forgeries) {
      await table.put(forgery);
      await expect(registry.champion('CN')).rejects.toMatchObject({ code: 'champion.seal-invalid' });
    }
    await table.put({ ...genuine, pk: 'champion#US' });
    await expect(registry.champion('US')).rejects.toMatchObject({ code: 'champion.seal-invalid' });
  });

  it('lets a trusted artifact be promoted over a broken pointer, of which nothing is believed', async () => {
    const { registry, save, table } = setup();
    await save('a');
    await registry.promote('CN', 'a', 0, null);
    await table.put({ ...((await table.get('champion#CN', 'pointer')) as Item), version: 7 });
    expect(await registry.promote('CN', 'a', 7, 'repaired')).toMatchObject({ promoted: true });
    expect(await registry.champion('CN')).toMatchObject({ artifactId: 'a', version: 8, earlier: [] });
  });

  it('R9 shows 10,000 reads during 100 switches one whole version each', async () => {
    const { table, objects } = setup();
    expect(await switchChampionsUnderReaders(table, objects)).toBeLessThan(5000);
  });
});
