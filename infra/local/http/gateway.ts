import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FunctionHost } from '../lambda/functionHost.ts';
import type { Outcome } from '../lambda/outcome.ts';
import { corsHeaders, isPreflight } from './cors.ts';
import { gatewayProblem } from './gatewayProblem.ts';
import { createRouteMatcher, type RouteMatch } from './matchRoute.ts';
import { type HttpAnswer, proxyAnswer } from './proxyAnswer.ts';
import { proxyEvent } from './proxyEvent.ts';
import { BodyTooLarge, readBody } from './readBody.ts';
import type { Cors, Route } from './routes.ts';
import type { Identity, VerifyToken } from './tokenVerifier.ts';

const LARGEST_BODY = 10 * 1024 * 1024;

export interface GatewayDeps {
  readonly routes: readonly Route[];
  readonly cors: Cors | undefined;
  readonly host: FunctionHost;
  readonly verify: VerifyToken;
}

/** The HTTP API of the template: finds the route, checks the token, calls the function, gives its answer. */
export function createGateway({ routes, cors, host, verify }: GatewayDeps): RequestListener {
  const matchRoute = createRouteMatcher(routes);

  const answer = async (request: IncomingMessage, requestId: string): Promise<HttpAnswer> => {
    const url = urlOf(request);
    if (url === undefined) return gatewayProblem(400);
    if (cors && isPreflight(request)) return { status: 204, headers: {}, body: Buffer.alloc(0) };
    const match = matchRoute(request.method ?? 'GET', url.pathname);
    if (match === undefined) return gatewayProblem(404);
    const admitted = await admit(request, match, verify);
    if ('status' in admitted) return admitted;
    const body = await readBody(request, LARGEST_BODY);
    const { identity } = admitted;
    const event = JSON.stringify(proxyEvent({ request, url, match, body, requestId, identity, now: new Date() }));
    return callFunction(host, match.route, event);
  };

  return (request, response) => {
    const requestId = randomUUID();
    answer(request, requestId)
      .catch((error: unknown) => gatewayProblem(error instanceof BodyTooLarge ? 413 : 500))
      .then((found) => send(request, response, found, { 'apigw-requestid': requestId, ...corsHeaders(request, cors) }));
  };
}

async function admit(
  request: IncomingMessage,
  { route }: RouteMatch,
  verify: VerifyToken,
): Promise<HttpAnswer | { readonly identity: Identity | undefined }> {
  if (route.authorization === undefined) return { identity: undefined };
  const verdict = await verify(request.headers.authorization, route.authorization);
  switch (verdict.kind) {
    case 'admitted':
      return { identity: verdict.identity };
    case 'missing':
      return gatewayProblem(401, { 'www-authenticate': 'Bearer' });
    case 'invalid':
      return gatewayProblem(401, { 'www-authenticate': 'Bearer error="invalid_token"' });
    case 'insufficient': {
      const scope = route.authorization.scopes.join(' ');
      return gatewayProblem(403, { 'www-authenticate': `Bearer scope="${scope}" error="insufficient_scope"` });
    }
  }
}

async function callFunction(host: FunctionHost, route: Route, event: string): Promise<HttpAnswer> {
  const definition = host.find(route.functionArn);
  if (definition === undefined) return gatewayProblem(500);
  const patience = new AbortController();
  const tired = pause(route.timeoutMs, undefined, { signal: patience.signal }).catch(() => undefined);
  const outcome: Outcome | undefined = await Promise.race([host.invoke(definition, event), tired]);
  patience.abort();
  if (outcome === undefined) return gatewayProblem(503);
  if (outcome.ok) return proxyAnswer(outcome.payload) ?? gatewayProblem(500);
  return gatewayProblem('stopped' in outcome ? 503 : 500);
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
  more: Readonly<Record<string, string>>,
): void {
  // What is left of a refused body is thrown away, and the connection ends with the answer.
  const unread = request.complete ? {} : { connection: 'close' };
  if (!request.complete) request.resume();
  const bare = status === 204 || status === 304;
  response.writeHead(status, {
    ...(headers as Record<string, string | string[]>),
    ...more,
    ...unread,
    ...(!bare && { 'content-length': body.length }),
  });
  response.end(request.method === 'HEAD' || bare ? undefined : body);
}

function urlOf(request: IncomingMessage): URL | undefined {
  try {
    return new URL(request.url ?? '/', 'http://api');
  } catch {
    return undefined;
  }
}
