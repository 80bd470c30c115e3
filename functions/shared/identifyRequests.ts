import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj, Request } from '@middy/core';
import type { HttpAnswer, HttpEvent } from './httpEvent.ts';

/**
 * Puts the request's id into every log line and every answer, keeps answers out of shared caches and browsers from
 * guessing types, and writes one line per request: what was asked and how it ended, without headers, query or body.
 */
export function identifyRequests(logger: Logger, now: () => number): MiddlewareObj<HttpEvent, HttpAnswer> {
  const started = new WeakMap<object, number>();
  const finish = ({ event, response }: Request<HttpEvent, HttpAnswer>) => {
    if (!response) return;
    const { requestId } = event.requestContext;
    response.headers = {
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...response.headers,
      'x-request-id': requestId,
    };
    const ms = Math.round(now() - (started.get(event) ?? now()));
    logger.info('request answered', { route: event.routeKey, status: response.statusCode, ms });
  };
  return {
    before({ event }) {
      started.set(event, now());
      logger.appendKeys({ request_id: event.requestContext.requestId });
    },
    after: finish,
    onError: finish,
  };
}
