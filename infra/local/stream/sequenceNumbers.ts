const POSITION_BITS = 64n;

/**
 * The sequence number of an entry: when the stream was made, then the entry's position. It is the same at every start,
 * grows within every shard, and never meets one of a stream that was made anew.
 * @param created milliseconds since the epoch
 */
export function sequenceNumberOf(created: number, position: number): string {
  return ((BigInt(created) << POSITION_BITS) | BigInt(position)).toString();
}

/** @returns undefined when the number is none of this stream */
export function positionOf(created: number, sequenceNumber: string): number | undefined {
  if (!/^\d{1,128}$/.test(sequenceNumber)) return undefined;
  const value = BigInt(sequenceNumber);
  const position = Number(value & ((1n << POSITION_BITS) - 1n));
  return value >> POSITION_BITS === BigInt(created) && position > 0 ? position : undefined;
}
