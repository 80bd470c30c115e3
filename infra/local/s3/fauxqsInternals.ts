import type { IncomingHttpHeaders, Server } from 'node:http';
import { buildApp } from 'fauxqs';

/** The stores that fauxqs lets its owner hand in. */
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type S3Store = Stores['s3Store'];
export type S3Persistence = NonNullable<S3Store['persistence']>;
export type StoredS3Object = ReturnType<S3Store['headObject']>;
type S3ErrorClass = new (code: string, message: string, status: number, resource?: string) => Error;

/** A request and its answer, as far as hooks look at them. */
export interface S3Request {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}
interface S3Reply {
  code(status: number): S3Reply;
  type(contentType: string): S3Reply;
  send(body: string): S3Reply;
}
type CalledBack = (request: S3Request, reply: S3Reply, done: () => void) => void;

/** The part of the app's framework that the local run uses. */
interface S3App {
  readonly server: Server;
  removeContentTypeParser(type: string): void;
  addContentTypeParser(
    type: string,
    options: { readonly parseAs: 'buffer'; readonly bodyLimit: number },
    parse: (request: unknown, body: Buffer, done: (error: null, body: Buffer) => void) => void,
  ): void;
  addHook(name: 'onRequest' | 'preHandler', hook: CalledBack): void;
  ready(): PromiseLike<unknown>;
  close(): Promise<void>;
}

/** What the package keeps to itself and the local run builds on. */
export interface FauxqsInternals {
  createStores(): Stores;
  createApp(stores: Stores): S3App;
  /** An error that fauxqs answers as S3's XML. */
  s3Error(code: string, message: string, status: number): Error;
}

/** Loads the stores beside the package's entry: it exports the app but not what the app is made of. */
export async function loadFauxqsInternals(): Promise<FauxqsInternals> {
  const entry = import.meta.resolve('fauxqs');
  const load = async (file: string): Promise<Record<string, unknown>> => import(new URL(file, entry).href);
  const [s3, sqs, sns, errors] = await Promise.all([
    load('./s3/s3Store.js'),
    load('./sqs/sqsStore.js'),
    load('./sns/snsStore.js'),
    load('./common/errors.js'),
  ]);
  const { S3Store } = s3 as { S3Store: new () => S3Store };
  const { SqsStore } = sqs as { SqsStore: new () => Stores['sqsStore'] };
  const { SnsStore } = sns as { SnsStore: new () => Stores['snsStore'] };
  const { S3Error } = errors as { S3Error: S3ErrorClass };
  return {
    createStores: () => ({ s3Store: new S3Store(), sqsStore: new SqsStore(), snsStore: new SnsStore() }),
    createApp: (stores) => buildApp({ logger: false, stores }) as unknown as S3App,
    s3Error: (code, message, status) => new S3Error(code, message, status),
  };
}
