import { readdir, readFile } from 'node:fs/promises';
import { SHIPPED_ARTIFACTS } from '../../lib/deployment/shippedArtifacts.ts';
import type { Market } from '../../lib/film/market.ts';
import type { ArtifactFiles } from '../../lib/training/artifact/artifactFiles.ts';

export interface BundledArtifact {
  readonly artifactId: string;
  readonly artifact: ArtifactFiles;
}

/** Beside the bundle, as it is deployed; and where the sources find it that run without a bundle. */
const FOLDERS = [new URL('model-artifacts/', import.meta.url), new URL('../../model-artifacts/', import.meta.url)];

/**
 * The files of the artifact that came with the program for this market.
 * @returns undefined when none did
 * @throws the error of the file system when one should be there and cannot be read
 */
export async function readBundledArtifact(market: Market): Promise<BundledArtifact | undefined> {
  const artifactId = SHIPPED_ARTIFACTS[market];
  if (artifactId === undefined) return undefined;
  const [beside, below] = FOLDERS.map((folder) => new URL(`${artifactId}/`, folder));
  const files = await readFolder(beside).catch(() => readFolder(below));
  return { artifactId, artifact: { files } };
}

async function readFolder(folder: URL | undefined): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!folder) throw new RangeError('no folder');
  const names = await readdir(folder);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, folder))] as const)));
}
