import type { IncomingMessage } from 'node:http';
import type { RouteMatch } from './matchRoute.ts';
import type { Identity } from './tokenVerifier.ts';

const TEXT_TYPES = /^(text\/|application\/(json|javascript|xml)\b)/i;

export interface ProxyRequest {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly match: RouteMatch;
  readonly body: Buffer;
  readonly requestId: string;
  readonly identity: Identity | undefined;
  readonly now: Date;
}

/** The event that an HTTP API hands to a function, payload format 2.0. */
export function proxyEvent({ request, url, match, body, requestId, identity, now }: ProxyRequest): object {
  const { cookie, ...headers } = request.headers;
  const query = queryOf(url);
  const text = TEXT_TYPES.test(request.headers['content-type'] ?? 'text/plain');
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split(/;\s*/) }),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    ...(query && { queryStringParameters: query }),
    ...(Object.keys(match.parameters).length > 0 && { pathParameters: match.parameters }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: match.route.key,
      stage: '$default',
      time: gatewayTime(now),
      timeEpoch: now.getTime(),
      ...(identity && { authorizer: { jwt: identity } }),
    },
    ...(body.length > 0 && { body: body.toString(text ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !text,
  };
}

function queryOf(url: URL): Record<string, string> | undefined {
  const query: Record<string, string> = {};
  for (const name of new Set(url.searchParams.keys())) {
    Object.defineProperty(query, name, { value: url.searchParams.getAll(name).join(','), enumerable: true });
  }
  return Object.keys(query).length > 0 ? query : undefined;
}

/** `12/Mar/2020:19:03:58 +0000`, as access logs write it. */
function gatewayTime(moment: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(moment.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
