/** A function as the template declares it. */
export interface FunctionDefinition {
  readonly name: string;
  readonly arn: string;
  /** File of the bundle, absolute. */
  readonly file: string;
  /** Name of the export that handles events. */
  readonly exportName: string;
  /** Folder of the bundle, absolute. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Most calls at the same time, where the template reserves any. */
  readonly concurrency: number | undefined;
  /** Further tries of an asynchronous event. */
  readonly retries: number;
  /** Age at which an asynchronous event is given up. */
  readonly maxAgeMs: number;
  /** Name of the queue for events given up. */
  readonly deadLetterQueue: string | undefined;
  readonly durable: { readonly longestMs: number; readonly retentionMs: number } | undefined;
}
