import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExport } from '../../../cli/system/readExport.ts';
import { contentHash, entryHash } from '../../../lib/provenance/chainEntry.ts';
import { dayBytes } from '../../../lib/provenance/dayProof.ts';
import type { ExportFiles } from '../../../lib/provenance/exportFiles.ts';
import { provesInclusion } from '../../../lib/provenance/merkleTree.ts';
import { readPublicKey } from '../../../lib/provenance/publicKey.ts';
import { recordProof } from '../../../lib/provenance/recordProof.ts';
import { temporaryFolder } from '../../temporaryFolder.ts';
import { exportToFolder } from '../export/exportToFolder.ts';
import { createExportWorld } from '../export/exportWorld.ts';

describe('the proof of one record', () => {
  let files: ExportFiles;
  let world: Awaited<ReturnType<typeof createExportWorld>>;
  let remove: () => Promise<void>;
  beforeAll(async () => {
    const temporary = await temporaryFolder();
    remove = temporary.remove;
    world = await createExportWorld();
    files = await readExport((await exportToFolder(world.sources, temporary.folder)).folder);
  });
  afterAll(() => remove());

  it('shows every sealed record, with its content, to who has nothing else but the public key', async () => {
    const key = readPublicKey(await files.read('public-key.pem'));
    let shown = 0;
    for (const source of await world.sources.chains.sources()) {
      for await (const entry of world.sources.chains.entries(source)) {
        const proof = await recordProof(files, source, entry.n);
        expect(proof === undefined).toBe(entry.at.startsWith('2026-05-05'));
        if (!proof) continue;
        const { index, path, statement, signature, content } = proof;
        expect(proof.entry).toEqual(entry);
        expect(key?.verifies(dayBytes(statement), signature)).toBe(true);
        const leaf = entryHash(proof.entry);
        expect(provesInclusion({ leaf, index, size: statement.size, path }, statement.root)).toBe(true);
        expect(
          provesInclusion({ leaf: entryHash({ ...entry, n: 99 }), index, size: statement.size, path }, statement.root),
        ).toBe(false);
        if (content !== undefined) expect(contentHash(content)).toBe(entry.sha256);
        shown++;
      }
    }
    expect(shown).toBeGreaterThan(50);
  });

  it('is not there for a record that is not there', async () => {
    expect(await recordProof(files, 'maoyan', 0)).toBeUndefined();
    expect(await recordProof(files, 'maoyan', 1_000)).toBeUndefined();
    expect(await recordProof(files, 'nobody', 1)).toBeUndefined();
  });
});
