import { createHash } from 'node:crypto';

/** A part of a stream: the records whose keys hash into its range keep their order. */
export interface Shard {
  readonly id: string;
  /** First and last hash key, decimal. */
  readonly from: string;
  readonly to: string;
}

const HASH_KEYS = 1n << 128n;

/** Divides the hash keys evenly. */
export function divideIntoShards(count: number): readonly Shard[] {
  const size = HASH_KEYS / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    id: `shardId-${String(index).padStart(12, '0')}`,
    from: (size * BigInt(index)).toString(),
    to: (index === count - 1 ? HASH_KEYS - 1n : size * BigInt(index + 1) - 1n).toString(),
  }));
}

/**
 * The index of the shard that a record goes to: by the MD5 of its partition key, or by a hash key that was given.
 * @returns undefined when the given hash key is none
 */
export function shardOf(partitionKey: string, explicitHashKey: string | undefined, count: number): number | undefined {
  const hash =
    explicitHashKey === undefined
      ? BigInt(`0x${createHash('md5').update(partitionKey, 'utf8').digest('hex')}`)
      : wholeNumber(explicitHashKey);
  if (hash === undefined || hash >= HASH_KEYS) return undefined;
  // The last shard takes what the division leaves over.
  return Math.min(count - 1, Number(hash / (HASH_KEYS / BigInt(count))));
}

function wholeNumber(text: string): bigint | undefined {
  return /^(0|[1-9]\d{0,38})$/.test(text) ? BigInt(text) : undefined;
}
