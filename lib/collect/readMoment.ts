import { Temporal } from 'temporal-polyfill';
import { startOfDay } from '../calendar/zone.ts';
import { type Day, parseDay } from '../film/day.ts';
import { MARKETS, type Market } from '../film/market.ts';

/** How a source writes a moment. */
export const MOMENT_FORMS = [
  'epoch-ms',
  'epoch-s',
  'iso', // with an offset
  'local', // 2017-11-25 19:53:07 in the market's zone
  'day-end', // a day of the market, meaning its end
  'utc-day-end', // a day of UTC, meaning its end
] as const;
export type MomentForm = (typeof MOMENT_FORMS)[number];

const MS_PER_DAY = 86_400_000;

/**
 * The instant that a source means, in ms since the epoch.
 * @returns undefined for what is no moment of that form
 */
export function readMoment(value: unknown, form: MomentForm, market: Market): number | undefined {
  if (form === 'epoch-ms' || form === 'epoch-s') {
    const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isSafeInteger(number)) return undefined;
    return form === 'epoch-s' ? number * 1_000 : number;
  }
  if (form === 'day-end' || form === 'utc-day-end') {
    const day = readDay(value);
    if (day === undefined) return undefined;
    return form === 'day-end' ? startOfDay(day + 1, market) : (day + 1) * MS_PER_DAY;
  }
  if (typeof value !== 'string') return undefined;
  return form === 'iso' ? readIso(value) : readLocal(value, market);
}

/** A day written YYYY-MM-DD or YYYYMMDD, with or without hours behind it. @returns undefined for anything else */
export function readDay(value: unknown): Day | undefined {
  const match = /^\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:\D.*|\d{2})?\s*$/s.exec(String(value ?? ''));
  if (!match) return undefined;
  try {
    return parseDay(`${match[1]}-${match[2]}-${match[3]}`);
  } catch {
    return undefined;
  }
}

function readIso(text: string): number | undefined {
  const hasOffset = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(text);
  const instant = hasOffset ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

function readLocal(text: string, market: Market): number | undefined {
  try {
    const time = Temporal.PlainDateTime.from(text.trim().replace(' ', 'T'), { overflow: 'reject' });
    return time.toZonedDateTime(MARKETS[market].timeZone).epochMilliseconds;
  } catch {
    return undefined;
  }
}
