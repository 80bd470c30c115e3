import type * as z from 'zod';
import { ROUTES } from '../deployment/environment.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { filmPage, film as filmSchema, revisionPage } from './contract/filmAnswers.ts';
import { forecastAnswer } from './contract/forecastAnswer.ts';
import { forecastRequest } from './contract/forecastRequest.ts';
import {
  artifactsParameters,
  filmParameters,
  filmsParameters,
  noParameters,
  revisionsParameters,
} from './contract/parameters.ts';
import { artifactPage, health } from './contract/serviceAnswers.ts';
import { signalPage } from './contract/signalAnswers.ts';

/** One thing that the HTTP API can be asked. */
export interface Operation {
  readonly method: 'GET' | 'POST';
  /** With path parameters in braces. */
  readonly path: string;
  readonly summary: string;
  /** Query and path parameters together. */
  readonly parameters: z.ZodObject;
  readonly body?: z.ZodType;
  readonly answer: z.ZodType;
  /** Codes of the problems that belong to this operation; those of any request come on top. */
  readonly problems: readonly ErrorCode[];
}

const FILM_PROBLEMS = ['film.unknown', 'film.ambiguous', 'film.withdrawn'] as const;

/** Every operation by its name in the OpenAPI document. */
export const OPERATIONS = {
  createForecast: {
    method: 'POST',
    path: '/v1/forecasts',
    summary: 'Forecast what a film will earn',
    parameters: noParameters,
    body: forecastRequest,
    answer: forecastAnswer,
    problems: [
      ...FILM_PROBLEMS,
      'request.body-missing',
      'request.body-malformed',
      'request.body-too-deep',
      'request.body-too-large',
      'request.content-type',
      'request.moment-not-served',
      'request.date-in-future',
      'request.as-of-in-future',
      'request.origin-before-data',
      'forecast.too-early',
      'forecast.origin-in-future',
      'forecast.origin-not-served',
      'champion.none',
    ],
  },
  listFilms: {
    method: 'GET',
    path: '/v1/films',
    summary: 'List films, the latest release of each market first',
    parameters: filmsParameters,
    answer: filmPage,
    problems: ['store.cursor'],
  },
  getFilm: {
    method: 'GET',
    path: '/v1/films/{id}',
    summary: 'Read one film',
    parameters: filmParameters,
    answer: filmSchema,
    problems: FILM_PROBLEMS,
  },
  listFilmForecasts: {
    method: 'GET',
    path: '/v1/films/{id}/forecasts',
    summary: 'Read what was forecast of a film and when, with what changed',
    parameters: revisionsParameters,
    answer: revisionPage,
    problems: [...FILM_PROBLEMS, 'store.cursor'],
  },
  listFilmSignals: {
    method: 'GET',
    path: '/v1/films/{id}/signals',
    summary: 'Read what is known of a film by signals: events, days, windows',
    parameters: revisionsParameters,
    answer: signalPage,
    problems: [...FILM_PROBLEMS, 'store.cursor'],
  },
  listArtifacts: {
    method: 'GET',
    path: '/v1/artifacts',
    summary: 'List trained models, the newest of each market first',
    parameters: artifactsParameters,
    answer: artifactPage,
    problems: ['store.cursor'],
  },
  getHealth: {
    method: 'GET',
    path: '/v1/health',
    summary: 'Say what serves, from which data, and which stores answer; needs no token',
    parameters: noParameters,
    answer: health,
    problems: [],
  },
} as const satisfies Record<string, Operation>;

export type OperationId = keyof typeof OPERATIONS;

/** What an operation answers with. */
export type AnswerOf<Id extends OperationId> = z.infer<(typeof OPERATIONS)[Id]['answer']>;

/** Query and path parameters of an operation as they are read. */
export type ParametersOf<Id extends OperationId> = z.infer<(typeof OPERATIONS)[Id]['parameters']>;

/** The key that the gateway gives with an event, for example "GET /v1/films". */
export const routeKey = ({ method, path }: Pick<Operation, 'method' | 'path'>) => `${method} ${path}`;

const BY_ROUTE: ReadonlyMap<string, OperationId> = new Map(
  (Object.keys(OPERATIONS) as OperationId[]).map((id) => [routeKey(OPERATIONS[id]), id]),
);

/** @returns undefined for the gateway's `$default` and whatever else is no operation */
export function operationOf(key: string): OperationId | undefined {
  return BY_ROUTE.get(key);
}

/** Methods that a path answers, for whoever used another one. */
export function methodsOf(path: string): readonly string[] {
  return Object.values(OPERATIONS)
    .filter((operation) => patternOf(operation.path).test(path))
    .map(({ method }) => method);
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}

/** The OAuth scope that a caller of an operation must have; undefined when anybody may. */
export function scopeOf(id: OperationId): string | undefined {
  const { method, path } = OPERATIONS[id];
  return ROUTES.find((route) => route.method === method && route.path === path)?.scope;
}
