import { createHash } from 'node:crypto';
import type { Server, ServerResponse } from 'node:http';
import { type Listening, listenAgain } from '../http/listenOnLoopback.ts';
import {
  type FauxqsInternals,
  loadFauxqsInternals,
  type S3Request,
  type S3Store,
  type StoredS3Object,
} from './fauxqsInternals.ts';
import { listInByteOrder } from './listObjects.ts';
import { createPlainFilePersistence } from './plainFilePersistence.ts';
import { type CreatedObject, createSequencer, type S3EventName } from './s3Event.ts';
import { addressOf, refusalXml, refuseUnknown, refuseWrite, type S3Address } from './s3Rules.ts';

export interface S3Options {
  /** Where objects are kept; undefined = in memory. */
  readonly folder?: string | undefined;
  /** The port of last time, taken again where it is free. */
  readonly port?: number | undefined;
  /** Told of every new object before its writer gets the answer; what it rejects with fails the write. */
  readonly onCreated?: (created: CreatedObject) => Promise<void>;
}

export interface S3Server extends Listening {
  /** Creates the bucket unless it is there already, with its rules. */
  ensureBucket(name: string, rules?: BucketRules): void;
}

interface BucketRules {
  /** Refuse to replace or remove an object that is there, as a stand-in for Object Lock. */
  readonly locked?: boolean;
  /** Prefixes below which a write needs If-None-Match. */
  readonly writeOnce?: readonly string[];
}

const LARGEST_BODY = 512 * 1024 * 1024;

/**
 * S3 on loopback: fauxqs with what it lacks (conditional writes, byte order, crash-safe files, notifications,
 * write-once buckets), and 501 for what neither knows. Signatures are not checked.
 */
export async function startS3(options: S3Options = {}): Promise<S3Server> {
  const internals = await loadFauxqsInternals();
  const stores = internals.createStores();
  const store = stores.s3Store;
  const rules = new Map<string, BucketRules>();
  if (options.folder !== undefined) {
    const persistence = createPlainFilePersistence(options.folder);
    persistence.loadS3(store);
    store.persistence = persistence;
  }
  listInOrder(store);
  protectLocked(store, rules, internals);

  const app = internals.createApp(stores);
  app.removeContentTypeParser('*');
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LARGEST_BODY }, (_request, body, done) =>
    done(null, body),
  );
  app.addHook('onRequest', (request, reply, done) => {
    const refusal = refuseUnknown(request.method, request.url, request.headers);
    if (refusal === undefined) return done();
    reply.code(refusal.status).type('application/xml').send(refusalXml(refusal));
  });
  const refuse = ({ url, headers }: S3Request) => {
    const address = addressOf(url);
    const writeOnce = rules.get(address.bucket)?.writeOnce ?? [];
    return refuseWrite(
      headers,
      present(store, address)?.etag,
      writeOnce.some((prefix) => address.key.startsWith(prefix)),
    );
  };
  // Called back at once, so that nothing comes between this look and fauxqs' write.
  app.addHook('preHandler', (request, reply, done) => {
    const refusal = createdBy(request) && refuse(request);
    if (!refusal) return done();
    reply.code(refusal.status).type('application/xml').send(refusalXml(refusal));
  });
  const sequencer = createSequencer(Date.now);
  const tell = async (request: S3Request): Promise<void> => {
    const event = createdBy(request);
    const address = addressOf(request.url);
    const object = event && present(store, address);
    if (!event || !object) return;
    const { contentLength: size, etag } = object;
    await options.onCreated?.({ event, ...address, size, etag, sequencer: sequencer(), time: object.lastModified });
  };
  holdAnswers(app.server, tell);
  await app.ready();
  const listening = await listenAgain(app.server, options.port);
  return {
    ...listening,
    ensureBucket(name, bucketRules = {}) {
      store.createBucket(name);
      rules.set(name, bucketRules);
    },
    async stop() {
      await listening.stop();
      await app.close();
    },
  };
}

/**
 * Lets the answer to a successful request go out once `before` is done; when that fails the connection breaks off, and
 * the writer tries again. The framework's own hooks would send such an answer twice.
 */
function holdAnswers(server: Server, before: (request: S3Request) => Promise<void>): void {
  server.prependListener('request', ({ method = '', url = '', headers }, response) => {
    const end = response.end.bind(response) as (...rest: unknown[]) => ServerResponse;
    const hold = (...rest: unknown[]): ServerResponse => {
      if (response.statusCode >= 300) return end(...rest);
      before({ method, url, headers }).then(
        () => end(...rest),
        () => response.destroy(),
      );
      return response;
    };
    response.end = hold as typeof response.end;
  });
}

/** What a successful request brings about, undefined when no object. */
function createdBy(request: S3Request): S3EventName | undefined {
  const { searchParams } = new URL(request.url, 'http://s3');
  if (addressOf(request.url).key === '') return undefined;
  if (request.method === 'PUT' && !searchParams.has('partNumber')) {
    return 'x-amz-copy-source' in request.headers ? 'ObjectCreated:Copy' : 'ObjectCreated:Put';
  }
  const completes = request.method === 'POST' && searchParams.has('uploadId');
  return completes ? 'ObjectCreated:CompleteMultipartUpload' : undefined;
}

function present(store: S3Store, { bucket, key }: S3Address): StoredS3Object | undefined {
  try {
    return store.headObject(bucket, key);
  } catch {
    return undefined;
  }
}

function listInOrder(store: S3Store): void {
  const { buckets } = store as unknown as {
    readonly buckets: ReadonlyMap<string, ReadonlyMap<string, StoredS3Object>>;
  };
  const unknownBucket = store.listObjects.bind(store);
  store.listObjects = (bucket, options) => {
    const objects = buckets.get(bucket);
    return objects ? listInByteOrder([...objects.values()], options) : unknownBucket(bucket, options);
  };
}

/** The same bytes again are let through: a retry of a write whose answer was lost. */
function protectLocked(store: S3Store, rules: ReadonlyMap<string, BucketRules>, { s3Error }: FauxqsInternals): void {
  const refuse = (bucket: string, key: string, body?: Uint8Array) => {
    const object = rules.get(bucket)?.locked ? present(store, { bucket, key }) : undefined;
    if (!object || (body && object.etag === `"${createHash('md5').update(body).digest('hex')}"`)) return;
    throw s3Error('AccessDenied', 'Access Denied because object protected by object lock.', 403);
  };
  const { putObject, deleteObject } = store;
  store.putObject = (bucket, key, body, ...rest) => {
    refuse(bucket, key, body);
    return putObject.call(store, bucket, key, body, ...rest);
  };
  store.deleteObject = (bucket, key) => {
    refuse(bucket, key);
    deleteObject.call(store, bucket, key);
  };
}
