import { MARKETS, type Market } from '../film/market.ts';
import { QUANTILE_NAMES, type Quantiles } from '../forecast/quantiles.ts';
import type { ForecastRevision } from '../stores/forecastLog.ts';
import type { Column } from './parquetTable.ts';

/** A forecast of the log, with the film that it is about. */
export interface ToldForecast extends Omit<ForecastRevision, 'changed'> {
  readonly market: Market;
  readonly filmId: string;
}

/**
 * Forecasts as a table: one row per revision, money in integer minor units of `currency`, rounded to the nearest; the
 * exact numbers stand in the chain of forecasts.
 */
export const FORECAST_COLUMNS: readonly Column<ToldForecast>[] = [
  { name: 'film_id', type: 'text', required: true, of: ({ filmId }) => filmId },
  { name: 'origin', type: 'text', required: true, of: ({ origin }) => origin },
  { name: 'as_of', type: 'moment', required: true, of: ({ asOf }) => Date.parse(asOf) },
  { name: 'recorded_at', type: 'moment', required: true, of: ({ recordedAt }) => recordedAt },
  { name: 'revision', type: 'text', required: true, of: ({ revision }) => revision },
  { name: 'artifact', type: 'text', required: true, of: ({ artifact }) => artifact },
  { name: 'inputs_hash', type: 'text', required: true, of: ({ inputsHash }) => inputsHash },
  { name: 'currency', type: 'text', required: true, of: ({ market }) => MARKETS[market].currency },
  { name: 'gross_kind', type: 'text', required: true, of: ({ market }) => MARKETS[market].grossKind },
  ...moneyColumns('total', ({ total }) => total),
  ...moneyColumns('opening_day', ({ openingDay }) => openingDay),
  ...moneyColumns('opening_weekend', ({ openingWeekend }) => openingWeekend),
];

function moneyColumns(name: string, of: (told: ToldForecast) => Quantiles): Column<ToldForecast>[] {
  return QUANTILE_NAMES.map((level) => ({
    name: `${name}_${level}_minor`,
    type: 'integer',
    required: true,
    of: (told) => Math.round(of(told)[level] * 10 ** MARKETS[told.market].minorDigits),
  }));
}
