import { PREFIX } from '../deployment/environment.ts';
import { AppError } from '../errors/appError.ts';
import type { Market } from '../film/market.ts';
import type { Clock } from '../ports/clock.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import type { SignatureVerifier, Signer } from '../ports/signer.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import type { ArtifactFiles } from '../training/artifact/artifactFiles.ts';
import { type ArtifactEntry, type ArtifactPage, type ArtifactRecord, createArtifactIndex } from './artifactIndex.ts';
import {
  type Champion,
  championOf,
  EARLIER_KEPT,
  fromPointerItem,
  pointerKey,
  sealedBytes,
  toPointerItem,
} from './championPointer.ts';
import { pointerAt, replacePointer } from './pointerChanges.ts';

/** How a switch of champions ended, with the champion that serves now. */
type PromotionOutcome =
  | { readonly promoted: true; readonly champion: Champion }
  | { readonly promoted: false; readonly champion: Champion | undefined };

/** Reading artifacts and champions: all that serving needs. */
export interface ArtifactReader {
  /**
   * The stored files of an artifact, unchecked: whoever opens them verifies hashes and signature.
   * @returns undefined when nothing is stored under this id
   */
  load(artifactId: string): Promise<ArtifactFiles | undefined>;
  /** Registered artifacts, the newest of a market first. */
  list(options?: { market?: Market; limit?: number; cursor?: string }): Promise<ArtifactPage>;
  /**
   * The artifact that serves a market.
   * @returns undefined when the market has none yet
   * @throws AppError `champion.seal-invalid` when the pointer was not written by this product
   */
  champion(market: Market): Promise<Champion | undefined>;
  /**
   * The artifact that served a market at an instant (ms).
   * @returns undefined when it had none yet
   * @throws AppError `champion.seal-invalid`
   */
  championAt(market: Market, instant: number): Promise<Champion | undefined>;
}

export interface ArtifactRegistry extends ArtifactReader {
  /**
   * Stores the files under write-once keys and registers them; a repetition with the same files is harmless.
   * @throws AppError `artifact.conflict` when the id is taken by other bytes
   */
  save(entry: ArtifactEntry, artifact: ArtifactFiles): Promise<ArtifactRecord>;
  /**
   * Makes a saved artifact the champion by one conditional write. The loser of a race learns who won and has changed
   * nothing.
   * @param expectedVersion version of the champion it was judged against, 0 when the market had none
   * @param evidence why, for people; anything that has JSON
   * @throws AppError `artifact.unknown` unless the artifact is registered for this market
   */
  promote(market: Market, artifactId: string, expectedVersion: number, evidence: unknown): Promise<PromotionOutcome>;
  /**
   * Returns to the champion before the present one.
   * @throws AppError `champion.none`, `champion.no-previous`
   */
  rollback(market: Market, evidence: unknown): Promise<Champion>;
}

export interface ArtifactReaderDeps {
  /** The operations table. */
  readonly table: ItemTable;
  /** The artifact bucket. */
  readonly objects: ObjectStore;
  readonly verifier: SignatureVerifier;
}

export interface ArtifactRegistryDeps extends Omit<ArtifactReaderDeps, 'verifier'> {
  readonly signer: Signer;
  readonly clock: Clock;
}

const SIGNATURE = 'manifest.sig';
const folder = (artifactId: string) => `${PREFIX.artifacts}${artifactId}/`;

/** The registry as those see it who only serve. */
export function createArtifactReader({ table, objects, verifier }: ArtifactReaderDeps): ArtifactReader {
  const believe = async (market: Market, item: Item | undefined): Promise<Champion | undefined> => {
    if (!item) return undefined;
    const pointer = fromPointerItem(market, item);
    if (!pointer || !(await verifier.verify(sealedBytes(pointer.champion), pointer.seal))) {
      throw new AppError('champion.seal-invalid', { market, version: Number(item['version'] ?? 0) });
    }
    return pointer.champion;
  };
  return {
    async load(artifactId) {
      const keys = await objects.list(folder(artifactId));
      const stored = await Promise.all(keys.map((key) => objects.get(key)));
      const files = new Map<string, Uint8Array>();
      for (const [index, key] of keys.entries()) {
        const object = stored[index];
        if (object) files.set(key.slice(folder(artifactId).length), object.body);
      }
      if (files.size === 0) return undefined;
      const signature = files.get(SIGNATURE);
      files.delete(SIGNATURE);
      return signature ? { files, signature } : { files };
    },
    list: (options) => createArtifactIndex(table).list(options),
    async champion(market) {
      const { pk, sk } = pointerKey(market);
      return believe(market, await table.get(pk, sk));
    },
    championAt: async (market, instant) => believe(market, await pointerAt(table, pointerKey(market).pk, instant)),
  };
}

/** The registry as training and operators see it: artifacts in the bucket, their index and the champions in the table. */
export function createArtifactRegistry({ table, objects, signer, clock }: ArtifactRegistryDeps): ArtifactRegistry {
  const reader = createArtifactReader({ table, objects, verifier: signer });
  const index = createArtifactIndex(table);

  const replace = async (champion: Champion, expectedVersion: number): Promise<boolean> => {
    const item = toPointerItem(champion, await signer.sign(sealedBytes(champion)));
    const present = await table.get(item.pk, item.sk);
    if (Number(present?.['version'] ?? 0) !== expectedVersion) return false;
    return replacePointer(table, item, present);
  };

  return {
    ...reader,
    async save(entry, { files, signature }) {
      for (const [name, body] of files) await writeOnce(objects, entry.artifactId, name, body);
      // ECDSA draws a fresh number per signature, so a repetition signs differently: the first one stays.
      if (signature) await objects.put(folder(entry.artifactId) + SIGNATURE, signature, { onlyIfAbsent: true });
      return index.register(entry, clock());
    },

    async promote(market, artifactId, expectedVersion, evidence) {
      const record = await index.find(market, artifactId);
      if (!record) throw new AppError('artifact.unknown', { artifactId, market });
      const present = await standing(reader, market);
      const champion = championOf({
        market,
        artifactId,
        sequence: record.sequence,
        version: expectedVersion + 1,
        since: clock(),
        earlier: present.earlier,
        evidence: canonicalJson(evidence ?? null),
      });
      if (present.version === expectedVersion && (await replace(champion, expectedVersion))) {
        return { promoted: true, champion };
      }
      // A retry after a lost answer meets its own write.
      const winner = await reader.champion(market);
      return winner?.artifactId === artifactId && winner.version === champion.version
        ? { promoted: true, champion: winner }
        : { promoted: false, champion: winner };
    },

    async rollback(market, evidence) {
      for (;;) {
        const present = await reader.champion(market);
        if (!present) throw new AppError('champion.none', { market });
        const [target, ...earlier] = present.earlier;
        if (!target) throw new AppError('champion.no-previous', { market });
        const version = present.version + 1;
        const parts = {
          market,
          ...target,
          version,
          since: clock(),
          earlier,
          evidence: canonicalJson(evidence ?? null),
        };
        const champion = championOf(parts);
        if (await replace(champion, present.version)) return champion;
      }
    },
  };
}

/**
 * The version to be replaced and what a later rollback may return to. A pointer with a broken seal can be replaced by
 * whoever names its version, but nothing that it says is believed.
 */
async function standing(reader: ArtifactReader, market: Market) {
  try {
    const present = await reader.champion(market);
    if (!present) return { version: 0, earlier: [] };
    const { artifactId, sequence, version } = present;
    return { version, earlier: [{ artifactId, sequence }, ...present.earlier].slice(0, EARLIER_KEPT) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'champion.seal-invalid') throw error;
    return { version: Number(error.params['version']), earlier: [] };
  }
}

async function writeOnce(objects: ObjectStore, artifactId: string, name: string, body: Uint8Array): Promise<void> {
  const key = folder(artifactId) + name;
  if (await objects.put(key, body, { onlyIfAbsent: true })) return;
  const stored = await objects.get(key);
  if (!stored || Buffer.compare(stored.body, body) !== 0) {
    throw new AppError('artifact.conflict', { artifactId, file: name });
  }
}
