import type { Signer } from '../../lib/ports/signer.ts';
import type { ArtifactRegistry } from '../../lib/stores/artifactRegistry.ts';
import { FILE } from '../../lib/training/artifact/artifactFiles.ts';
import { shippedArtifacts } from './shippedArtifacts.ts';

/** Makes the shipped artifacts champions of the markets that have none yet. */
export async function seedChampions(registry: ArtifactRegistry, signer: Signer): Promise<void> {
  for (const { market, id, manifest, files } of await shippedArtifacts()) {
    if (await registry.champion(market)) continue;
    const signature = await signer.sign(files.get(FILE.manifest) ?? new Uint8Array());
    await registry.save({ artifactId: id, market, createdAsOf: manifest.createdAsOf }, { files, signature });
    await registry.promote(market, id, 0, { reason: 'shipped with the program' });
  }
}
