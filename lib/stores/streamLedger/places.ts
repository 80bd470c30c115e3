import { PREFIX } from '../../deployment/environment.ts';
import type { ShardName } from './shardState.ts';

/** Where a shard's records stand in the signals table. */
export const partitionOf = ({ stream, shard }: ShardName) => `stream#${stream}#${shard}`;

/** Where a shard's objects stand in the signals bucket. */
export const shardFolder = ({ stream, shard }: ShardName) => `${PREFIX.stream}${stream}/${shard}/`;

/** A batch as part of a key: sorts as text as it does as a number. */
export const numbered = (batch: number) => String(batch).padStart(12, '0');
