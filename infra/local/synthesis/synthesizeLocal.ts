import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { LocalError } from '../localError.ts';
import { sourceHash } from './sourceHash.ts';

/** What a synthesis is at. */
export type SynthesisStep =
  | { readonly kind: 'reused' }
  | { readonly kind: 'started' }
  /** A function is being bundled: its path in the app, such as `Marquee-Api/Forecast`. */
  | { readonly kind: 'bundling'; readonly name: string };

const ROOT = path.resolve(import.meta.dirname, '../../..');
const KEPT = 3;
const TAIL_LINES = 15;

/**
 * Synthesizes the app for this machine, unless the same sources were synthesized before.
 * @param folder holds one folder per state of the sources; the three latest are kept, since another run may use one
 * @param onStep told what happens
 * @returns the folder of the assembly, for `startLocalCloud`
 * @throws LocalError `local.synthesis-failed`
 */
export async function synthesizeLocal(
  folder: string,
  onStep: (step: SynthesisStep) => void = () => {},
): Promise<string> {
  const assembly = path.join(folder, (await sourceHash(ROOT)).slice(0, 16));
  if (await exists(path.join(assembly, 'manifest.json'))) {
    const now = new Date();
    await utimes(assembly, now, now);
    onStep({ kind: 'reused' });
    return assembly;
  }
  onStep({ kind: 'started' });
  await mkdir(folder, { recursive: true });
  const draft = path.join(folder, `draft-${randomUUID()}`);
  try {
    await synthesize(draft, onStep);
    // Whoever was quicker has made the same.
    await rename(draft, assembly).catch(async (error: unknown) => {
      if (!(await exists(assembly))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await forgetOldest(folder);
  return assembly;
}

async function synthesize(output: string, onStep: (step: SynthesisStep) => void): Promise<void> {
  const app = fileURLToPath(new URL('./synthesisApp.ts', import.meta.url));
  // tsx by its own address: the user may stand in any folder.
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), app, output], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      const name = /^Bundling asset (.+?)(\/Function)?\/Code\/Stage/.exec(line)?.[1];
      if (name !== undefined) onStep({ kind: 'bundling', name });
      if (line.trim() !== '') tail.push(line);
      if (tail.length > TAIL_LINES) tail.shift();
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new LocalError('local.synthesis-failed', { reason: tail.join('\n') });
}

async function forgetOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtimeMs })),
  );
  for (const { name } of dated.sort((a, b) => b.at - a.at).slice(KEPT)) {
    await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
