import type { Day } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import type { MarketView } from '../signals/asOfView.ts';
import type { KnownFilm } from '../signals/knownFilm.ts';
import type { FeatureContext } from './featureContext.ts';
import { logMarketYear } from './market/marketLevel.ts';

/** Days of release that have columns of their own. */
export const RELEASE_DAYS = 7;

/** The film that features are made for, at the moment of the view, with what most groups need. */
export interface Subject {
  readonly view: MarketView;
  readonly context: FeatureContext;
  readonly film: number;
  readonly facts: KnownFilm;
  readonly release: Day;
  /** Days from release midnight to the day of the view. */
  readonly origin: Origin;
  /** Gross of release days 0 … 6 in currency units, NaN when unknown. */
  readonly gross: Float64Array;
  /** The last release day within the first week of which the gross is known, -1 when none is. */
  readonly lastDay: number;
  /** Release days before the view of which the gross is known, whatever their number. */
  readonly daysKnown: number;
  /** Known takings before the release day. */
  readonly previews: number;
  /** Everything taken so far, previews included; NaN when nothing is known. */
  readonly banked: number;
  /** Natural log of the market's takings in the year before the release day, in currency units a year. */
  readonly logMarketYear: number;
}

/** Reads what is known of a film's own run. */
export function toSubject(view: MarketView, film: number, context: FeatureContext): Subject {
  const facts = view.film(film);
  const release = facts.releaseDate;
  const origin = view.today - release;
  const gross = new Float64Array(RELEASE_DAYS).fill(Number.NaN);
  let lastDay = -1;
  let daysKnown = 0;
  for (let day = 0; day < origin; day++) {
    const value = view.daily(film, 'gross', release + day);
    if (Number.isNaN(value)) continue;
    daysKnown++;
    if (day >= RELEASE_DAYS) continue;
    gross[day] = value;
    lastDay = day;
  }
  const previews = view.grossBetween(film, Number.NEGATIVE_INFINITY, release - 1);
  const run = view.grossBetween(film, release, view.today - 1);
  const banked = daysKnown > 0 || previews > 0 ? previews + run : Number.NaN;
  return {
    view,
    context,
    film,
    facts,
    release,
    origin,
    gross,
    lastDay,
    daysKnown,
    previews,
    banked,
    logMarketYear: logMarketYear(view, release),
  };
}
