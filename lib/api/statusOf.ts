import type { ErrorCode } from '../errors/catalogue.ts';

/** Status by the first word of a code. */
const BY_AREA: Readonly<Record<string, number>> = {
  request: 400,
  field: 422,
  film: 404,
  origin: 422,
  date: 422,
  money: 422,
  forecast: 422,
  store: 503,
  history: 503,
  artifact: 503,
  champion: 503,
  model: 503,
  service: 503,
};

/** Codes that differ from their area. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, number>>> = {
  'request.route-unknown': 404,
  'request.method-unknown': 405,
  'request.body-too-large': 413,
  'request.content-type': 415,
  'request.invalid': 422,
  'request.moment-not-served': 422,
  'request.date-in-future': 422,
  'request.origin-before-data': 422,
  'film.ambiguous': 422,
  'film.withdrawn': 422,
  'request.as-of-in-future': 422,
  'forecast.unknown-film': 404,
  'store.cursor': 422,
  'service.internal': 500,
};

/** Seconds after which a request that met a 503 may be worth repeating. */
export const RETRY_AFTER_SECONDS = 5;

/** @returns the HTTP status of a code; 500 for codes that no request should ever meet */
export function statusOf(code: ErrorCode): number {
  return BY_CODE[code] ?? BY_AREA[code.slice(0, code.indexOf('.'))] ?? 500;
}
