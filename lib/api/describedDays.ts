import { parseDay } from '../film/day.ts';
import { DAILY_METRICS, type DailyMetric, type DailyRow } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import type { DailyInputs } from './contract/forecastRequest.ts';
import { type FieldFault, InvalidRequest } from './invalidRequest.ts';

/**
 * The days that a request gives of its film: those of `daily`, and `last`, whose values count where `daily` is silent.
 * @param last the day that the forecast is made at the end of
 * @throws InvalidRequest when a day lies after it or is given twice
 */
export function describedDays(
  filmId: string,
  market: Market,
  last: DailyInputs,
  daily: readonly DailyInputs[],
): readonly DailyRow[] {
  const faults = daily.flatMap((day, index) => faultsOf(day, index, daily, last.date));
  if (faults.length > 0) throw new InvalidRequest(faults);
  const merged = { ...last, ...present(daily.find((day) => day.date === last.date)) };
  const days = [...daily.filter((day) => day.date !== last.date), merged];
  return days.map((day) => ({ filmId, date: parseDay(day.date), values: toValues(day, market) }));
}

function faultsOf(
  { date }: DailyInputs,
  index: number,
  daily: readonly DailyInputs[],
  last: string,
): readonly FieldFault[] {
  const field = `daily.${index}.date`;
  const at = { pointer: `#/daily/${index}/date` };
  if (date > last) return [{ at, code: 'field.range', params: { field, range: `≤ ${last}` } }];
  const first = daily.findIndex((other) => other.date === date);
  return first === index ? [] : [{ at, code: 'field.format', params: { field, expected: 'a day given once' } }];
}

function present(day: DailyInputs | undefined): Partial<DailyInputs> {
  return Object.fromEntries(Object.entries(day ?? {}).filter(([, value]) => value != null));
}

function toValues(day: DailyInputs, market: Market): DailyRow['values'] {
  const values: Partial<Record<DailyMetric, number>> = {};
  for (const metric of DAILY_METRICS) {
    const value = day[metric];
    if (value == null) continue;
    values[metric] = metric === 'gross' || metric === 'presale_gross' ? toMinorUnits(value, market) : value;
  }
  return values;
}

/** The nearest whole number of minor units: JSON numbers of currency units are decimals in binary. */
export function toMinorUnits(amount: number, market: Market): number {
  return Math.round(amount * 10 ** MARKETS[market].minorDigits);
}
