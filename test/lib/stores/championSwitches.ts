import { expect } from 'vitest';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import { createArtifactRegistry } from '../../../lib/stores/artifactRegistry.ts';

const SWITCHES = 100;
const READS = 10_000;
const READERS = 8;

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (content: Uint8Array | undefined) => new TextDecoder().decode(content);
const pause = () => new Promise((resolve) => setImmediate(resolve));

/**
 * R9: switches champions 100 times, every tenth time back, spread over 10,000 reads by eight readers at once. Each read
 * must find a champion and all of its files, of one version; versions never fall for a reader.
 * @returns the slowest rollback, ms
 */
export async function switchChampionsUnderReaders(table: ItemTable, objects: ObjectStore): Promise<number> {
  const registry = createArtifactRegistry({ table, objects, signer: createMemorySigner(), clock: Date.now });
  const save = (artifactId: string) =>
    registry.save(
      { artifactId, market: 'CN', createdAsOf: '2026-01-01' },
      { files: new Map(['manifest.json', 'model.onnx'].map((file) => [file, bytes(`${file} of ${artifactId}`)])) },
    );
  for (let index = 0; index <= SWITCHES; index++) await save(`v${index}`);
  await registry.promote('CN', 'v0', 0, null);

  let reads = 0;
  let slowestRollback = 0;
  const switching = async () => {
    for (let index = 1; index <= SWITCHES; index++) {
      while (reads < (index * READS) / (SWITCHES + 1)) await pause();
      const began = performance.now();
      if (index % 10 === 0) {
        await registry.rollback('CN', 'drill');
        slowestRollback = Math.max(slowestRollback, performance.now() - began);
      } else expect(await registry.promote('CN', `v${index}`, index, null)).toMatchObject({ promoted: true });
    }
  };
  const versions = new Set<number>();
  const reading = async () => {
    let seen = 0;
    while (reads < READS) {
      reads++;
      const champion = await registry.champion('CN');
      await pause(); // lets a switch happen between the two reads
      const loaded = await registry.load(champion?.artifactId ?? '');
      for (const file of ['manifest.json', 'model.onnx']) {
        expect(text(loaded?.files.get(file))).toBe(`${file} of ${champion?.artifactId}`);
      }
      expect(champion?.version).toBeGreaterThanOrEqual(seen);
      seen = champion?.version ?? 0;
      versions.add(seen);
    }
  };
  await Promise.all([switching(), ...Array.from({ length: READERS }, reading)]);
  expect((await registry.champion('CN'))?.version).toBe(SWITCHES + 1);
  expect(versions.size).toBeGreaterThan(SWITCHES / 2);
  return slowestRollback;
}
