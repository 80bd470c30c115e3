import { dayOf } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import { DAILY_METRICS, type DailyMetric, type DailyRow } from '../film/film.ts';
import type { Market } from '../film/market.ts';
import { chooseSource } from './chooseSource.ts';
import { compareEvents } from './eventOrder.ts';
import { SIGNAL_METRICS, type SignalMetric, type SignalReading } from './signalEvent.ts';
import { isFlow, type SignalStep, signalSteps } from './signalSteps.ts';

/** The value of one metric on one local day. */
export interface DailyReading {
  readonly metric: SignalMetric;
  readonly date: Day;
  /** For presale: the day of showing it is for; absent = all later days together. */
  readonly showDate?: Day;
  readonly value: number;
}

/** One film's readings by local days. */
export interface FoldedSignals {
  /** As a history file would say it. */
  readonly rows: readonly DailyRow[];
  /** What daily rows have no place for, such as ratings. */
  readonly others: readonly DailyReading[];
  /** Metrics of which a day's value is what came that day, with what came when. */
  readonly flows: ReadonlyMap<DailyMetric, readonly SignalStep[]>;
}

const BY_SHOW_DATE: ReadonlySet<SignalMetric> = new Set(['presale_gross', 'presale_screenings', 'presale_tickets']);
const IN_ROWS: ReadonlySet<string> = new Set(DAILY_METRICS);

/**
 * Turns readings of one film into local days of its market. Increments add to the day they were observed on, and so do
 * the differences of cumulatives; a level is the last of its day. Arrival plays no part, only event time does.
 * @param readings each event once, in any order, all taken in before the moment of interest
 */
export function foldSignals(readings: readonly SignalReading[], market: Market): FoldedSignals {
  const values: DailyReading[] = [];
  const flows = new Map<DailyMetric, readonly SignalStep[]>();
  const byMetric = Map.groupBy(readings.toSorted(compareEvents), ({ metric }) => metric);
  for (const metric of Object.keys(SIGNAL_METRICS) as SignalMetric[]) {
    // Of what is shown and not sold ahead, the day of showing is the day itself, also when it is counted after midnight.
    const dayOfReading = ({ showDate, observedAt }: SignalReading) =>
      (BY_SHOW_DATE.has(metric) ? undefined : showDate) ?? dayOf(observedAt, market);
    const own = chooseSource(byMetric.get(metric) ?? [], dayOfReading);
    const [first] = own;
    if (first === undefined) continue;
    const flow = isFlow(metric, first.kind);
    const steps = flow ? signalSteps(own, market, dayOfReading) : [];
    if (flow && isDailyMetric(metric)) flows.set(metric, steps);
    values.push(...(flow ? sumDays(metric, steps) : lastOfDays(metric, own, dayOfReading)));
  }
  const filmId = readings[0]?.filmId ?? '';
  const [inRows, others] = [
    values.filter(({ metric }) => isDailyMetric(metric)),
    values.filter((v) => !isDailyMetric(v.metric)),
  ];
  return { rows: toRows(filmId, inRows), others, flows };
}

/** Sums by day and day of showing; one that is beyond exact integers is unknown. */
function sumDays(metric: SignalMetric, steps: readonly SignalStep[]): readonly DailyReading[] {
  const sums = new Map<string, DailyReading>();
  for (const { day, showDate, amount } of steps) {
    const shown = BY_SHOW_DATE.has(metric) ? showDate : undefined;
    const key = `${day} ${shown ?? ''}`;
    const value = (sums.get(key)?.value ?? 0) + amount;
    sums.set(key, { metric, date: day, ...(shown === undefined ? {} : { showDate: shown }), value });
  }
  const isExact = ({ value }: DailyReading) => !SIGNAL_METRICS[metric].integer || Number.isSafeInteger(value);
  return [...sums.values()].filter(isExact);
}

/** How things stood at the end of each day. Increments of what stands, such as want-to-see, are summed from the first on. */
function lastOfDays(
  metric: SignalMetric,
  readings: readonly SignalReading[],
  dayOfReading: (reading: SignalReading) => Day,
): readonly DailyReading[] {
  const last = new Map<string, DailyReading>();
  let sum = 0;
  for (const reading of readings) {
    sum += reading.value;
    const date = dayOfReading(reading);
    const shown = BY_SHOW_DATE.has(metric) ? reading.showDate : undefined;
    const value = reading.kind === 'increment' ? sum : reading.value;
    last.set(`${date} ${shown ?? ''}`, { metric, date, ...(shown === undefined ? {} : { showDate: shown }), value });
  }
  return [...last.values()];
}

/** Gathers values of one day and day of showing into one row. */
export function toRows(filmId: string, values: readonly DailyReading[]): readonly DailyRow[] {
  const byDay = Map.groupBy(values, ({ date, showDate }) => `${date} ${showDate ?? ''}`);
  const rows = [...byDay.values()].map((own): DailyRow => {
    const { date, showDate } = own[0] as DailyReading;
    const named = Object.fromEntries(own.map(({ metric, value }) => [metric, value]));
    return { filmId, date, ...(showDate === undefined ? {} : { showDate }), values: named };
  });
  return rows.sort((a, b) => a.date - b.date || (a.showDate ?? 0) - (b.showDate ?? 0));
}

function isDailyMetric(metric: SignalMetric): metric is SignalMetric & DailyMetric {
  return IN_ROWS.has(metric);
}
