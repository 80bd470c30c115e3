import { AppError } from '../../errors/appError.ts';
import type { HistorySource, SourceAnswer } from '../../ports/historySource.ts';

export interface HttpsSourceOptions {
  /** Whole time of one answer. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly fetch: typeof fetch;
}

const DEFAULTS: HttpsSourceOptions = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024, fetch: globalThis.fetch };

/**
 * History files below an https address. Only that host is asked: redirects are not followed. Size and time are bounded.
 * @param prefix for example "https://data.example/boxoffice"
 */
export function createHttpsSource(prefix: string, options: Partial<HttpsSourceOptions> = {}): HistorySource {
  const { timeoutMs, maxBytes, fetch: request } = { ...DEFAULTS, ...options };
  const base = new URL(prefix.endsWith('/') ? prefix : `${prefix}/`);
  return {
    async fetch(file, knownTag) {
      const unavailable = (reason: string, cause?: unknown) =>
        new AppError('collect.source-unavailable', { file, reason }, { cause });
      try {
        const answer = await request(new URL(file, base), {
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
          headers: knownTag === undefined ? {} : { 'if-none-match': knownTag },
        });
        if (answer.status === 304) return { status: 'unchanged' };
        if (answer.status === 404 || answer.status === 410) return { status: 'absent' };
        if (answer.status !== 200) throw unavailable(`it answered ${answer.status}`);
        const body = await readBody(answer, maxBytes);
        if (!body) throw unavailable(`it sent more than ${maxBytes} bytes`);
        return { status: 'found', body, tag: answer.headers.get('etag') ?? '' } satisfies SourceAnswer;
      } catch (error) {
        throw error instanceof AppError ? error : unavailable(explain(error), error);
      }
    },
  };
}

/** @returns undefined as soon as there is more than `maxBytes` */
async function readBody(answer: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(answer.headers.get('content-length') ?? 0) > maxBytes) {
    await answer.body?.cancel();
    return undefined;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'TimeoutError' ? 'it took too long' : `${error.message} ${describeCause(error.cause)}`.trim();
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? `(${cause.message})` : '';
}
