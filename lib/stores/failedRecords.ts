import { PREFIX } from '../deployment/environment.ts';
import { describeError } from '../errors/catalogue.ts';
import type { FailedRecord, FailedRecords } from '../ports/failedRecords.ts';
import type { FailureQueue } from '../ports/failureQueue.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { inParallel } from './inParallel.ts';

const WIDTH = 16;

/**
 * Failed records in the signals bucket, one object each under `failed/<day of arrival>/<stream>/<shard>/`: the record as
 * it came, in base64, and why it was set aside, in both languages. An object has room for records of any size and is
 * written once; then the failure queue is told of it, with the reason and the object's key.
 */
export function createFailedRecords(objects: ObjectStore, queue: FailureQueue): FailedRecords {
  return {
    async keep(records) {
      const notices = await inParallel(records, WIDTH, async (record) => {
        const [object, notice] = [keyOf(record), noticeOf(record)];
        const body = { ...notice, data: Buffer.from(record.data).toString('base64') };
        const bytes = new TextEncoder().encode(JSON.stringify(body));
        await objects.put(object, bytes, { onlyIfAbsent: true, contentType: 'application/json' });
        return { ...notice, object };
      });
      if (notices.length > 0) await queue.send(notices);
    },
  };
}

function keyOf({ stream, shard, sequence, arrivedAt }: FailedRecord): string {
  const day = new Date(arrivedAt).toISOString().slice(0, 10);
  return `${PREFIX.failed}${day}/${stream}/${shard}/${sequence}.json`;
}

function noticeOf({ data: _, arrivedAt, ...record }: FailedRecord) {
  const { code, params } = record;
  return { ...record, arrivedAt: new Date(arrivedAt).toISOString(), ...describeError(code, params) };
}
