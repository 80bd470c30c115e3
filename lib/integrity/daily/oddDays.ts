import type { Day } from '../../film/day.ts';
import type { DailyMetric, DailyRow, Film } from '../../film/film.ts';
import { fitPace } from './pace.ts';

/** One known value of one row, with what it was to be. */
export interface OddDay {
  readonly row: DailyRow;
  readonly value: number;
  /** What the film's other days let expect, and what shows in search besides. */
  readonly expected: number;
}

export type SpikeMetric = 'presale_tickets' | 'presale_gross' | 'social_heat';

/** People look for a film before they buy or talk: what a surge must show in if it is one. */
const SUPPORT: DailyMetric = 'search_index';

/**
 * The days before release of one metric, for one day of showing, against the film's own pace; a surge in search on the
 * same day raises what is expected. None for a series too short to have a pace.
 * @param rows of the film known so far, in any order
 */
export function oddDays(
  film: Pick<Film, 'releaseDate'>,
  rows: readonly DailyRow[],
  metric: SpikeMetric,
  showDate?: Day,
): readonly OddDay[] {
  const searched = new Map(
    againstPace(film, rows, SUPPORT, undefined).map(({ row, value, expected }) => [row.date, value / expected]),
  );
  const days = againstPace(film, rows, metric, showDate);
  // on the day on which sales open, fans buy what they have waited for
  return (metric === 'social_heat' ? days : days.slice(1)).map((day) => ({
    ...day,
    expected: day.expected * Math.max(1, searched.get(day.row.date) ?? 1),
  }));
}

function againstPace(
  { releaseDate }: Pick<Film, 'releaseDate'>,
  rows: readonly DailyRow[],
  metric: DailyMetric,
  showDate: Day | undefined,
): readonly OddDay[] {
  const last = showDate ?? releaseDate;
  const known = rows
    .flatMap((row) => {
      const value = row.values[metric];
      return row.showDate === showDate && row.date < last && value !== undefined && !Number.isNaN(value)
        ? [{ row, value }]
        : [];
    })
    .sort((a, b) => a.row.date - b.row.date);
  const points = known.flatMap(({ row, value }) =>
    value > 0 ? [{ before: last - row.date, log: Math.log(value) }] : [],
  );
  const pace = fitPace(points);
  if (pace === undefined) return [];
  return known.map((day) => ({ ...day, expected: Math.exp(pace.at(last - day.row.date)) }));
}

/** The days of showing that rows of presale name, ascending; undefined where they name none. */
export function showDatesOf(rows: readonly DailyRow[]): readonly (Day | undefined)[] {
  const dates = new Set(rows.filter(({ values }) => presaleMetricOf(values) !== undefined).map((row) => row.showDate));
  return [...dates].sort((a, b) => (a ?? 0) - (b ?? 0));
}

/** What tells how much was sold: tickets, or money where tickets are not known. */
export function presaleMetricOf(values: DailyRow['values']): 'presale_tickets' | 'presale_gross' | undefined {
  if (values.presale_tickets !== undefined) return 'presale_tickets';
  return values.presale_gross !== undefined ? 'presale_gross' : undefined;
}
