import { AppError } from '../../errors/appError.ts';
import type { SourceRequest } from '../../ports/answerSource.ts';
import { type Exchange, type ExchangeLimits, exchange } from './exchange.ts';
import { checkAddress, type Reach } from './reach.ts';

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * The answer behind at most five redirects, each checked as the first address was. Another origin is sent none of the
 * declaration's headers: they may hold credentials.
 * @throws AppError `collect.request-refused` for a redirect that leads where the declaration does not
 */
export async function followRedirects(request: SourceRequest, reach: Reach, limits: ExchangeLimits): Promise<Exchange> {
  const first = new URL(request.url);
  const hosts = [first.host, ...request.hosts];
  const deadline = performance.now() + limits.wholeMs;
  let url = first;
  for (let hop = 0; ; hop++) {
    checkAddress(url, hosts, reach);
    const isHome = url.origin === first.origin;
    const left = Math.max(1, Math.ceil(deadline - performance.now()));
    const answer = await exchange(
      {
        method: request.method,
        url,
        headers: isHome ? { ...request.headers, ...conditionsOf(request) } : {},
        ...(request.body !== undefined && { body: request.body }),
      },
      reach,
      { ...limits, wholeMs: left },
    );
    const location = answer.headers.location;
    if (!REDIRECTS.has(answer.code) || location === undefined) return answer;
    const refuse = (reason: string) => new AppError('collect.request-refused', { host: url.host, reason });
    if (hop === MOST_REDIRECTS) throw refuse(`it redirects more than ${MOST_REDIRECTS} times`);
    if (request.method !== 'GET') throw refuse('it redirects what was sent to it');
    const next = URL.parse(location, url.href);
    if (!next) throw refuse('it redirects to no address');
    url = next;
  }
}

function conditionsOf({ known }: SourceRequest): Readonly<Record<string, string>> {
  return {
    ...(known?.etag && { 'if-none-match': known.etag }),
    ...(known?.lastModified && { 'if-modified-since': known.lastModified }),
  };
}
