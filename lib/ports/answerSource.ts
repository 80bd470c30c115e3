/** A request as it goes out: every secret is filled in, so it is never logged or kept. */
export interface SourceRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Hosts, each with a port where it is not 443, that this request and its redirects may reach. */
  readonly hosts: readonly string[];
  readonly rate: { readonly perSecond: number; readonly concurrency: number };
  /** Tags of an earlier answer: when nothing has changed, no body comes. */
  readonly known?: { readonly etag?: string; readonly lastModified?: string };
}

interface FoundAnswer {
  readonly status: 'found';
  readonly body: Uint8Array;
  /** Status of HTTP, 200 … 299. */
  readonly code: number;
  readonly contentType: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** How often it was asked for. */
  readonly attempts: number;
}

export type SourceReply =
  | FoundAnswer
  | { readonly status: 'unchanged' }
  /** The source has nothing by that name (404, 410). */
  | { readonly status: 'absent'; readonly body: Uint8Array; readonly code: number; readonly contentType: string };

/** What asks providers, bounded in time, size, retries and reach. */
export interface AnswerSource {
  /** @throws AppError `collect.request-refused`, `collect.source-unavailable` */
  ask(request: SourceRequest): Promise<SourceReply>;
}
