import type { ErrorParams } from '../errors/appError.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import type { Calendar } from './calendar.ts';
import { dayOfDate } from './gregorian.ts';
import type { ReleaseWindow } from './releaseWindow.ts';
import type { StatutoryDay } from './statutoryDay.ts';

/** All that is known of one year in one market. */
export interface CalendarYear {
  readonly year: number;
  readonly market: Market;
  /** The official notice is not known: statutory days stand, days moved around them are missing. */
  readonly provisional: boolean;
  /** Codes with their parameters; sentences by `describeError`. */
  readonly warnings: readonly { readonly code: ErrorCode; readonly params: ErrorParams }[];
  readonly publicHolidays: readonly StatutoryDay[];
  /** Weekend days that are worked. */
  readonly makeUpDays: readonly Day[];
  readonly windows: readonly ReleaseWindow[];
  readonly overrides?: string;
}

/** Describes a year by a calendar, and warns where the answer may still change. */
export function describeYear(calendar: Calendar, year: number): CalendarYear {
  const { market, overrides } = calendar;
  const provisional = calendar.isProvisional(year);
  const [first, end] = [dayOfDate(year, 1, 1), dayOfDate(year + 1, 1, 1)];
  const days = Array.from({ length: end - first }, (_, at) => first + at);
  return {
    ...{ year, market, provisional },
    warnings: provisional ? [{ code: 'calendar.provisional', params: { year, market } }] : [],
    publicHolidays: calendar.publicHolidays(year),
    makeUpDays: days.filter((day) => calendar.isMakeUpDay(day)),
    windows: calendar.windows(year),
    ...(overrides !== undefined && { overrides }),
  };
}
