import { dayOf, startOfDay } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import type { DailyRow, DatedScore, Film } from '../film/film.ts';
import { arrangeHistory } from './arrangeHistory.ts';
import { believeOpening } from './brokenOpening.ts';
import { carryDay, completeDay, type RunningDay } from './completeDay.ts';
import { toDailySeries } from './dailySeries.ts';
import type { DayIndex } from './dayIndex.ts';
import { ANNOUNCED_DAYS, SEARCH_ORIGIN, THEATERS_ORIGIN } from './knownAt.ts';
import type { MarketHistory } from './marketHistory.ts';
import { elapsedOf } from './signalSteps.ts';
import type { SignalledFilm, SignalledHistory } from './withSignals.ts';

/** The furthest that one day is believed to differ from the day before by the days of the week. */
const MOST_CHANGE = 4;

/** A market with the day that is running completed to a whole one, from nothing that was not known at the instant. */
export interface StandingHistory {
  /** To be viewed as of `standsAt`. */
  readonly history: MarketHistory;
  /** The midnight that ends the running day, ms since 1970-01-01T00:00Z. */
  readonly standsAt: number;
  readonly runningDay: RunningDay;
  /** What the history was arranged from of a film, without anything after the running day. */
  rowsOf(filmId: string): readonly DailyRow[];
}

/**
 * Lets the running day of a market count as a whole one: models know whole days only. What came since midnight is
 * completed; running films without a reading are carried on from the day before, so that the market does not look as if
 * those with signals were alone; what files say of the day, or of facts that become known at its end, is taken out.
 * @returns undefined exactly at midnight, when no day is running
 */
export function standAtMidnight({ market, asOf, history, films, past }: SignalledHistory): StandingHistory | undefined {
  const date = dayOf(asOf, market);
  if (startOfDay(date, market) === asOf) return undefined;
  const runningDay = { market, date, elapsed: elapsedOf(asOf, date, market), change: usualChange(history.days, date) };
  const stood = films.flatMap((film) => standFilm(film, runningDay));
  const common = { ...past, through: Math.min(past.through, date) };
  return {
    history: arrangeHistory(market, stood, common),
    standsAt: startOfDay(date + 1, market),
    runningDay,
    rowsOf: (filmId) => stood.find(({ film }) => film.filmId === filmId)?.rows ?? [],
  };
}

/** The market's takings a week ago against those of the day before; 1 when they cannot be told. */
function usualChange(days: DayIndex, date: Day): number {
  const change = days.grossBetween(date - 7, date - 7) / days.grossBetween(date - 8, date - 8);
  return change > 0 && Number.isFinite(change) ? Math.min(MOST_CHANGE, Math.max(1 / MOST_CHANGE, change)) : 1;
}

function standFilm(entry: SignalledFilm, day: RunningDay): readonly SignalledFilm[] {
  const { date } = day;
  if (isUnheardOf(entry, date)) return [];
  const film = withoutTomorrow(entry.film, date);
  const { series } = entry;
  const isConcerned = hasRow(series.days, date) || hasRow(series.days, date - 1);
  if (!isConcerned) return film === entry.film ? [entry] : [{ ...entry, film }];
  const before = entry.rows.filter((row) => row.date === date - 1);
  const completed = entry.live ? completeDay(film.filmId, entry.live.signals, before, day) : [];
  const today = completed.length > 0 ? completed : carryDay(film.filmId, before, day);
  const rows: readonly DailyRow[] = [...entry.rows.filter((row) => row.date < date), ...today];
  return [{ ...entry, film, rows, series: toDailySeries(believeOpening(film, rows)) }];
}

/** Whether the film is announced at the end of the day and not before, so that nothing may be known of it yet. */
function isUnheardOf({ film, series, live }: SignalledFilm, date: Day): boolean {
  const isAnnounced = film.releaseDate - ANNOUNCED_DAYS <= date || (series.days[0] ?? date) < date;
  return !isAnnounced && live === undefined;
}

/** The facts of a film but for those that become known at the end of the day. */
function withoutTomorrow(film: Film, date: Day): Film {
  const origin = date + 1 - film.releaseDate;
  const isDated = (score: DatedScore | undefined) => score?.date === date;
  const hidden = [
    ...(origin === THEATERS_ORIGIN ? ['openingTheaters'] : []),
    ...(origin === SEARCH_ORIGIN ? ['searchIndex30d'] : []),
    ...(isDated(film.directorScore) ? ['directorScore'] : []),
    ...(isDated(film.actorScore) ? ['actorScore'] : []),
  ];
  if (hidden.length === 0) return film;
  return Object.fromEntries(Object.entries(film).filter(([name]) => !hidden.includes(name))) as unknown as Film;
}

/** Whether a day is among days in ascending order. */
function hasRow(days: Int32Array, date: Day): boolean {
  for (let at = days.length - 1; at >= 0 && (days[at] as number) >= date; at--) if (days[at] === date) return true;
  return false;
}
