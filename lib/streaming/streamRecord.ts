/** One record as a stream delivers it. */
export interface StreamRecord {
  /** Digits, compared as whole numbers; a record that is delivered again has the same. */
  readonly sequence: string;
  readonly data: Uint8Array;
  /** When the stream took it in, milliseconds since the epoch: the same whenever it is delivered. */
  readonly arrivedAt: number;
}

/** Records of one shard, in the order of the shard. */
export interface StreamBatch {
  readonly stream: string;
  readonly shard: string;
  readonly records: readonly StreamRecord[];
}
