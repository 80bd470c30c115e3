import type { TokenRequest } from './http/devIssuer.ts';
import type { Endpoints } from './place.ts';
import type { NotEmulated } from './template/notEmulated.ts';

export interface LocalCloudOptions {
  /** What `cdk synth` wrote. */
  readonly assembly: string;
  /** Where data is kept; undefined = in memory, and gone at the end. */
  readonly data?: string | undefined;
  /** Port of the HTTP API; 0 or undefined = any that is free. */
  readonly port?: number;
  /** Values of template parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Milliseconds before an event or a batch is tried again, once, once more …; Lambda waits one and two minutes. */
  readonly retryDelays?: readonly number[];
  /** False leaves the schedules of the template alone. */
  readonly schedules?: boolean;
  /** Processes of one function at the same time. */
  readonly mostSandboxes?: number;
}

/** The template, running on this machine. */
export interface LocalCloud {
  /** Address of the HTTP API. */
  readonly api: string;
  /** A bearer token with every scope that a route asks for. */
  readonly token: string;
  /** Issuer of the tokens. */
  readonly issuer: string;
  readonly endpoints: Endpoints;
  /** Logical id -> name. */
  readonly buckets: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, string>>;
  readonly streams: Readonly<Record<string, string>>;
  /** Folder below `functions/` (or logical id) -> name. */
  readonly functions: Readonly<Record<string, string>>;
  readonly historyBucket: string;
  readonly artifactBucket: string;
  /** Name of the stream that signals come in by, empty when the template declares none. */
  readonly signalStream: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /**
   * Variables under which another process reaches the same stores and finds the same names: endpoints, region,
   * credentials, and all that the template hands to its functions.
   */
  readonly environment: Readonly<Record<string, string>>;
  readonly notEmulated: readonly NotEmulated[];
  /** A token as asked for, for trying out what a caller may do. */
  issueToken(request: Partial<TokenRequest>): Promise<string>;
  /**
   * Calls a function and waits for its result, parsed.
   * @param functionName its name, or its folder below `functions/`
   * @throws FunctionFailed when the function fails
   */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /** What waits in a queue (a name, or the logical id's beginning), oldest first: parsed bodies and attributes. */
  queued(
    queue: string,
  ): Promise<readonly { readonly body: unknown; readonly attributes: Readonly<Record<string, string>> }[]>;
  /** Resolves when no accepted event or record waits or is being worked on; durable executions are not waited for. */
  idle(): Promise<void>;
  /** Ends calls under way, writes down what is not done, closes everything. */
  stop(): Promise<void>;
}

/** A function that was called and failed. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed';
  readonly errorType: string;

  constructor(errorType: string, message: string) {
    super(message);
    this.errorType = errorType;
  }
}
