import { formatDay } from '../film/day.ts';
import { formatOrigin } from '../film/origin.ts';
import { QUANTILE_NAMES } from '../forecast/quantiles.ts';
import type { Prediction } from './prediction.ts';

const COLUMNS = ['film_id', 'market', 'release_date', 'origin', 'as_of', ...QUANTILE_NAMES, 'actual', 'artifact'];

/** Predictions of the stack as CSV, one row per film and origin; money in currency units, `as_of` as an ISO instant. */
export function predictionsCsv(predictions: readonly Prediction[]): string {
  const rows = predictions.map(({ filmId, market, releaseDate, origin, asOf, stack, actual, artifact }) => [
    quoted(filmId),
    market,
    formatDay(releaseDate),
    formatOrigin(origin),
    new Date(asOf).toISOString(),
    ...QUANTILE_NAMES.map((name) => stack[name]),
    actual,
    artifact,
  ]);
  return `${[COLUMNS, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** Ids are free text: quoted where CSV needs it, and kept from being read as a formula. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
