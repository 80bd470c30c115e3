import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** What the templates and bundles are made from. */
const SOURCES = ['infra', 'functions', 'lib', 'model-artifacts', 'package-lock.json', 'tsconfig.json', 'cdk.json'];
// How a template is run does not change the template.
const APART = ['infra/local'];

/** A hash of everything that a synthesis depends on: sources by path and content, and this machine's platform. */
export async function sourceHash(root: string): Promise<string> {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of (await Promise.all(SOURCES.map((source) => filesBelow(root, source)))).flat()) {
    const content = createHash('sha256').update(await readFile(path.join(root, file)));
    hash.update(`${file} ${content.digest('hex')}\n`);
  }
  return hash.digest('hex');
}

async function filesBelow(root: string, source: string): Promise<readonly string[]> {
  const found = await stat(path.join(root, source)).catch(() => undefined);
  if (found?.isFile()) return [source];
  if (!found?.isDirectory() || APART.includes(source)) return [];
  const names = (await readdir(path.join(root, source))).sort();
  return (await Promise.all(names.map((name) => filesBelow(root, `${source}/${name}`)))).flat();
}
