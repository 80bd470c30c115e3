import { dayClasses } from '../../calendar/dayClass.ts';
import type { Market } from '../../film/market.ts';
import type { MarketView } from '../../signals/asOfView.ts';
import { ageClass } from './calendarEffects.ts';

/** Days of release that a film takes part with; later ones say little about the calendar. */
const MOST_AGE = 49;

/** A film with fewer known days has no slope worth taking out. */
const FEWEST_DAYS = 10;

/** Films of the last nine years: habits change, and older holidays fell on other weekdays. */
const YEARS = 9;

/** Takings below which a day is noise, in currency units. */
const LEAST_GROSS: Readonly<Record<Market, number>> = { US: 500, CN: 1_000, KR: 500_000 };

/** Known days of released films, film after film, each with its log takings, age and the columns that are one on it. */
export interface FilmDays {
  /** Names of the columns: day classes, then `age:` classes as they appear. */
  readonly columns: readonly string[];
  /** Row at which each film begins, and at the end the number of rows. */
  readonly filmStarts: readonly number[];
  readonly logGross: Float64Array;
  readonly ages: Float64Array;
  /** Entry at which each row begins, and at the end the number of entries. */
  readonly rowStarts: Int32Array;
  /** Columns that are one, row after row. */
  readonly entries: Int32Array;
}

/** Gathers what the view knows of the runs of released films. */
export function gatherFilmDays(view: MarketView): FilmDays {
  const columns = new Map<string, number>();
  const column = (name: string): number => {
    const at = columns.get(name) ?? columns.size;
    columns.set(name, at);
    return at;
  };
  const filmStarts = [0];
  const logGross: number[] = [];
  const ages: number[] = [];
  const rowStarts = [0];
  const entries: number[] = [];
  view.eachReleased(view.today - YEARS * 365, view.today - 1, (film) => {
    const release = view.film(film).releaseDate;
    const run: [age: number, gross: number][] = [];
    for (let age = 0; age < MOST_AGE; age++) {
      const gross = view.daily(film, 'gross', release + age);
      if (gross > LEAST_GROSS[view.market]) run.push([age, gross]);
    }
    if (run.length < FEWEST_DAYS) return;
    for (const [age, gross] of run) {
      logGross.push(Math.log(gross));
      ages.push(age);
      for (const name of dayClasses(release + age, view.market)) entries.push(column(name));
      entries.push(column(`age:${ageClass(age)}`));
      rowStarts.push(entries.length);
    }
    filmStarts.push(logGross.length);
  });
  return {
    columns: Array.from(columns.keys()),
    filmStarts,
    logGross: Float64Array.from(logGross),
    ages: Float64Array.from(ages),
    rowStarts: Int32Array.from(rowStarts),
    entries: Int32Array.from(entries),
  };
}
