import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { AppError } from '../../errors/appError.ts';
import { guardedLookup, type Reach } from './reach.ts';
import { readLimited } from './readLimited.ts';
import { transientFailure } from './transientFailure.ts';

export interface ExchangeLimits {
  /** Until the connection stands, TLS included. */
  readonly connectMs: number;
  /** From there until the answer's headers. */
  readonly headersMs: number;
  /** The whole exchange, however it drips. */
  readonly wholeMs: number;
  /** Of the body, before and after it is unpacked. */
  readonly maxBytes: number;
}

export interface Exchange {
  readonly code: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

export interface ExchangeRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * One request and its answer over https: no redirect is followed, no proxy is taken from the environment, no connection
 * is kept.
 * @throws AppError `collect.request-refused`; a transient failure for whatever kept a whole answer from coming
 */
export async function exchange(request: ExchangeRequest, reach: Reach, limits: ExchangeLimits): Promise<Exchange> {
  const { method, url, headers, body } = request;
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
  const outgoing = httpsRequest(url, {
    method,
    agent,
    lookup: guardedLookup(reach),
    maxHeaderSize: 16_384,
    headers: {
      'user-agent': 'Marquee (film forecasts)',
      accept: '*/*',
      'accept-encoding': 'gzip, br, deflate',
      ...headers,
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
    },
    ...(reach.ca !== undefined && { ca: reach.ca }),
  });
  const stop = (reason: string) => outgoing.destroy(transientFailure(reason));
  const whole = setTimeout(() => stop(`the answer took longer than ${limits.wholeMs} ms`), limits.wholeMs);
  let step = setTimeout(() => stop(`no connection within ${limits.connectMs} ms`), limits.connectMs);
  outgoing.once('socket', (socket) => {
    socket.once('secureConnect', () => {
      clearTimeout(step);
      step = setTimeout(() => stop(`no answer within ${limits.headersMs} ms`), limits.headersMs);
    });
  });
  try {
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once('response', resolve);
      outgoing.once('error', reject);
      outgoing.end(body);
    });
    clearTimeout(step);
    // from here on a destroyed request fails the answer's own stream; its repetition on the request is no news
    outgoing.on('error', () => {});
    const read = await readLimited(incoming, limits.maxBytes);
    return { code: incoming.statusCode ?? 0, headers: incoming.headers, body: read };
  } catch (error) {
    throw asFailure(outgoing.errored ?? error);
  } finally {
    clearTimeout(step);
    clearTimeout(whole);
    outgoing.destroy();
    agent.destroy();
  }
}

function asFailure(error: unknown): Error {
  if (error instanceof AppError || (error instanceof Error && 'isTransient' in error)) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return transientFailure(code ?? message, { cause: error });
}
