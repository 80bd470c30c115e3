import { randomUUID } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from '../../ports/objectStore.ts';
import { attemptsOf, storeFailure } from './storeFailure.ts';

/** Metadata of an object written once: who wrote it, to recognise our own write after a lost answer. */
const WRITER = 'writer';
const CONFLICT_ROUNDS = 5;

/** An ObjectStore over an S3 bucket. */
export function createS3ObjectStore(client: S3Client, bucket: string): ObjectStore {
  const headObject = (key: string) =>
    client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })).catch(undefinedWhenMissing);

  /** @returns undefined when another write of the same key is under way, and S3 asks to try again */
  async function putOnce(key: string, body: Uint8Array, contentType: object): Promise<boolean | undefined> {
    const writer = randomUUID();
    const object = { Bucket: bucket, Key: key, Body: body, ...contentType };
    try {
      await client.send(new PutObjectCommand({ ...object, IfNoneMatch: '*', Metadata: { [WRITER]: writer } }));
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status !== 412 && status !== 409) throw error;
      const found = attemptsOf(error) > 1 || status === 409 ? await headObject(key) : undefined;
      if (found?.Metadata?.[WRITER] === writer) return true;
      return status === 409 && found === undefined ? undefined : false;
    }
  }

  return {
    async get(key) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch(undefinedWhenMissing);
        if (!found?.Body) return undefined;
        return { body: await found.Body.transformToByteArray(), etag: found.ETag ?? '' };
      } catch (error) {
        throw storeFailure('get object', error);
      }
    },

    async head(key) {
      try {
        const found = await headObject(key);
        return found && { size: found.ContentLength ?? 0, etag: found.ETag ?? '' };
      } catch (error) {
        throw storeFailure('head object', error);
      }
    },

    async put(key, body, { onlyIfAbsent = false, contentType } = {}) {
      if (key === '') throw new TypeError('an object needs a key');
      const type = contentType === undefined ? {} : { ContentType: contentType };
      try {
        if (!onlyIfAbsent) {
          await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ...type }));
          return true;
        }
        for (let round = 0; round < CONFLICT_ROUNDS; round++) {
          const written = await putOnce(key, body, type);
          if (written !== undefined) return written;
        }
        throw new Error(`${key} is being written by others all the time`);
      } catch (error) {
        throw storeFailure('put object', error);
      }
    },

    async list(prefix) {
      const keys: string[] = [];
      try {
        for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
          for (const object of page.Contents ?? []) if (object.Key !== undefined) keys.push(object.Key);
        }
      } catch (error) {
        throw storeFailure('list objects', error);
      }
      return keys;
    },

    async remove(key) {
      try {
        await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
      } catch (error) {
        throw storeFailure('remove object', error);
      }
    },
  };
}

function statusOf(error: unknown): number | undefined {
  return error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
}

/** A missing object is an answer; a missing bucket is a failure. HEAD answers carry no code, only the status. */
function undefinedWhenMissing(error: unknown): undefined {
  if (statusOf(error) === 404 && (error as Error).name !== 'NoSuchBucket') return undefined;
  throw error;
}
