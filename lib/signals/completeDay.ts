import type { Day } from '../film/day.ts';
import type { DailyMetric, DailyRow } from '../film/film.ts';
import type { Market } from '../film/market.ts';
import { completeFlow } from './completeFlow.ts';
import { ownShare, usualShare } from './dayProfile.ts';
import { type DailyReading, type FoldedSignals, toRows } from './foldSignals.ts';
import { SIGNAL_METRICS } from './signalEvent.ts';

/** A local day that is not over. */
export interface RunningDay {
  readonly market: Market;
  readonly date: Day;
  /** The share of it that has passed, 0 … 1. */
  readonly elapsed: number;
  /** How the market's takings usually change from the day before to this one; 1 = not at all. */
  readonly change: number;
}

/** Takings follow the days of the week, sales ahead do not. */
const BY_WEEKDAY: ReadonlySet<DailyMetric> = new Set(['gross', 'admissions']);

/**
 * The rows of a film on a day that is not over, each flow completed to what the whole day is likely to bring; levels
 * stand as they were last read. None when the film has no reading on the day.
 * @param earlier the film's rows of the day before, from files and signals
 */
export function completeDay(
  filmId: string,
  { rows, flows }: FoldedSignals,
  earlier: readonly DailyRow[],
  day: RunningDay,
): readonly DailyRow[] {
  const observed = rows.filter(({ date }) => date === day.date);
  if (observed.length === 0) return [];
  const levels = observed.flatMap((row) => readingsOf(row).filter(({ metric }) => !flows.has(metric as DailyMetric)));
  const completed = [...flows.keys()].flatMap((metric) => completeMetric(metric, flows, observed, earlier, day));
  return toRows(filmId, [...levels, ...completed]);
}

/** The takings of a running film without readings on the day: those of the day before, changed as the market changes. */
export function carryDay(
  filmId: string,
  earlier: readonly DailyRow[],
  { date, change }: RunningDay,
): readonly DailyRow[] {
  const gross = earlier.find(({ values }) => values.gross !== undefined)?.values.gross;
  return gross === undefined ? [] : [{ filmId, date, values: { gross: Math.round(gross * change) } }];
}

function completeMetric(
  metric: DailyMetric,
  flows: FoldedSignals['flows'],
  observed: readonly DailyRow[],
  earlier: readonly DailyRow[],
  { market, date, elapsed, change }: RunningDay,
): readonly DailyReading[] {
  const now = byShowDate(metric, observed);
  if (now.size === 0 || metric === 'search_index') return [];
  const before = byShowDate(metric, earlier);
  const share = ownShare(flows.get(metric) ?? [], date, elapsed) ?? usualShare(market, elapsed);
  // What was sold yesterday for a day of showing that has passed since is sold no more.
  const sold = [...before.keys()].filter((showDate) => showDate === undefined || showDate >= date);
  return [...new Set([...now.keys(), ...sold])].map((showDate) => {
    const known = before.get(showDate);
    const expected = known !== undefined && BY_WEEKDAY.has(metric) ? known * change : known;
    const whole = completeFlow({ observed: now.get(showDate) ?? 0, expected, share });
    const value = SIGNAL_METRICS[metric].integer ? Math.round(whole) : whole;
    return { metric, date, ...(showDate === undefined ? {} : { showDate }), value };
  });
}

function byShowDate(metric: DailyMetric, rows: readonly DailyRow[]): ReadonlyMap<Day | undefined, number> {
  const known = rows.flatMap(({ showDate, values }) => {
    const value = values[metric];
    return value === undefined ? [] : [[showDate, value] as const];
  });
  return new Map(known);
}

function readingsOf({ date, showDate, values }: DailyRow): readonly DailyReading[] {
  return Object.entries(values).map(([metric, value]) => ({
    metric: metric as Exclude<DailyMetric, 'search_index'>,
    date,
    ...(showDate === undefined ? {} : { showDate }),
    value,
  }));
}
