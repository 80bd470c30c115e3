import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BuiltArtifact } from '../../lib/training/artifact/buildArtifact.ts';

/** Writes an artifact below a folder, under its id; it appears whole or not at all. @returns its folder */
export async function writeArtifact(folder: string, { id, files }: BuiltArtifact): Promise<string> {
  const target = path.join(folder, id);
  const draft = `${target}.draft-${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    for (const [name, bytes] of files) await writeFile(path.join(draft, name), bytes);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return target;
}
