import { deflateRawSync, gzipSync } from 'node:zlib';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';

// Run in a process of its own with little memory: makes one hostile file, reads it, and prints what it took.

const MB = 1024 * 1024;
const HEADER = 'film_id,title,market,release_date,final_gross,currency';
const ROW = 'f1,T,US,2020-01-10,,USD\n';

/** A gzip file whose trailer declares two gigabytes, of a few bytes. */
function lyingGzip(): Uint8Array {
  const honest = gzipSync(`${HEADER}\n${ROW}`);
  honest.writeUInt32LE(2 ** 31, honest.length - 4);
  return honest;
}

/** Zeros in gzip at about 1000:1, made without holding them. */
function zeros(megabytes: number): Uint8Array {
  const members = Array.from({ length: megabytes / 16 }, () => gzipSync(Buffer.alloc(16 * MB)));
  return Buffer.concat(members);
}

const BOMBS: Readonly<Record<string, () => Uint8Array>> = {
  'gzip 1000:1': () => zeros(512),
  'declared 2 GB': lyingGzip,
  'nested gzip': () => gzipSync(zeros(512)),
  'a million columns': () => Buffer.from(`${HEADER}${',c'.repeat(1_000_000)}\n${ROW}`),
  'a row of a million cells': () =>
    Buffer.from(`${HEADER}\n${ROW}${'x,'.repeat(1_000_000)}\n${ROW.replace('f1', 'f2')}`),
  'a cell of 100 MB': () => gzipSync(Buffer.concat([Buffer.from(`${HEADER}\nf1,`), Buffer.alloc(100 * MB, 'x')])),
  'a cell of 40 MB': () => gzipSync(Buffer.concat([Buffer.from(`${HEADER}\n${ROW}`), Buffer.alloc(40 * MB, 'x')])),
  'an open quote and a million rows': () => gzipSync(`${HEADER}\nf1,"T,US,2020-01-10,,USD\n${ROW.repeat(1_000_000)}`),
  'a million quotes': () => Buffer.from(`${HEADER}\n${'"\n'.repeat(1_000_000)}`),
  'not gzip after all': () => Buffer.concat([Buffer.from([0x1f, 0x8b]), deflateRawSync('x')]),
};

const body = (BOMBS[process.argv[2] ?? ''] ?? (() => new Uint8Array()))();
const before = process.memoryUsage.rss();
const started = performance.now();
const films = await parseFilms({ name: 'films.csv', body }, { now: Date.now() });
const elapsed = performance.now() - started;
await parseDaily({ name: 'daily.csv', body: body.subarray(0, 1_000) }, { now: Date.now(), filmOf: () => undefined });
// The highest of the whole process: making the bomb counts, too, so this is an upper bound.
const peak = process.resourceUsage().maxRSS * 1024;
const answer =
  films.status === 'refused' ? films.refusal.code : `${films.items.length} films, ${films.quarantine.length} bad`;
process.stdout.write(JSON.stringify({ answer, ms: Math.round(elapsed), mb: Math.round((peak - before) / MB) }));
