import { createHash } from 'node:crypto';
import type { MiddlewareObj } from '@middy/core';
import type { HttpAnswer, HttpEvent } from './httpEvent.ts';

/** Gives what was read a tag, and answers 304 to whoever has it already (RFC 9110, sections 8.8.3 and 13.1.2). */
export function entityTags(): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    after({ event, response }) {
      if (event.requestContext.http.method !== 'GET' || response?.statusCode !== 200 || !response.body) return;
      const tag = `"${createHash('sha256').update(response.body).digest('base64url').slice(0, 27)}"`;
      const caching = { etag: tag, 'cache-control': 'private, no-cache' };
      if (matches(event.headers['if-none-match'], tag)) {
        response.statusCode = 304;
        response.headers = caching;
        delete response.body;
      } else response.headers = { ...response.headers, ...caching };
    },
  };
}

function matches(condition: string | undefined, tag: string): boolean {
  if (condition === undefined) return false;
  return condition.split(',').some((candidate) => ['*', tag, `W/${tag}`].includes(candidate.trim()));
}
