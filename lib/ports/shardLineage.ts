/** What is known of how a stream was cut into shards. */
export interface ShardLineage {
  /**
   * Shards that a shard was split or merged from; their records all come before its own. Empty for a first shard.
   * @throws AppError `store.unavailable`
   */
  parents(stream: string, shard: string): Promise<readonly string[]>;
}
