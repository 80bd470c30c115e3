import type { ItemTable } from '../../ports/itemTable.ts';
import type { ObjectStore } from '../../ports/objectStore.ts';
import { sha256 } from '../../provenance/sha256.ts';
import { packBody, unpackBody } from './body.ts';
import { numbered, partitionOf, shardFolder } from './places.ts';
import type { BatchCommit, ShardName } from './shardState.ts';

/** Commits that are kept; a snapshot must be made before the ring comes round. */
export const RING = 256;

/** Larger bodies stand in the bucket; DynamoDB takes 400 KB. */
const MOST_INLINE = 64_000;

/** What stands in the place of a commit: it; a later one, so that this one is behind a snapshot; or nothing yet. */
type Found = { readonly commit: BatchCommit } | 'superseded' | 'none';

/**
 * The commits of a shard: batch n stands in slot n modulo {@link RING}, written only where the slot holds an earlier
 * batch. So a worker whose state is old loses, however old it is, and nothing ever needs to be removed from the table.
 */
export function createCommitRing(table: ItemTable, objects: ObjectStore) {
  const slot = (batch: number) => `commit#${String(batch % RING).padStart(4, '0')}`;
  return {
    /** @returns false when the batch was committed before, whoever did it */
    async put(name: ShardName, batch: number, commit: BatchCommit): Promise<boolean> {
      const body = packBody(commit);
      let content: { readonly body: Uint8Array } | { readonly bodyKey: string } = { body };
      if (body.length > MOST_INLINE) {
        // Named by its content: a competitor's body for the same batch is another object.
        const bodyKey = `${shardFolder(name)}commits/${numbered(batch)}-${sha256(body)}.json.gz`;
        await objects.put(bodyKey, body);
        content = { bodyKey };
      }
      const item = { pk: partitionOf(name), sk: slot(batch), batch, ...content };
      return table.put(item, { absentOrLess: { attribute: 'batch', than: batch } });
    },

    async find(name: ShardName, batch: number): Promise<Found> {
      const item = await table.get(partitionOf(name), slot(batch));
      const held = Number(item?.['batch'] ?? 0);
      if (item === undefined || held < batch) return 'none';
      if (held > batch) return 'superseded';
      const { body, bodyKey } = item;
      if (body instanceof Uint8Array) return { commit: unpackBody(body) };
      const object = await objects.get(String(bodyKey));
      return object ? { commit: unpackBody(object.body) } : 'superseded'; // bodies go when a snapshot has them
    },
  };
}
