import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { canonicalJson } from '../../../lib/provenance/canonicalJson.ts';
import { type ChainEntry, entryHash } from '../../../lib/provenance/chainEntry.ts';
import { type DayProof, dayBytes } from '../../../lib/provenance/dayProof.ts';
import { manifestBytes } from '../../../lib/provenance/exportManifest.ts';
import type { Random } from '../../../lib/stats/random.ts';

/** One way to falsify an export. @returns what was done */
export type Alteration = (folder: string, random: Random) => string;

interface Line {
  entry: ChainEntry;
  content?: unknown;
}

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)] as T;
const filesIn = (folder: string, part = '') =>
  readdirSync(path.join(folder, part), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(folder, path.join(parentPath, name)))
    .sort();

const readLines = (file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
const writeLines = (file: string, lines: readonly unknown[]) =>
  writeFileSync(file, lines.map((line) => `${canonicalJson(line)}\n`).join(''));

function withChain(change: (lines: Line[], random: Random, file: string) => string): Alteration {
  return (folder, random) => {
    const name = pick(filesIn(folder, 'chains'), random);
    const file = path.join(folder, name);
    const lines = readLines(file);
    const done = change(lines, random, file);
    writeLines(file, lines);
    return `${name}: ${done}`;
  };
}

const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const signedBy = (key: KeyObject, bytes: Uint8Array) => sign('sha256', bytes, key).toString('hex');

/** Hashes and links from one record on made to fit again. */
function relink(lines: Line[], from: number): void {
  for (let index = Math.max(1, from); index < lines.length; index++) {
    const [before, now] = [lines[index - 1] as Line, lines[index] as Line];
    now.entry = { ...now.entry, n: index + 1, prev: entryHash(before.entry) };
  }
}

export const ALTERATIONS: Readonly<Record<string, Alteration>> = {
  'a byte of any file is changed': (folder, random) => {
    const name = pick(filesIn(folder), random);
    const bytes = readFileSync(path.join(folder, name));
    const at = Math.floor(random() * bytes.length);
    bytes[at] = ((bytes[at] ?? 0) + 1 + Math.floor(random() * 255)) % 256;
    writeFileSync(path.join(folder, name), bytes);
    return `${name}: byte ${at}`;
  },
  'a byte of a chain or a day is changed': (folder, random) => {
    const name = pick([...filesIn(folder, 'chains'), ...filesIn(folder, 'proof')], random);
    const bytes = readFileSync(path.join(folder, name));
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
    writeFileSync(path.join(folder, name), bytes);
    return `${name}: bit of byte ${at}`;
  },
  'a file is cut short': (folder, random) => {
    const name = pick(filesIn(folder), random);
    const bytes = readFileSync(path.join(folder, name));
    writeFileSync(path.join(folder, name), bytes.subarray(0, Math.floor(random() * bytes.length)));
    return name;
  },
  'a file is deleted': (folder, random) => {
    const name = pick(filesIn(folder), random);
    rmSync(path.join(folder, name));
    return name;
  },
  'a file is added': (folder, random) => {
    const beside = pick(filesIn(folder), random);
    const name = `${path.dirname(beside)}/more-${Math.floor(random() * 1000)}${path.extname(beside)}`;
    if (!existsSync(path.join(folder, name)))
      writeFileSync(path.join(folder, name), readFileSync(path.join(folder, beside)));
    return name;
  },
  'a record is deleted': withChain((lines, random) => {
    const index = Math.floor(random() * lines.length);
    lines.splice(index, 1);
    return `record ${index + 1}`;
  }),
  'a record is deleted and the others are renumbered and linked anew': withChain((lines, random) => {
    const index = Math.floor(random() * (lines.length - 1));
    lines.splice(index, 1);
    if (index === 0 && lines[0]) lines[0].entry = { ...lines[0].entry, n: 1, prev: '0'.repeat(64) };
    relink(lines, index);
    return `record ${index + 1}`;
  }),
  'two records are swapped': withChain((lines, random) => {
    const [a, b] = [Math.floor(random() * lines.length), Math.floor(random() * (lines.length - 1))];
    const other = b >= a ? b + 1 : b;
    [lines[a], lines[other]] = [lines[other] as Line, lines[a] as Line];
    return `records ${a + 1} and ${other + 1}`;
  }),
  'a content is changed': withChain((lines, random) => {
    const index = Math.floor(random() * lines.length);
    (lines[index] as Line).content = { told: random() };
    return `record ${index + 1}`;
  }),
  'a record is changed': withChain((lines, random) => {
    const index = Math.floor(random() * lines.length);
    const line = lines[index] as Line;
    const changes: Partial<ChainEntry>[] = [
      { at: '2026-05-01T00:00:00.001Z' },
      { kind: line.entry.kind === 'forecast' ? 'raw-answer' : 'forecast' },
      { sha256: 'ab'.repeat(32) },
      { prev: 'cd'.repeat(32) },
      { source: 'another' },
      { n: line.entry.n + 1 },
    ];
    line.entry = { ...line.entry, ...pick(changes, random) };
    return `record ${index + 1}`;
  }),
  'a chain is written anew with its hashes, under the old root': withChain((lines, random) => {
    const index = Math.floor(random() * lines.length);
    const line = lines[index] as Line;
    line.entry = { ...line.entry, sha256: 'ef'.repeat(32) };
    delete line.content;
    relink(lines, index + 1);
    return `from record ${index + 1}`;
  }),
  'a record is added at the end with its hash': withChain((lines) => {
    const last = lines.at(-1) as Line;
    lines.push({ entry: { ...last.entry, n: last.entry.n + 1, sha256: '01'.repeat(32), prev: entryHash(last.entry) } });
    return `record ${lines.length}`;
  }),
  'a chain is cut short': withChain((lines, random) => {
    const left = Math.floor(random() * lines.length);
    lines.length = left;
    return `${left} records left`;
  }),
  'a day is signed by another key': (folder, random) => {
    const name = pick(filesIn(folder, 'proof'), random);
    const file = path.join(folder, name);
    const proof = JSON.parse(readFileSync(file, 'utf8')) as DayProof;
    writeLines(file, [{ ...proof, signature: signedBy(otherKey, dayBytes(proof.statement)) }]);
    return name;
  },
  'a day is stated otherwise and signed by another key': (folder, random) => {
    const name = pick(filesIn(folder, 'proof'), random);
    const file = path.join(folder, name);
    const proof = JSON.parse(readFileSync(file, 'utf8')) as DayProof;
    const statement = { ...proof.statement, sealedAt: '2026-01-01T00:00:00.000Z' };
    writeLines(file, [{ ...proof, statement, signature: signedBy(otherKey, dayBytes(statement)) }]);
    return name;
  },
  'two days are swapped': (folder, random) => {
    const [first = '', ...others] = filesIn(folder, 'proof').map((name) => path.join(folder, name));
    const second = pick(others, random);
    const [a, b] = [readFileSync(first), readFileSync(second)];
    writeFileSync(first, b);
    writeFileSync(second, a);
    return path.basename(second);
  },
  'a leaf of a day is changed': (folder, random) => {
    const name = pick(filesIn(folder, 'proof'), random);
    const file = path.join(folder, name);
    const proof = JSON.parse(readFileSync(file, 'utf8')) as DayProof;
    const index = Math.floor(random() * proof.leaves.length);
    writeLines(file, [{ ...proof, leaves: proof.leaves.with(index, '23'.repeat(32)) }]);
    return `${name}, leaf ${index}`;
  },
  'a file and the list of the export are changed, the list signed by another key': (folder, random) => {
    const name = pick(
      filesIn(folder).filter((file) => file.endsWith('.parquet')),
      random,
    );
    rmSync(path.join(folder, name));
    const list = JSON.parse(readFileSync(path.join(folder, 'export.json'), 'utf8'));
    list.files = list.files.filter((file: { name: string }) => file.name !== name);
    writeLines(path.join(folder, 'export.json'), [list]);
    writeFileSync(path.join(folder, 'export.sig'), `${signedBy(otherKey, manifestBytes(list))}\n`);
    return name;
  },
  'the key of the export is another one': (folder) => {
    const pem = createPrivateKey(otherKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(path.join(folder, 'public-key.pem'), pem.export({ type: 'sec1', format: 'pem' }));
    return 'public-key.pem';
  },
};
