import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SHIPPED_ARTIFACTS } from '../../lib/deployment/shippedArtifacts.ts';
import { isMarket, type Market } from '../../lib/film/market.ts';
import { type Manifest, readManifest } from '../../lib/training/artifact/manifest.ts';
import { PROJECT_ROOT } from './openSystem.ts';

/** Folder of the shipped artifacts, one folder per id. */
export const ARTIFACT_FOLDER = path.join(PROJECT_ROOT, 'model-artifacts');

export interface ShippedArtifact {
  readonly market: Market;
  readonly id: string;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Reads the files of one artifact from its folder. */
export async function readArtifactFolder(folder: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const names = (await readdir(folder)).sort();
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name))] as const)),
  );
}

/** The artifacts that came with the program. */
export async function shippedArtifacts(): Promise<readonly ShippedArtifact[]> {
  const markets = Object.entries(SHIPPED_ARTIFACTS).filter(([market]) => isMarket(market));
  return Promise.all(
    markets.map(async ([market, id]) => {
      const files = await readArtifactFolder(path.join(ARTIFACT_FOLDER, id));
      const manifest = readManifest(files.get('manifest.json') ?? new Uint8Array());
      return { market: market as Market, id, manifest, files };
    }),
  );
}
