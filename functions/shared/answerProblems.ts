import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { PROBLEM_TYPE, toProblem } from '../../lib/api/problem.ts';
import { RETRY_AFTER_SECONDS } from '../../lib/api/statusOf.ts';
import { AppError } from '../../lib/errors/appError.ts';
import type { HttpAnswer, HttpEvent } from './httpEvent.ts';

/** Turns whatever was thrown into problem+json, and writes down what was our own fault. */
export function answerProblems(logger: Logger): MiddlewareObj<HttpEvent, HttpAnswer> {
  return {
    onError(request) {
      const { error, event } = request;
      const problem = toProblem(error, event.requestContext.requestId);
      if (problem.status >= 500) logger.error('request failed', { code: problem.code, error: error as Error });
      request.response = {
        statusCode: problem.status,
        headers: { 'content-type': PROBLEM_TYPE, ...headersOf(error, problem.status) },
        body: JSON.stringify(problem),
      };
    },
  };
}

function headersOf(error: unknown, status: number): Readonly<Record<string, string>> {
  if (status === 503) return { 'retry-after': String(RETRY_AFTER_SECONDS) };
  const wrongMethod = error instanceof AppError && error.code === 'request.method-unknown';
  return wrongMethod ? { allow: String(error.params['allowed']) } : {};
}
