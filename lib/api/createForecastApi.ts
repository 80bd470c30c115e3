import { createService, type ServiceOptions } from './createService.ts';
import { type ApiRequest, createRequestHandler } from './handleRequest.ts';
import type { AnswerOf, OperationId } from './operations.ts';

/** The HTTP API over its stores: from a request to the body of a 200, or an AppError. Asks nothing before it is asked. */
export function createForecastApi<Model>(
  options: ServiceOptions<Model>,
): (request: ApiRequest) => Promise<AnswerOf<OperationId>> {
  return createRequestHandler(createService(options));
}
