import { PREFIX } from '../deployment/environment.ts';
import { describeError } from '../errors/catalogue.ts';
import type { FailedRecord, FailedRecords } from '../ports/failedRecords.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { inParallel } from './inParallel.ts';

const WIDTH = 16;

/**
 * Failed records in the signals bucket, one object each under `failed/<day of arrival>/<stream>/<shard>/`: the record as
 * it came, in base64, and why it was set aside, in both languages. An object has room for records of any size and keeps
 * them until somebody has looked; written once, so that a repetition changes nothing.
 */
export function createFailedRecords(objects: ObjectStore): FailedRecords {
  return {
    async keep(records) {
      await inParallel(records, WIDTH, (record) =>
        objects.put(keyOf(record), bodyOf(record), { onlyIfAbsent: true, contentType: 'application/json' }),
      );
    },
  };
}

function keyOf({ stream, shard, sequence, arrivedAt }: FailedRecord): string {
  const day = new Date(arrivedAt).toISOString().slice(0, 10);
  return `${PREFIX.failed}${day}/${stream}/${shard}/${sequence}.json`;
}

function bodyOf({ data, arrivedAt, ...record }: FailedRecord): Uint8Array {
  const content = {
    ...record,
    arrivedAt: new Date(arrivedAt).toISOString(),
    ...describeError(record.code, record.params),
    data: Buffer.from(data).toString('base64'),
  };
  return new TextEncoder().encode(JSON.stringify(content));
}
