import { cpSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { readExport } from '../../../cli/system/readExport.ts';
import type { Finding } from '../../../lib/provenance/finding.ts';
import { readPublicKey } from '../../../lib/provenance/publicKey.ts';
import { verifyExport } from '../../../lib/provenance/verifyExport.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { ALTERATIONS } from './alterations.ts';
import { runStandalone } from './runStandalone.ts';

/** Copies an export beside itself, falsifies the copy, and lets both checks look at it, with a key or with its own. */
export async function lookAtCopy(good: string, falsify: (copy: string) => void, ...keyFile: readonly string[]) {
  const copy = path.join(path.dirname(good), 'altered');
  rmSync(copy, { recursive: true, force: true });
  cpSync(good, copy, { recursive: true });
  falsify(copy);
  const key = keyFile[0] === undefined ? undefined : readPublicKey(readFileSync(keyFile[0]));
  return { own: await verifyExport(await readExport(copy), key), standalone: await runStandalone(copy, ...keyFile) };
}

/** Falsifies copies of an export at random; both checks must refuse each and name the same thing first. @returns what was named */
export async function alterAndLook(options: { good: string; keyFile: string; rounds: number; seed: number }) {
  const { good, keyFile, rounds, seed } = options;
  const kinds = Object.entries(ALTERATIONS);
  const random = seededRandom(seed);
  const named = new Set<string>();
  for (let round = 0; round < rounds; round++) {
    const [kind, alter] = kinds[round % kinds.length] as (typeof kinds)[number];
    let done = '';
    const falsify = (copy: string) => {
      done = alter(copy, random);
    };
    const { own, standalone } = await lookAtCopy(good, falsify, keyFile);
    const what = `seed ${seed}, round ${round}: ${kind} (${done})`;
    const [first] = own.findings;
    expect(first, what).toBeDefined();
    expect(standalone.code, what).toBe(1);
    expect(standalone.lines[0], what).toBe(first && asLine(first));
    if (first) named.add(first.check);
  }
  return named;
}

/** A finding as the standalone script prints it. */
const asLine = ({ check, file, n }: Finding) => `${check}  ${file}${n === undefined ? '' : `, record ${n}`}`;
