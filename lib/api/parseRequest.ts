import type * as z from 'zod';
import {
  type FilmInputsRequest,
  filmInputsRequest,
  type KnownFilmRequest,
  knownFilmRequest,
} from './contract/forecastRequest.ts';
import { fieldFaults } from './fieldFaults.ts';
import { InvalidRequest } from './invalidRequest.ts';

/** What a forecast is asked for: a film of the history, or a film that the request describes. */
export type ForecastRequest =
  | { readonly kind: 'known-film'; readonly known: KnownFilmRequest }
  | { readonly kind: 'film-inputs'; readonly inputs: FilmInputsRequest };

/**
 * Reads the body of POST /v1/forecasts: with a `filmId` it asks for a known film, else it must give the inputs.
 * @throws InvalidRequest naming every wrong field
 */
export function parseForecastRequest(body: unknown): ForecastRequest {
  if (typeof body === 'object' && body !== null && Object.hasOwn(body, 'filmId')) {
    return { kind: 'known-film', known: parseObject(knownFilmRequest, body, 'body') };
  }
  return { kind: 'film-inputs', inputs: parseObject(filmInputsRequest, body, 'body') };
}

/**
 * Reads query and path parameters together; unknown ones are refused, because a misspelt filter that is ignored gives
 * a wrong answer without a word.
 * @throws InvalidRequest naming every wrong parameter
 */
export function parseParameters<Schema extends z.ZodObject>(schema: Schema, values: unknown): z.infer<Schema> {
  return parseObject(schema, values, 'parameters');
}

function parseObject<Schema extends z.ZodObject>(
  schema: Schema,
  value: unknown,
  part: 'body' | 'parameters',
): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new InvalidRequest(fieldFaults(result.error.issues, value, { part, known: Object.keys(schema.shape) }));
}
