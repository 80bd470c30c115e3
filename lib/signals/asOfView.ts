import { dayOf, startOfDay } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import type { DailyMetric, DatedScore, Film } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import type { Origin } from '../film/origin.ts';
import type { CatalogueIndex } from './catalogueIndex.ts';
import type { DailySeries } from './dailySeries.ts';
import { ANNOUNCED_DAYS, dayKnownAt, MATURITY_DAYS, SEARCH_ORIGIN, THEATERS_ORIGIN } from './knownAt.ts';
import type { KnownFilm } from './knownFilm.ts';
import type { MarketHistory } from './marketHistory.ts';

const MONEY: ReadonlySet<DailyMetric> = new Set(['gross', 'presale_gross']);

/** A number about a film that never changes once a moment of its own has come. */
export interface Measure {
  readonly name: string;
  /** @param view as of that moment: just after the total became known, or an origin of the film */
  of(view: MarketView, film: number): number;
}

/**
 * What was known of a market just before a moment: exactly the facts with `knownAt` < `asOf`, and no way to any other.
 * Films are named by their index in the history. Unknown numbers are NaN; money is in currency units, summed exactly.
 */
export class MarketView {
  readonly market: Market;
  /** ms since 1970-01-01T00:00Z. */
  readonly asOf: number;
  /** The local day that `asOf` falls in; the day before it is the last whose rows are known. */
  readonly today: Day;
  readonly #history: MarketHistory;
  readonly #maturedThrough: Day;
  readonly #unitsPerCurrency: number;

  constructor(history: MarketHistory, asOf: number) {
    this.market = history.market;
    this.asOf = asOf;
    this.today = dayOf(asOf, history.market);
    this.#history = history;
    this.#maturedThrough = this.today - MATURITY_DAYS - (asOf > startOfDay(this.today, history.market) ? 0 : 1);
    this.#unitsPerCurrency = 10 ** MARKETS[history.market].minorDigits;
  }

  /** The view as of an earlier moment; @throws RangeError for a later one */
  asOfEarlier(asOf: number): MarketView {
    if (asOf > this.asOf) throw new RangeError('a view cannot be moved to a later moment');
    return new MarketView(this.#history, asOf);
  }

  /** Whether the film is known of: announced, asked about in a request, or shown already. */
  isAnnounced(film: number): boolean {
    if (film === this.#history.overlay?.replaces) return false;
    if (this.#isGiven(film) || this.#releaseDate(film) - ANNOUNCED_DAYS <= this.today) return true;
    return (this.#history.series[film]?.days[0] ?? Number.POSITIVE_INFINITY) < this.today;
  }

  /** The catalogue facts of a film; @throws RangeError when it is not announced yet */
  film(film: number): KnownFilm {
    const facts = this.#history.facts[film];
    if (facts === undefined || !this.isAnnounced(film)) throw new RangeError(`no film ${film} is announced`);
    return facts;
  }

  /** Theatres booked for the release day. */
  openingTheaters(film: number): number {
    return this.#fact(film, THEATERS_ORIGIN, (source) => source.openingTheaters);
  }

  /** The search index over the 30 days before release. */
  searchIndex(film: number): number {
    return this.#fact(film, SEARCH_ORIGIN, (source) => source.searchIndex30d);
  }

  directorScore(film: number): number {
    return this.#score(film, (source) => source.directorScore);
  }

  actorScore(film: number): number {
    return this.#score(film, (source) => source.actorScore);
  }

  /** The whole run of a finished film. */
  total(film: number): number {
    if (this.#releaseDate(film) > this.#maturedThrough || film === this.#history.overlay?.replaces) return Number.NaN;
    return (this.#history.films[film]?.finalGross ?? Number.NaN) / this.#unitsPerCurrency;
  }

  /** One measure of one day. */
  daily(film: number, metric: DailyMetric, day: Day): number {
    if (day >= this.today || film === this.#history.overlay?.replaces) return Number.NaN;
    const value = this.#series(film).value(metric, day);
    return MONEY.has(metric) ? value / this.#unitsPerCurrency : value;
  }

  /**
   * Presale money for days of showing from `from` to `to`, both inclusive, sold so far; NaN when no sale names such a day
   * of showing.
   */
  presaleFor(film: number, from: Day, to: Day): number {
    if (film === this.#history.overlay?.replaces) return Number.NaN;
    return this.#series(film).presaleFor(from, to, this.today) / this.#unitsPerCurrency;
  }

  /** What the film is known to have taken on days from `from` to `to`, both inclusive; unknown days add nothing. */
  grossBetween(film: number, from: Day, to: Day): number {
    if (film === this.#history.overlay?.replaces) return 0;
    return this.#series(film).grossBetween(from, Math.min(to, this.today - 1)) / this.#unitsPerCurrency;
  }

  /** What all films are known to have taken on days from `from` to `to`, both inclusive. */
  marketGrossBetween(from: Day, to: Day): number {
    const { days, overlay, films } = this.#history;
    const last = Math.min(to, this.today - 1);
    let sum = days.grossBetween(from, last);
    if (overlay !== undefined) {
      sum += this.#series(films.length - 1).grossBetween(from, last);
      if (overlay.replaces >= 0) sum -= this.#series(overlay.replaces).grossBetween(from, last);
    }
    return sum / this.#unitsPerCurrency;
  }

  /** The first day of which the market's takings are known; NaN when there is none yet. */
  firstMarketDay(): Day {
    const { firstDay, lastDay } = this.#history.days;
    return lastDay >= firstDay && firstDay < this.today ? firstDay : Number.NaN;
  }

  /** Calls `visit` with each film of known gross on a day, in the order of the history. */
  eachFilmOn(day: Day, visit: (film: number, gross: number) => void): void {
    if (day >= this.today) return;
    const { days, overlay, films } = this.#history;
    for (const film of days.filmsOn(day)) {
      if (film !== overlay?.replaces) visit(film, this.daily(film, 'gross', day));
    }
    if (overlay === undefined) return;
    const gross = this.daily(films.length - 1, 'gross', day);
    if (!Number.isNaN(gross)) visit(films.length - 1, gross);
  }

  /** Calls `visit` with each announced film released on days from `from` to `to`, both inclusive. */
  eachReleased(from: Day, to: Day, visit: (film: number) => void): void {
    const { overlay, films } = this.#history;
    const sorted = films.length - (overlay === undefined ? 0 : 1);
    for (let film = this.#firstReleased(from); film < sorted && this.#releaseDate(film) <= to; film++) {
      if (this.isAnnounced(film)) visit(film);
    }
    if (overlay === undefined) return;
    const release = this.#releaseDate(films.length - 1);
    if (release >= from && release <= to && this.isAnnounced(films.length - 1)) visit(films.length - 1);
  }

  /** Calls `visit` with each film of known total released on days from `from` to `to`, both inclusive. */
  eachMatured(from: Day, to: Day, visit: (film: number, total: number) => void): void {
    this.eachReleased(from, Math.min(to, this.#maturedThrough), (film) => {
      const total = this.total(film);
      if (!Number.isNaN(total)) visit(film, total);
    });
  }

  /** Calls `visit` with each film of known total that an index files under `key`, earliest release first. */
  eachMaturedWith(index: CatalogueIndex, key: string, visit: (film: number, total: number) => void): void {
    const base = this.#history.overlay?.base ?? this.#history;
    for (const film of base.cache.byKey(index, base.facts).get(key) ?? []) {
      if (this.#releaseDate(film) > this.#maturedThrough) return;
      const total = this.total(film);
      if (!Number.isNaN(total)) visit(film, total);
    }
  }

  /** A measure of a finished film, NaN while its total is unknown; worked out once, as of its own maturity. */
  whenMature(measure: Measure, film: number): number {
    if (Number.isNaN(this.total(film))) return Number.NaN;
    const base = this.#history.overlay?.base ?? this.#history;
    return base.cache.ofFilm(measure, MATURITY_DAYS, film, () => {
      const maturity = startOfDay(this.#releaseDate(film) + MATURITY_DAYS, this.market) + 1;
      return measure.of(new MarketView(base, maturity), film);
    });
  }

  /**
   * A measure of a film as of one of its own origins, NaN while that origin lies ahead; worked out once. It must follow
   * from the film itself or from what is finished, because a film laid over the history plays no part in it.
   */
  whenReached(measure: Measure, film: number, origin: Origin): number {
    const reached = this.#releaseDate(film) + origin;
    if (reached > this.today || film === this.#history.overlay?.replaces) return Number.NaN;
    const base = this.#history.overlay?.base ?? this.#history;
    const moment = startOfDay(reached, this.market);
    if (film >= base.films.length) return measure.of(this.asOfEarlier(moment), film);
    return base.cache.ofFilm(measure, origin, film, () => measure.of(new MarketView(base, moment), film));
  }

  /** A value that follows from this view alone, worked out once for all views of the same knowledge. */
  once<T>(name: string, compute: (view: MarketView) => T): T {
    const moment = 2 * this.today + (this.#maturedThrough - this.today + MATURITY_DAYS + 1);
    return this.#history.cache.atMoment(moment, name, () => compute(this));
  }

  #releaseDate(film: number): Day {
    return this.#history.facts[film]?.releaseDate ?? Number.POSITIVE_INFINITY;
  }

  #series(film: number): DailySeries {
    const series = this.#history.series[film];
    if (series === undefined) throw new RangeError(`no film ${film}`);
    return series;
  }

  /** The first film, in the order of the history, released on `day` or later. */
  #firstReleased(day: Day): number {
    let low = 0;
    let high = this.#history.films.length - (this.#history.overlay === undefined ? 0 : 1);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#releaseDate(middle) < day) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #isGiven(film: number): boolean {
    return this.#history.overlay?.given === true && film === this.#history.films.length - 1;
  }

  #fact(film: number, origin: Origin, read: (source: Film) => number | undefined): number {
    const source = this.#history.films[film];
    if (source === undefined || film === this.#history.overlay?.replaces) return Number.NaN;
    const known = this.#isGiven(film) || this.today >= source.releaseDate + origin;
    return known ? (read(source) ?? Number.NaN) : Number.NaN;
  }

  #score(film: number, read: (source: Film) => DatedScore | undefined): number {
    const source = this.#history.films[film];
    const score = source === undefined || film === this.#history.overlay?.replaces ? undefined : read(source);
    if (score === undefined) return Number.NaN;
    const dated = score.date !== undefined && dayKnownAt(score.date, this.market) < this.asOf;
    return dated || this.#isGiven(film) ? score.value : Number.NaN;
  }
}

/**
 * What was known of a market just before a moment.
 * @param asOf any instant, ms since 1970-01-01T00:00Z
 */
export function viewAsOf(history: MarketHistory, asOf: number): MarketView {
  return new MarketView(history, asOf);
}

/** The moment of an origin: local midnight of the release day plus `origin` days. */
export function originInstant(film: Pick<Film, 'market' | 'releaseDate'>, origin: Origin): number {
  return startOfDay(film.releaseDate + origin, film.market);
}
