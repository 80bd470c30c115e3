import { AppError, type ErrorParams } from '../errors/appError.ts';
import { describeError, type ErrorCode } from '../errors/catalogue.ts';
import type { FieldProblem, Problem } from './contract/problem.ts';
import { type FieldFault, InvalidRequest } from './invalidRequest.ts';
import { statusOf } from './statusOf.ts';
import { STATUS_TEXTS } from './statusTexts.ts';

/** Media type of every error answer. */
export const PROBLEM_TYPE = 'application/problem+json';

/**
 * What is answered for an error, as RFC 9457 has it. Of errors that are not the product's own nothing is told but the
 * request id.
 */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError && statusOf(error.code) !== 500;
  const code: ErrorCode = known ? error.code : 'service.internal';
  const params: ErrorParams = known ? error.params : { requestId };
  const status = statusOf(code);
  const { message, next } = bilingualText(code, params);
  const problem: Problem = {
    type: `urn:marquee:problem:${code}`,
    title: STATUS_TEXTS[status] ?? 'Error',
    status,
    detail: message.en,
    instance: `urn:marquee:request:${requestId}`,
    code,
    message,
    next,
    requestId,
  };
  return error instanceof InvalidRequest ? { ...problem, errors: error.faults.map(toFieldProblem) } : problem;
}

/** The sentences of a code as the API tells them. */
export function bilingualText(code: ErrorCode, params: ErrorParams) {
  const { en, zh, nextEn, nextZh } = describeError(code, params);
  return { message: { en, zh }, next: { en: nextEn, zh: nextZh } };
}

function toFieldProblem({ at, code, params }: FieldFault): FieldProblem {
  return { ...at, code, ...bilingualText(code, params) };
}
