import type { Day } from '../film/day.ts';
import { DAILY_METRICS, type DailyMetric, type DailyRow } from '../film/film.ts';

/** Measures of which a day may hold several rows, one per day of showing; they add up. */
const ADDITIVE: ReadonlySet<DailyMetric> = new Set(['presale_gross', 'presale_screenings', 'presale_tickets']);

/** Presale money of rows that name a day of showing: day of sale, day of showing, minor units. */
interface DatedPresale {
  readonly sold: Int32Array;
  readonly shown: Int32Array;
  readonly amount: Float64Array;
}

const NO_DATED_PRESALE: DatedPresale = {
  sold: new Int32Array(0),
  shown: new Int32Array(0),
  amount: new Float64Array(0),
};

/** One film's daily rows as columns, in the order of days; NaN where a measure is unknown. */
export class DailySeries {
  /** Days that have a row, ascending, each once. */
  readonly days: Int32Array;
  readonly #columns: ReadonlyMap<DailyMetric, Float64Array>;
  /** Known gross of all rows before row i, in minor units: exact, because money is integer. */
  readonly #grossBefore: Float64Array;
  readonly #datedPresale: DatedPresale;

  constructor(
    days: Int32Array,
    columns: ReadonlyMap<DailyMetric, Float64Array>,
    datedPresale: DatedPresale = NO_DATED_PRESALE,
  ) {
    this.days = days;
    this.#columns = columns;
    this.#datedPresale = datedPresale;
    this.#grossBefore = new Float64Array(days.length + 1);
    const gross = columns.get('gross');
    for (let i = 0; i < days.length; i++) {
      const value = gross?.[i] ?? Number.NaN;
      this.#grossBefore[i + 1] = (this.#grossBefore[i] as number) + (Number.isNaN(value) ? 0 : value);
    }
  }

  /** The value of a day as stored (money in minor units), NaN when unknown. */
  value(metric: DailyMetric, day: Day): number {
    const column = this.#columns.get(metric);
    if (column === undefined) return Number.NaN;
    const row = this.#lowerBound(day);
    return this.days[row] === day ? (column[row] as number) : Number.NaN;
  }

  /** Known gross in minor units of days from `from` to `to`, both inclusive; unknown days add nothing. */
  grossBetween(from: Day, to: Day): number {
    if (to < from) return 0;
    return (
      (this.#grossBefore[this.#lowerBound(to + 1)] as number) - (this.#grossBefore[this.#lowerBound(from)] as number)
    );
  }

  /**
   * Presale money in minor units sold before day `until` for days of showing from `from` to `to`, both inclusive; NaN
   * when no row sold by then names such a day. Presale for all later days together counts for none.
   */
  presaleFor(from: Day, to: Day, until: Day): number {
    const { sold, shown, amount } = this.#datedPresale;
    let sum = Number.NaN;
    for (let row = 0; row < sold.length && (sold[row] as number) < until; row++) {
      const day = shown[row] as number;
      if (day >= from && day <= to) sum = (Number.isNaN(sum) ? 0 : sum) + (amount[row] as number);
    }
    return sum;
  }

  /** The first row whose day is not before `day`; days mostly follow one another, so a guess comes first. */
  #lowerBound(day: Day): number {
    const days = this.days;
    const guess = day - (days[0] ?? day);
    if (days[guess] === day) return guess;
    let low = 0;
    let high = days.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle] as number) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Turns one film's rows, in any order, into a series; rows of one day complete each other, presale adds up. */
export function toDailySeries(rows: readonly DailyRow[]): DailySeries {
  const sorted = rows.toSorted((a, b) => a.date - b.date || (a.showDate ?? 0) - (b.showDate ?? 0));
  const days = Int32Array.from(new Set(sorted.map((row) => row.date)));
  const columns = new Map<DailyMetric, Float64Array>();
  let at = 0;
  for (const row of sorted) {
    if (row.date !== days[at]) at++;
    for (const metric of DAILY_METRICS) {
      const value = row.values[metric];
      if (value === undefined) continue;
      const column = columns.get(metric) ?? new Float64Array(days.length).fill(Number.NaN);
      columns.set(metric, column);
      const before = column[at] as number;
      column[at] = ADDITIVE.has(metric) && !Number.isNaN(before) ? before + value : value;
    }
  }
  const dated = sorted.filter((row) => row.showDate !== undefined && row.values.presale_gross !== undefined);
  if (dated.length === 0) return new DailySeries(days, columns);
  return new DailySeries(days, columns, {
    sold: Int32Array.from(dated, (row) => row.date),
    shown: Int32Array.from(dated, (row) => row.showDate ?? Number.NaN),
    amount: Float64Array.from(dated, (row) => row.values.presale_gross ?? 0),
  });
}
