import { type Day, formatDay, parseDay } from '../film/day.ts';
import type { Clock } from '../ports/clock.ts';
import type { Signer } from '../ports/signer.ts';
import type { DayProofs } from '../stores/dayProofs.ts';
import type { ProvenanceChains } from '../stores/provenanceChains.ts';
import { type ChainEntry, entryHash, FIRST_LINK } from './chainEntry.ts';
import { type DayProof, type DayStatement, dayBytes, statementHash } from './dayProof.ts';
import { merkleRoot } from './merkleTree.ts';

export interface SealDeps {
  readonly chains: Pick<ProvenanceChains, 'sources' | 'after'>;
  readonly proofs: Pick<DayProofs, 'begin' | 'latest' | 'keep'>;
  readonly signer: Pick<Signer, 'sign'>;
  readonly clock: Clock;
}

/**
 * Seals every day up to `lastDay` that is not sealed yet, from the first day with a record on, one after the other and
 * those without a record too: so of several seals at a time each comes upon what the others sealed. A record that came
 * after its day had been sealed goes into the next one. Safe to repeat.
 * @param lastDay a UTC day that is over
 * @returns the statements of the days that were sealed
 */
export async function sealDays({ chains, proofs, ...deps }: SealDeps, lastDay: Day): Promise<readonly DayStatement[]> {
  const sealed: DayStatement[] = [];
  let before = (await proofs.latest())?.statement;
  const records = await unsealedRecords(chains, before);
  const first = before ? undefined : earliestDay(records);
  if (!before && first === undefined) return sealed;
  let day = before ? parseDay(before.day) + 1 : parseDay(await proofs.begin(String(first)));
  for (; day <= lastDay; day++) {
    const { statement } = await proofs.keep(await proofOf(deps, formatDay(day), records, before));
    sealed.push(statement);
    before = statement;
  }
  return sealed;
}

type Unsealed = ReadonlyMap<string, readonly ChainEntry[]>;

async function unsealedRecords(chains: SealDeps['chains'], before: DayStatement | undefined): Promise<Unsealed> {
  const found = new Map<string, readonly ChainEntry[]>();
  for (const source of await chains.sources()) {
    found.set(source, await chains.after(source, sealedUntil(before, source)));
  }
  return found;
}

const sealedUntil = (before: DayStatement | undefined, source: string) =>
  before?.chains.find((chain) => chain.source === source)?.entries ?? 0;

const dayOfRecord = (entry: ChainEntry) => entry.at.slice(0, 10);

function earliestDay(chains: Unsealed): string | undefined {
  return [...chains.values()].flatMap(([first]) => (first ? [dayOfRecord(first)] : [])).sort()[0];
}

async function proofOf(
  { signer, clock }: Pick<SealDeps, 'signer' | 'clock'>,
  day: string,
  chains: Unsealed,
  before: DayStatement | undefined,
): Promise<DayProof> {
  const leaves: string[] = [];
  const known = new Set([...chains.keys(), ...(before?.chains ?? []).map(({ source }) => source)]);
  const heads = [...known].sort().flatMap((source) => {
    const sealed = before?.chains.find((chain) => chain.source === source) ?? { entries: 0, head: FIRST_LINK };
    const fresh = (chains.get(source) ?? []).filter((entry) => entry.n > sealed.entries && dayOfRecord(entry) <= day);
    const hashes = fresh.map(entryHash);
    for (const hash of hashes) leaves.push(hash);
    const entries = sealed.entries + hashes.length;
    return entries > 0 ? [{ source, entries, head: hashes.at(-1) ?? sealed.head }] : [];
  });
  const statement: DayStatement = {
    day,
    sealedAt: new Date(clock()).toISOString(),
    previous: statementHash(before),
    size: leaves.length,
    root: merkleRoot(leaves),
    chains: heads,
  };
  return { statement, signature: Buffer.from(await signer.sign(dayBytes(statement))).toString('hex'), leaves };
}
