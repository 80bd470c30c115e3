import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type { ApiRequest } from '../../lib/api/handleRequest.ts';
import { answerProblems } from '../shared/answerProblems.ts';
import { entityTags } from '../shared/entityTags.ts';
import { type HttpAnswer, type HttpEvent, jsonAnswer, toApiRequest } from '../shared/httpEvent.ts';
import { identifyRequests } from '../shared/identifyRequests.ts';

export interface HttpFunctionDeps {
  /** Answers a request with the body of a 200, or throws. */
  readonly answer: (request: ApiRequest) => Promise<unknown>;
  readonly logger: Logger;
  /** Milliseconds for measuring. */
  readonly now: () => number;
}

/** The HTTP API as a Lambda handler. */
export function createHttpFunction({ answer, logger, now }: HttpFunctionDeps) {
  return middy<HttpEvent, HttpAnswer>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(identifyRequests(logger, now))
    .use(answerProblems(logger))
    .use(httpHeaderNormalizer())
    .use(entityTags())
    .handler(async (event): Promise<HttpAnswer> => jsonAnswer(await answer(toApiRequest(event))));
}
