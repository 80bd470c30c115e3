import type { IncomingMessage } from 'node:http';
import type { Cors } from './routes.ts';

/** Whether a browser asks for permission; API Gateway answers that itself where the API declares cross-origin rules. */
export function isPreflight(request: IncomingMessage): boolean {
  return request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
}

/** The cross-origin headers of an answer; none when the API declares no rules or the origin is not let in. */
export function corsHeaders(request: IncomingMessage, cors: Cors | undefined): Readonly<Record<string, string>> {
  const { origin } = request.headers;
  if (cors === undefined || origin === undefined) return {};
  const anyOrigin = cors.origins.includes('*');
  if (!anyOrigin && !cors.origins.includes(origin)) return {};
  return {
    'access-control-allow-origin': anyOrigin ? '*' : origin,
    ...(cors.credentials && { 'access-control-allow-credentials': 'true' }),
    ...(cors.exposed.length > 0 && { 'access-control-expose-headers': cors.exposed.join(',') }),
    ...(isPreflight(request) && {
      'access-control-allow-methods': cors.methods.join(','),
      'access-control-allow-headers': cors.headers.join(','),
      ...(cors.maxAge !== undefined && { 'access-control-max-age': String(cors.maxAge) }),
    }),
  };
}
