import { type KinesisClient, ListShardsCommand, type Shard } from '@aws-sdk/client-kinesis';
import type { ShardLineage } from '../../ports/shardLineage.ts';
import { storeFailure } from './storeFailure.ts';

/** Partitions of Kafka, which are numbers, have no parents. */
const KINESIS_SHARD = /^shardId-/;

/** Asks Kinesis for the parents of a shard; those whose records have expired are known to it no more. */
export function createKinesisShardLineage(client: KinesisClient): ShardLineage {
  return {
    async parents(stream, shard) {
      if (!KINESIS_SHARD.test(shard)) return [];
      const shards = new Map((await listShards(client, stream)).map((each) => [each.ShardId, each]));
      const { ParentShardId, AdjacentParentShardId } = shards.get(shard) ?? {};
      return [ParentShardId, AdjacentParentShardId].filter(
        (parent) => parent !== undefined && shards.has(parent),
      ) as string[];
    },
  };
}

async function listShards(client: KinesisClient, stream: string): Promise<readonly Shard[]> {
  const shards: Shard[] = [];
  let NextToken: string | undefined;
  try {
    do {
      // A page is asked for by its token alone.
      const answer = await client.send(new ListShardsCommand(NextToken ? { NextToken } : { StreamName: stream }));
      shards.push(...(answer.Shards ?? []));
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
  } catch (error) {
    throw storeFailure('list shards', error);
  }
  return shards;
}
