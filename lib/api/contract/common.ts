import * as z from 'zod';
import { MARKETS, type Market } from '../../film/market.ts';
import { formatOrigin, ORIGINS } from '../../film/origin.ts';
import { QUANTILE_NAMES, type QuantileName } from '../../forecast/quantiles.ts';

const EARLIEST_DAY = '1900-01-01';
const LATEST_DAY = '2199-12-31';

/** The largest amount of money in currency units that is believed: its minor units are still exact. */
export const MOST_MONEY = 1e13;

/** Components of the OpenAPI document: what is registered here becomes a `$ref`. */
export const components = z.registry<{ id: string }>();

/** Makes a schema a component of the OpenAPI document. */
export function component<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  components.add(schema, { id });
  return schema;
}

export const market = z.enum(Object.keys(MARKETS) as [Market, ...Market[]]).describe('Two-letter country code');

export const origin = z
  .enum(ORIGINS.map(formatOrigin) as [string, ...string[]])
  .describe('The moment of the forecast in days from release midnight: T-7 a week before, T+1 one full day known');

export const isoDay = z.iso
  .date()
  .refine((day) => day >= EARLIEST_DAY && day <= LATEST_DAY, { params: { range: `${EARLIEST_DAY} … ${LATEST_DAY}` } })
  .describe('A local calendar day of the market, YYYY-MM-DD');

export const isoInstant = z.iso.datetime({ offset: true }).describe('A moment, ISO 8601 with offset');

export const filmId = z
  .string()
  .min(1)
  .max(200)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is kept out
  .regex(/^[^\u0000-\u001f\u007f]+$/, { error: 'text without control characters' })
  .describe('Id of a film as its history file gives it');

export const money = z.number().min(0).max(MOST_MONEY);

/** Quantiles of one amount, never crossing. */
export const quantiles = component(
  'Quantiles',
  z
    .strictObject(
      Object.fromEntries(QUANTILE_NAMES.map((name) => [name, z.number()])) as Record<QuantileName, z.ZodNumber>,
    )
    .describe('Quantiles of one amount in currency units: p05 is exceeded with probability 0.95'),
);

export const bilingual = component('Bilingual', z.strictObject({ en: z.string(), zh: z.string() }));

export const cursor = z.string().min(1).max(1024).describe('The cursor of the last answer, unchanged');

export const pageLimit = z.coerce.number().int().min(1).max(200);
