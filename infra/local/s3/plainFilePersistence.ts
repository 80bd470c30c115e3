import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { writeFileAtomicSync } from '../files/writeFileAtomic.ts';
import type { S3Persistence, S3Store, StoredS3Object } from './fauxqsInternals.ts';
import { hashedPath, keyHash, readablePath } from './objectPath.ts';

/** What is kept beside a body. */
interface ObjectRecord extends Omit<StoredS3Object, 'body' | 'lastModified'> {
  readonly lastModified: string;
  /** The body's path within `objects`. */
  readonly file: string;
  /** The body's modification time when this was written: another one means that a crash came in between. */
  readonly modified: number;
}

/**
 * Keeps objects as plain files: `<bucket>/objects/<key>`, and what else is known of each under `<bucket>/records`.
 * Both are replaced whole; a process killed at any moment leaves the old object or the new one. Uploads in parts live
 * in memory until they are completed.
 */
export function createPlainFilePersistence(folder: string): S3Persistence {
  const owners = new Map<string, string>(); // folded path -> key; some file systems fold case and Unicode forms
  const files = new Map<string, string>(); // bucket/key -> body's path
  const objects = (bucket: string) => path.join(folder, bucket, 'objects');
  const recordOf = (bucket: string, key: string) => path.join(folder, bucket, 'records', `${keyHash(key)}.json`);
  const bodyOf = (bucket: string, key: string) =>
    path.join(objects(bucket), files.get(`${bucket}/${key}`) ?? hashedPath(key));

  const choosePath = (bucket: string, key: string): string => {
    const readable = readablePath(key);
    if (readable === undefined) return hashedPath(key);
    const owner = owners.get(fold(bucket, readable));
    return owner === undefined || owner === key ? readable : hashedPath(key);
  };
  const remember = (bucket: string, key: string, file: string) => {
    owners.set(fold(bucket, file), key);
    files.set(`${bucket}/${key}`, file);
  };
  const writeBody = (bucket: string, key: string, body: Uint8Array): string => {
    const chosen = files.get(`${bucket}/${key}`) ?? choosePath(bucket, key);
    for (const file of [chosen, hashedPath(key)]) {
      const target = path.join(objects(bucket), file);
      try {
        mkdirSync(path.dirname(target), { recursive: true });
        writeFileAtomicSync(target, body);
        return file;
      } catch (error) {
        // `a` and `a/b` are both keys, but cannot be a file and a folder at once: the later one goes by its hash.
        if (file !== chosen || !isNameClash(error)) throw error;
      }
    }
    throw new Error(`no file for ${key}`);
  };

  const upsertObject: S3Persistence['upsertObject'] = (bucket, object) => {
    const { body, ...rest } = object;
    const file = writeBody(bucket, object.key, body);
    const { mtimeMs } = statSync(path.join(objects(bucket), file));
    writeFileAtomicSync(recordOf(bucket, object.key), JSON.stringify({ ...rest, file, modified: mtimeMs }));
    remember(bucket, object.key, file);
  };
  const restore = (store: S3Store, bucket: string, recordFile: string) => {
    const record = JSON.parse(readFileSync(recordFile, 'utf8')) as ObjectRecord;
    const body = path.join(objects(bucket), record.file);
    const stats = statSync(body, { throwIfNoEntry: false });
    if (stats === undefined) return rmSync(recordFile, { force: true }); // the body was removed by hand: so is the object
    store.restoreObject(bucket, currentObject(record, body, stats));
    remember(bucket, record.key, record.file);
  };

  return {
    insertBucket(name, creationDate, type) {
      mkdirSync(path.join(folder, name, 'records'), { recursive: true });
      mkdirSync(objects(name), { recursive: true });
      writeFileAtomicSync(path.join(folder, name, 'bucket.json'), JSON.stringify({ name, creationDate, type }));
    },
    deleteBucket: (name) => rmSync(path.join(folder, name), { recursive: true, force: true }),
    upsertObject,
    deleteObject(bucket, key) {
      rmSync(recordOf(bucket, key), { force: true });
      rmSync(bodyOf(bucket, key), { force: true });
      owners.delete(fold(bucket, files.get(`${bucket}/${key}`) ?? ''));
      files.delete(`${bucket}/${key}`);
    },
    readBody: (bucket, key) => readFileSync(bodyOf(bucket, key)),
    completeMultipartUpload: (_uploadId, bucket, object) => upsertObject(bucket, object),
    loadS3(store) {
      mkdirSync(folder, { recursive: true });
      for (const bucket of readdirSync(folder)) {
        const about = path.join(folder, bucket, 'bucket.json');
        if (!statSync(about, { throwIfNoEntry: false })) continue;
        const { creationDate, type } = JSON.parse(readFileSync(about, 'utf8'));
        store.createBucket(bucket, type);
        store.setBucketCreationDate(bucket, new Date(creationDate));
        const records = path.join(folder, bucket, 'records');
        for (const name of readdirSync(records)) {
          if (name.endsWith('.json')) restore(store, bucket, path.join(records, name));
          else rmSync(path.join(records, name), { force: true });
        }
      }
    },
    renameObject: unused,
    deleteObjectsByBucket: unused,
    deleteAllObjects: unused,
    saveBucketLifecycleConfiguration: ignored,
    deleteBucketLifecycleConfiguration: ignored,
    insertMultipartUpload: ignored,
    upsertMultipartPart: ignored,
    deleteMultipartUpload: ignored,
    deleteAllMultipartUploads: ignored,
    purgeAll: unused,
    close: ignored,
  };
}

/** The object as its body is now: when a crash came between body and record, what the record says of the body is old. */
function currentObject(record: ObjectRecord, file: string, stats: Stats): StoredS3Object {
  const { file: _, modified, lastModified, ...known } = record;
  const object = { ...known, body: Buffer.alloc(0), lastModified: new Date(lastModified) };
  if (modified === stats.mtimeMs && known.contentLength === stats.size) return object;
  const etag = `"${createHash('md5').update(readFileSync(file)).digest('hex')}"`;
  const { checksumAlgorithm: _a, checksumValue: _v, checksumType: _t, parts: _p, partChecksums: _c, ...plain } = object;
  return { ...plain, etag, contentLength: stats.size, lastModified: stats.mtime };
}

function fold(bucket: string, file: string): string {
  return `${bucket}/${file.normalize('NFC').toLowerCase()}`;
}

function isNameClash(error: unknown): boolean {
  return ['EEXIST', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '');
}

function ignored(): void {}

function unused(): never {
  throw new Error('not reached by any request that the local run lets through');
}
