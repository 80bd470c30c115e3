import { startOfDay } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import { formatDay } from '../film/day.ts';
import type { DailyMetric, DailyRow, Film } from '../film/film.ts';
import type { SignalEventMessage } from '../signals/parseSignalEvent.ts';
import { SIGNAL_METRICS, type SignalMetric } from '../signals/signalEvent.ts';

const SOURCE = 'replay';
const HOUR = 3_600_000;
/** Hours of the local day at which a day's flow is reported, in equal parts; a level is reported at the last of them. */
const HOURS = [10, 13, 16, 19, 22] as const;
const FLOWS: ReadonlySet<DailyMetric> = new Set(['gross', 'admissions', 'presale_gross', 'presale_tickets']);

/**
 * Daily rows as the events that would have led to them: flows in whole parts that add up to the day, levels as read in
 * the evening. What signals have no name for is left out.
 * @param film of the rows' film, for its market
 * @param rows any order
 */
export function readHistoryEvents(film: Film, rows: readonly DailyRow[]): readonly SignalEventMessage[] {
  return rows.flatMap((row) =>
    (Object.entries(row.values) as [DailyMetric, number][]).flatMap(([metric, value]) =>
      isSignal(metric) ? eventsOf(film, row, metric, value) : [],
    ),
  );
}

/** The film as the events that announce it. */
export function announceFilm(film: Film, day: Day): readonly SignalEventMessage[] {
  const { filmId, market, title, releaseDate, genres, directors, cast } = film;
  const observedAt = instant(film, day, HOURS[0]);
  const facts = { title, releaseDate: formatDay(releaseDate), genres: [...genres], directors: [...directors] };
  return Object.entries({ ...facts, cast: [...cast] }).map(([field, value]) => ({
    ...{
      type: 'film.changed',
      filmId,
      market,
      source: SOURCE,
      observedAt,
      field: field as 'title',
      old: null,
      new: value,
    },
    eventId: `${SOURCE}-${filmId}-${field}-${day}`,
  }));
}

function eventsOf(film: Film, row: DailyRow, metric: SignalMetric & DailyMetric, value: number): SignalEventMessage[] {
  const isFlow = FLOWS.has(metric);
  const hours = isFlow ? HOURS : HOURS.slice(-1);
  const each = isFlow ? Math.floor(value / hours.length) : value;
  return hours.map((hour, part) => ({
    eventId: [SOURCE, row.filmId, metric, row.date, row.showDate ?? '', hour].join('-'),
    ...{ filmId: row.filmId, market: film.market, source: SOURCE, metric, unit: SIGNAL_METRICS[metric].units[0] },
    kind: isFlow ? 'increment' : 'level',
    value: isFlow && part === hours.length - 1 ? value - each * (hours.length - 1) : each,
    ...(row.showDate === undefined ? {} : { showDate: formatDay(row.showDate) }),
    observedAt: instant(film, row.date, hour),
  }));
}

function isSignal(metric: DailyMetric): metric is DailyMetric & SignalMetric {
  return Object.hasOwn(SIGNAL_METRICS, metric);
}

function instant({ market }: Film, day: Day, hour: number): string {
  return new Date(startOfDay(day, market) + hour * HOUR).toISOString();
}
