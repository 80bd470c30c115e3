import { AppError } from '../errors/appError.ts';
import {
  type AnswerOf,
  methodsOf,
  OPERATIONS,
  type OperationId,
  operationOf,
  type ParametersOf,
} from './operations.ts';
import { parseForecastRequest, parseParameters } from './parseRequest.ts';
import { readBody } from './readBody.ts';
import { forecastFilm } from './useCases/forecastFilm.ts';
import { listArtifacts } from './useCases/listArtifacts.ts';
import { getFilm, listFilms } from './useCases/listFilms.ts';
import { listRevisions } from './useCases/listRevisions.ts';
import { listSignals, type SignalsDeps } from './useCases/listSignals.ts';
import { type HealthDeps, readHealth } from './useCases/readHealth.ts';
import type { ServiceDeps } from './useCases/serviceDeps.ts';

/** A request as any gateway can give it. */
export interface ApiRequest {
  /** "GET /v1/films" for a route of the gateway, anything else for what no route took. */
  readonly routeKey: string;
  readonly method: string;
  readonly path: string;
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  readonly isBase64Encoded: boolean;
}

type Handlers = {
  readonly [Id in OperationId]: (parameters: ParametersOf<Id>, request: ApiRequest) => Promise<AnswerOf<Id>>;
};

/**
 * Answers requests of the HTTP API: finds the operation, reads parameters and body, calls its use case.
 * @returns a function from a request to the body of its 200 answer; throws AppError for every other
 */
export function createRequestHandler<Model>(
  deps: ServiceDeps<Model> & HealthDeps<Model> & SignalsDeps,
): (request: ApiRequest) => Promise<AnswerOf<OperationId>> {
  const handlers: Handlers = {
    createForecast: async (_, request) => forecastFilm(deps, parseForecastRequest(readBody(request))),
    listFilms: (parameters) => listFilms(deps.histories, parameters),
    getFilm: (parameters) => getFilm(deps.histories, parameters),
    listFilmForecasts: (parameters) => listRevisions(deps, parameters),
    listFilmSignals: (parameters) => listSignals(deps, parameters),
    listArtifacts: (parameters) => listArtifacts(deps, parameters),
    getHealth: () => readHealth(deps),
  };
  const call = <Id extends OperationId>(id: Id, request: ApiRequest): Promise<AnswerOf<Id>> => {
    const given = { ...request.query, ...request.pathParameters };
    const parameters = parseParameters(OPERATIONS[id].parameters, given) as ParametersOf<Id>;
    return handlers[id](parameters, request);
  };
  return async (request) => {
    const id = operationOf(request.routeKey);
    if (id === undefined) throw unknownRoute(request);
    return call(id, request);
  };
}

function unknownRoute({ method, path }: ApiRequest): AppError {
  const shown = path.slice(0, 200).toWellFormed();
  const allowed = methodsOf(path);
  if (allowed.length === 0) return new AppError('request.route-unknown', { path: shown });
  return new AppError('request.method-unknown', {
    path: shown,
    method: method.slice(0, 20),
    allowed: allowed.join(', '),
  });
}
