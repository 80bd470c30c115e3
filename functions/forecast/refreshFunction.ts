import type { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { parseRefresh } from '../../lib/api/parseRefresh.ts';
import { type RefreshDeps, type Refreshed, refreshForecasts } from '../../lib/api/useCases/refreshForecasts.ts';

export interface RefreshFunctionDeps<Model> {
  readonly service: RefreshDeps<Model>;
  readonly logger: Logger;
}

/** Fresh forecasts as a Lambda handler: called asynchronously with `{kind: 'refresh', films}`, and again when it fails. */
export function createRefreshFunction<Model>({ service, logger }: RefreshFunctionDeps<Model>) {
  return middy<unknown, readonly Refreshed[]>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .handler(async (event) => {
      const outcomes = await refreshForecasts(service, parseRefresh(event));
      const count = (status: Refreshed['status']) => outcomes.filter((outcome) => outcome.status === status).length;
      logger.info('films refreshed', { fresh: count('fresh'), answered: count('answered'), refused: count('refused') });
      return outcomes;
    });
}
