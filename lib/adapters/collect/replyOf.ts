import { AppError } from '../../errors/appError.ts';
import type { SourceReply, SourceRequest } from '../../ports/answerSource.ts';
import type { Exchange } from './exchange.ts';
import { transientFailure } from './transientFailure.ts';

const MAY_PASS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * What an answer's status means.
 * @throws a transient failure, with what Retry-After asks; AppError `collect.source-unavailable` for a refusal that will
 * not pass
 */
export function replyOf(
  { code, headers, body }: Exchange,
  request: SourceRequest,
  { attempts, now }: { readonly attempts: number; readonly now: number },
): SourceReply {
  const contentType = headers['content-type'] ?? '';
  if (code === 304 && request.known) return { status: 'unchanged' };
  if (code === 404 || code === 410) return { status: 'absent', body, code, contentType };
  if (code >= 200 && code < 300 && code !== 206) {
    const etag = headers.etag;
    const lastModified = headers['last-modified'];
    return {
      status: 'found',
      body,
      code,
      contentType,
      attempts,
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { lastModified }),
    };
  }
  if (MAY_PASS.has(code)) {
    const retryAfterMs = readRetryAfter(headers['retry-after'], now);
    throw transientFailure(`it answered ${code}`, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  const { host, pathname } = new URL(request.url);
  throw new AppError('collect.source-unavailable', { file: `${host}${pathname}`, reason: `it answered ${code}` });
}

/** Seconds or a date, in ms from now. @see RFC 9110, 10.2.3 */
function readRetryAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined) return undefined;
  const ms = /^\s*\d{1,9}\s*$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}
