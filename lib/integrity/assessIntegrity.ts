import { dayOf } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import { cleanSeries } from './cleanSeries.ts';
import { type DailyNorms, NO_DAILY_NORMS } from './daily/dailyNorms.ts';
import { heatSpikes, unsupportedPresale, wantToSeeJumps } from './daily/findInDays.ts';
import { impossiblePresale } from './daily/impossiblePresale.ts';
import { type Finding, INTEGRITY_RULES, type IntegrityDetail } from './finding.ts';
import type { ShowBook } from './showBook.ts';
import { findInShows } from './shows/findInShows.ts';
import { NO_SHOW_NORMS, type ShowNorms } from './shows/showNorms.ts';

/** What is usual in a market, learnt from earlier films. */
export interface IntegrityNorms {
  readonly daily: DailyNorms;
  readonly shows: ShowNorms;
}

export const NO_NORMS: IntegrityNorms = { daily: NO_DAILY_NORMS, shows: NO_SHOW_NORMS };

export interface AssessmentInput {
  readonly film: Film;
  /** Rows of the film, in any order; those of other films are left alone. */
  readonly rows: readonly DailyRow[];
  /** The film's single shows, where they are known. */
  readonly book?: ShowBook;
  /** Learnt no later than `asOf`. */
  readonly norms: IntegrityNorms;
  /** ms since the epoch: what became known from then on plays no part. */
  readonly asOf: number;
  /**
   * The day of `asOf`, where `rows` hold it completed. It is not judged, since nobody reported it; a level that is doubted
   * on the days before it is doubted on it too.
   */
  readonly runningDay?: Day;
}

export interface Assessment {
  /** The finest detail at which presale could be looked at. */
  readonly detail: Exclude<IntegrityDetail, 'ratings'>;
  /** By day, then metric and rule. */
  readonly findings: readonly Finding[];
  /** As they were given. */
  readonly raw: readonly DailyRow[];
  /** The same rows without what is not believed; see `cleanSeries`. */
  readonly cleaned: readonly DailyRow[];
}

/**
 * Looks at what is known of one film before a moment. Single shows are gone by where there are any, and daily rows
 * for days of showing without any; what cannot be is found in either. Every metric is judged by itself: nothing here mixes presale and heat.
 */
export function assessIntegrity({ film, rows, book, norms, asOf, runningDay }: AssessmentInput): Assessment {
  const today = dayOf(asOf, film.market);
  const own = rows.filter(({ filmId }) => filmId === film.filmId);
  const known = own.filter(({ date }) => date < today);
  const shows = book === undefined ? [] : findInShows(known, book, norms.shows, today);
  const withShows = showDatesIn(book, today);
  const withoutShows = known.filter(({ showDate }) => showDate === undefined || !withShows.has(showDate));
  // what the shows have explained cannot be impossible as well
  const presale = cleanSeries(known, shows);
  const findings = [
    ...shows,
    ...unsupportedPresale(film, withoutShows, norms.daily),
    ...impossiblePresale(film, presale),
    ...heatSpikes(film, known, norms.daily),
    ...wantToSeeJumps(
      film,
      known,
      norms.daily,
      own.filter(({ date }) => date === runningDay),
    ),
  ].sort(byDay);
  const detail = withShows.size > 0 ? 'shows' : 'daily';
  return { detail, findings, raw: rows, cleaned: cleanSeries(rows, findings) };
}

/** Days of showing of which single shows are known. */
function showDatesIn(book: ShowBook | undefined, today: Day): ReadonlySet<Day> {
  if (book === undefined) return new Set();
  const { showDate, since } = book.shows;
  return new Set(showDate.filter((_, show) => (since[show] as Day) < today));
}

function byDay(a: Finding, b: Finding): number {
  return (
    a.day - b.day ||
    (a.showDate ?? 0) - (b.showDate ?? 0) ||
    (a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : 0) ||
    INTEGRITY_RULES.indexOf(a.rule) - INTEGRITY_RULES.indexOf(b.rule)
  );
}
