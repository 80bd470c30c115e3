import { PREFIX } from '../deployment/environment.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { type ChainEntry, contentHash } from '../provenance/chainEntry.ts';
import type { ChainRecord, ProvenanceChains } from './provenanceChains.ts';

/** A record with its content, or with the hash of a content that is kept elsewhere for ever. */
type LoggedRecord = Omit<ChainRecord, 'sha256'> & ({ readonly content: unknown } | { readonly sha256: string });

/** Where everything that must be provable later is written down when it happens. */
export interface ProvenanceLog {
  /**
   * Keeps the content, if one is given, and adds its record to the chain of its source; the same again changes nothing.
   * @throws TypeError for content that has no JSON; AppError `store.unavailable`
   */
  append(record: LoggedRecord): Promise<ChainEntry>;
  /** The content behind a hash. @returns undefined when it is kept elsewhere */
  content(sha256: string): Promise<unknown>;
}

/** A log over the chains, whose contents are objects under their own hash: JSON that is written once. */
export function createProvenanceLog(chains: Pick<ProvenanceChains, 'append'>, objects: ObjectStore): ProvenanceLog {
  const keyOf = (sha256: string) => `${PREFIX.proof}content/${sha256}.json`;
  return {
    async append({ source, kind, at, ...given }) {
      if ('sha256' in given) return chains.append({ source, kind, at, sha256: given.sha256 });
      const sha256 = contentHash(given.content);
      const body = new TextEncoder().encode(canonicalJson(given.content));
      // First the content: a record whose content was lost could never be shown.
      await objects.put(keyOf(sha256), body, { onlyIfAbsent: true, contentType: 'application/json' });
      return chains.append({ source, kind, at, sha256 });
    },
    async content(sha256) {
      const found = await objects.get(keyOf(sha256));
      return found && JSON.parse(new TextDecoder().decode(found.body));
    },
  };
}
