import { AppError } from '../errors/appError.ts';

/** A calendar day without zone, as whole days since 1970-01-01. */
export type Day = number;

const MS_PER_DAY = 86_400_000;

/**
 * Reads an ISO calendar date.
 * @throws AppError `date.malformed` unless `text` is a real date written YYYY-MM-DD
 */
export function parseDay(text: string): Day {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const day = ms / MS_PER_DAY;
  if (Number.isNaN(day) || formatDay(day) !== text) throw new AppError('date.malformed', { text });
  return day;
}

/** The ISO date (YYYY-MM-DD) of a day. */
export function formatDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** 0 for Monday … 6 for Sunday. */
export function weekday(day: Day): number {
  return (((day + 3) % 7) + 7) % 7;
}
