import { describe, expect, it } from 'vitest';
import { openJournal } from '../../../infra/local/stream/journal.ts';
import type { JournalFiles } from '../../../infra/local/stream/journalFiles.ts';
import { type Random, seededRandom } from '../../../lib/stats/random.ts';
import { createFaultDisk, PowerFailure } from './fixture/faultFiles.ts';

const SEEDS = 500;
const ROUNDS = 8;

interface Ledger {
  /** Position -> entry, of all that was acknowledged. */
  readonly acknowledged: Map<number, string>;
  /** Position -> entry, of all that a reader was given. */
  readonly served: Map<number, string>;
  /** Entries that were handed over, whether acknowledged or not. */
  readonly offered: Set<string>;
  cuts: number;
}

/** Several lives of one journal on a disk that fails at random; returns what went wrong, nothing if all is well. */
async function live(seed: number, wrap: (files: JournalFiles) => JournalFiles, ledger: Ledger): Promise<string[]> {
  const random = seededRandom(seed);
  const disk = createFaultDisk(random);
  const faults: string[] = [];
  let clock = 0;
  for (let round = 0; round < ROUNDS; round++) {
    disk.failAfter(round === ROUNDS - 1 ? Number.POSITIVE_INFINITY : 1 + Math.floor(random() * 60));
    if (random() < 0.2) disk.breakSyncAfter(1 + Math.floor(random() * 10));
    try {
      const files = wrap(disk.files());
      const now = () => ++clock;
      const journal = await openJournal<string>({ files, now, about: { created: 1 }, fileBytes: 400 });
      const found = await journal.read(journal.first, Number.POSITIVE_INFINITY);
      faults.push(...compare(found, ledger));
      for (const { position, entry } of found) ledger.served.set(position, entry);
      await Promise.all(Array.from({ length: 4 }, (_, writer) => write(journal, random, ledger, `${round}-${writer}`)));
      await journal.close();
    } catch (error) {
      // The power failed, or the disk: what was acknowledged must be there next time. Nothing else may go wrong.
      if (error instanceof PowerFailure || String(error).includes('worn out')) ledger.cuts++;
      else faults.push(String(error));
    }
    if (random() < 0.3) disk.kill();
    else disk.restart();
  }
  return faults;
}

async function write(
  journal: { append(entries: readonly string[]): Promise<number> },
  random: Random,
  { acknowledged, offered }: Ledger,
  name: string,
): Promise<void> {
  for (let batch = 0; batch < 8; batch++) {
    const entries = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, index) => `${name}-${batch}-${index}`);
    for (const entry of entries) offered.add(entry);
    const first = await journal.append(entries);
    for (const [index, entry] of entries.entries()) acknowledged.set(first + index, entry);
  }
}

function compare(found: readonly { readonly position: number; readonly entry: string }[], ledger: Ledger): string[] {
  const faults: string[] = [];
  const byPosition = new Map(found.map(({ position, entry }) => [position, entry]));
  for (const [position, entry] of ledger.acknowledged) {
    if (byPosition.get(position) !== entry) faults.push(`acknowledged ${entry} at ${position}`);
  }
  for (const [position, entry] of ledger.served) {
    if (byPosition.get(position) !== entry) faults.push(`served ${entry} at ${position}`);
  }
  const seen = new Set<string>();
  for (const [index, { position, entry }] of found.entries()) {
    if (position !== index + 1 || seen.has(entry) || !ledger.offered.has(entry)) faults.push(`odd ${entry}`);
    seen.add(entry);
  }
  return faults;
}

const newLedger = (): Ledger => ({ acknowledged: new Map(), served: new Map(), offered: new Set(), cuts: 0 });

describe('a journal on a disk that loses what was not synced', () => {
  it(`R6: loses no acknowledged entry and serves none that vanishes, over ${SEEDS} seeds`, async () => {
    let cuts = 0;
    let acknowledged = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const ledger = newLedger();
      expect(await live(seed, (files) => files, ledger), `seed ${seed}`).toEqual([]);
      cuts += ledger.cuts;
      acknowledged += ledger.acknowledged.size;
    }
    expect(cuts).toBeGreaterThan(2 * SEEDS);
    expect(acknowledged).toBeGreaterThan(20 * SEEDS);
  });

  it('R6: the attack finds a journal that acknowledges before it syncs', async () => {
    const lying = (files: JournalFiles): JournalFiles => ({
      ...files,
      open: async (name) => ({ ...(await files.open(name)), sync: async () => {} }),
    });
    let losses = 0;
    for (let seed = 1; seed <= 20; seed++) losses += (await live(seed, lying, newLedger())).length;
    expect(losses).toBeGreaterThan(0);
  });

  it('R6: takes nothing any more after a sync failed, and has what was acknowledged before', async () => {
    const disk = createFaultDisk(seededRandom(1));
    const options = { now: () => 1, about: {} };
    const journal = await openJournal<string>({ ...options, files: disk.files() });
    await journal.append(['kept']);
    disk.breakSyncAfter(1);
    await expect(journal.append(['doubtful'])).rejects.toThrow('worn out');
    await expect(journal.append(['too late'])).rejects.toThrow('worn out');
    disk.restart();
    const next = await openJournal<string>({ ...options, files: disk.files() });
    const entries = (await next.read(1, 10)).map(({ entry }) => entry);
    expect(entries[0]).toBe('kept');
    expect(entries).not.toContain('too late');
  });
});
