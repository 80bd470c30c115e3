#!/usr/bin/env node
// Checks an export of Marquee from its files alone: node verify.mjs FOLDER [PUBLIC-KEY.pem]
// It imports nothing but Node itself, so that it can be read in a quarter of an hour and trusted for what it says. What
// the files mean: docs/provenance.md. Exit codes: 0 all is as it was written, 1 it is not, 2 wrong use, 3 no record.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const [folder, keyFile] = process.argv.slice(2);
const wrongUse = (message) => process.exit(process.stderr.write(`${message}\n`) && 2);
const names = namesIn(folder) ?? wrongUse('use: node verify.mjs FOLDER [PUBLIC-KEY.pem]');
const [findings, sealed, chains, NOTHING] = [[], new Map(), new Map(), '0'.repeat(64)];
let [previous, days] = [NOTHING, 0];
const read = (name) => readFileSync(path.join(folder, name));
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const leafHash = (entry) => sha256(Uint8Array.of(0), canonical(entry));
const nodeHash = (...pair) => sha256(Uint8Array.of(1), ...pair.map((hash) => Buffer.from(hash, 'hex')));
const fileOf = (source) => `chains/${encodeURIComponent(String(source).toWellFormed())}.jsonl`;
const membersOf = (value) => (value === Object(value) ? `${Object.keys(value).sort()}` : '');
const report = (check, file, n) => check && findings.push(`${check}  ${file}${n ? `, record ${n}` : ''}\n`);
const isSigned = (title, value, hex) =>
  /^([0-9a-f]{2})+$/.test(hex) && verify('sha256', Buffer.from(title + canonical(value)), key, Buffer.from(hex, 'hex'));
const key = readKey(keyFile ?? path.join(folder, 'public-key.pem'));
if (!key && keyFile) wrongUse(`${keyFile} is no P-256 key in PEM`);
if (!key) finish(report('key-unreadable', 'public-key.pem'));

// 1. The sealed days: signature, no day taken out, root over the leaves. From the first bad day on none counts.
for (const file of names.filter((name) => name.startsWith('proof/'))) {
  if (report(checkDay(file, parse(read(file), 'leaves,signature,statement') ?? {}), file)) break;
  days++;
}

function checkDay(file, { statement, leaves, signature }) {
  if (membersOf(statement) !== 'chains,day,previous,root,sealedAt,size') return 'day-unreadable';
  const areLists = Array.isArray(leaves) && Array.isArray(statement.chains);
  if (!areLists || !leaves.every((leaf) => /^[0-9a-f]{64}$/.test(leaf))) return 'day-unreadable';
  if (file !== `proof/${statement.day}.json`) return 'day-misplaced';
  if (!isSigned('marquee day 1\n', statement, signature)) return 'day-signature';
  if (statement.previous !== previous) return 'day-link';
  if (statement.size !== leaves.length || statement.root !== merkleRoot(leaves)) return 'day-root';
  previous = sha256(`marquee day 1\n${canonical(statement)}`);
  for (const { source, entries } of statement.chains) {
    const earlier = sealed.get(fileOf(source)) ?? [];
    sealed.set(fileOf(source), earlier.concat(leaves.splice(0, entries - earlier.length)));
  }
}

// 2. The chains: every record is the sealed one, has the content that it names, and follows the one before.
const ofChains = names.filter((name) => name.startsWith('chains/') && name.endsWith('.jsonl'));
for (const file of [...new Set([...sealed.keys(), ...ofChains])].sort()) {
  const leaves = sealed.get(file) ?? [];
  const chain = { entries: 0, head: NOTHING };
  chains.set(file, chain);
  for (const line of names.includes(file) ? lines(read(file)) : []) {
    chain.check = checkRecord(parse(line, 'entry', 'content,entry') ?? {}, file, leaves, chain);
    if (chain.check) break;
  }
  if (chain.entries < leaves.length) chain.check ??= 'record-missing';
  report(chain.check, file, chain.entries + 1);
}

function checkRecord({ entry, ...rest }, file, leaves, chain) {
  const n = chain.entries + 1;
  if (membersOf(entry) !== 'at,kind,n,prev,sha256,source') return 'record-unreadable';
  if (fileOf(entry.source) === file && entry.n > n) return 'record-missing';
  if (fileOf(entry.source) !== file || entry.n !== n) return 'record-misplaced';
  if (n <= leaves.length && leafHash(entry) !== leaves[n - 1]) return 'record-altered';
  if ('content' in rest && sha256(canonical(rest.content)) !== entry.sha256) return 'content-altered';
  if (entry.prev !== chain.head) return 'link-broken';
  Object.assign(chain, { entries: n, head: leafHash(entry) });
}

// 3. The signed list of the export: how far the chains reached, and every file.
const list = names.includes('export.json') ? parse(read('export.json'), 'chains,exportedAt,files') : undefined;
const [, signature] = /^([0-9a-f]+)\n$/.exec(names.includes('export.sig') ? read('export.sig').toString() : '') ?? [];
if (!list) finish(report('export-unreadable', 'export.json'));
if (!isSigned('marquee export 1\n', list, signature)) finish(report('export-signature', 'export.json'));
for (const { source, entries, head } of list.chains) {
  const chain = chains.get(fileOf(source)) ?? { entries: 0, head: NOTHING };
  if (chain.check) continue;
  if (chain.entries < entries) report('record-missing', fileOf(source), chain.entries + 1);
  else if (chain.entries > entries) report('record-unknown', fileOf(source), entries + 1);
  else if (chain.head !== head) report('record-altered', fileOf(source), chain.entries);
}
for (const { name, sha256: hash } of list.files) {
  if (!names.includes(name)) report('file-missing', name);
  else if (sha256(read(name)) !== hash) report('file-altered', name);
}
const listed = new Set(['export.json', 'export.sig', ...list.files.map(({ name }) => name)]);
for (const name of names) if (!listed.has(name)) report('file-unknown', name);
finish();

/** RFC 6962: leaves and nodes begin with different bytes; a node without a neighbour goes up as it is. */
function merkleRoot(leaves) {
  if (leaves.length < 2) return leaves[0] ?? sha256('');
  const pairs = leaves.flatMap((left, i) => (i % 2 === 0 ? [[left, leaves[i + 1]]] : []));
  return merkleRoot(pairs.map(([left, right]) => (right === undefined ? left : nodeHash(left, right))));
}

function readKey(file) {
  try {
    const found = createPublicKey(readFileSync(file));
    return found.asymmetricKeyDetails.namedCurve === 'prime256v1' ? found : undefined;
  } catch {}
}

/** JSON in one way only: members in order, no white space (RFC 8785). */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value === 0 ? 0 : value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

/** The value of a line or a file of one line; undefined unless it is canonical to the byte and has these members. */
function parse(line, ...members) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line);
    const value = JSON.parse(text);
    return `${canonical(value)}\n` === text && members.includes(membersOf(value)) ? value : undefined;
  } catch {}
}

function* lines(bytes) {
  for (let from = 0, end = 0; from < bytes.length; from = end) {
    end = bytes.indexOf(10, from) + 1 || bytes.length;
    yield bytes.subarray(from, end);
  }
}

/** Files below a folder but hidden ones, with slashes, in order; undefined when there is no folder. */
function namesIn(root) {
  try {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map(({ parentPath, name }) => path.relative(root, path.join(parentPath, name)));
    const slashed = paths.map((name) => name.replaceAll(path.sep, '/'));
    return slashed.filter((name) => !/(^|\/)\./.test(name)).sort();
  } catch {}
}

function finish() {
  const records = [...chains.values()].reduce((sum, { entries }) => sum + entries, 0);
  const fingerprint = key && sha256(key.export({ type: 'spki', format: 'der' }));
  const good = `${records} records and ${days} sealed days are as they were written, by key ${fingerprint}\n`;
  process.stdout.write(findings.join('') || good);
  process.exit(findings.length > 0 ? 1 : records === 0 ? 3 : 0);
}
