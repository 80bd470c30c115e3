import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { DAILY_METRICS, type DailyRow, type Film } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { type MarketView, originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { alterFuture } from '../features/alterFuture.ts';
import { inventHistory } from '../features/inventHistory.ts';

const RELEASE = parseDay('2016-03-11');
const PLAIN: Film = {
  filmId: 'a',
  title: 'A',
  market: 'US',
  releaseDate: RELEASE,
  currency: 'USD',
  genres: [],
  directors: [],
  cast: [],
};

const oneFilm = (film: Partial<Film>, rows: readonly DailyRow[] = []): MarketHistory =>
  buildMarketHistory('US', [{ ...PLAIN, ...film }], rows);
const at = (day: number, ms = 0): number => startOfDay(day, 'US') + ms;

describe('a view', () => {
  it('knows an imported day from one millisecond before the midnight that ends it, strictly before its moment', () => {
    const history = oneFilm({}, [{ filmId: 'a', date: RELEASE, values: { gross: 123_456, theaters: 3_000 } }]);
    const midnight = at(RELEASE + 1);
    expect(viewAsOf(history, midnight).daily(0, 'gross', RELEASE)).toBe(1_234.56);
    expect(viewAsOf(history, midnight).daily(0, 'theaters', RELEASE)).toBe(3_000);
    expect(viewAsOf(history, midnight).marketGrossBetween(RELEASE, RELEASE)).toBe(1_234.56);
    for (const asOf of [midnight - 1, at(RELEASE, 1)]) {
      const view = viewAsOf(history, asOf);
      expect(view.daily(0, 'gross', RELEASE)).toBeNaN();
      expect(view.grossBetween(0, RELEASE, RELEASE + 5)).toBe(0);
      expect(view.marketGrossBetween(RELEASE, RELEASE + 5)).toBe(0);
      view.eachFilmOn(RELEASE, () => expect.unreachable('a film is shown to have takings of a day that is not over'));
    }
  });

  it('knows a total only after the midnight 120 days after release', () => {
    const history = oneFilm({ finalGross: 500_000 });
    const maturity = at(RELEASE + 120);
    expect(viewAsOf(history, maturity).total(0)).toBeNaN();
    expect(viewAsOf(history, maturity + 1).total(0)).toBe(5_000);
  });

  it('knows booked theatres at T-3, the search index at T+0, not before', () => {
    const history = oneFilm({ openingTheaters: 3_000, searchIndex30d: 40 });
    const known = (origin: number, ms = 0) => {
      const view = viewAsOf(history, originInstant(PLAIN, origin) + ms);
      return [view.openingTheaters(0), view.searchIndex(0)];
    };
    expect([known(-3, -1), known(-3), known(0, -1), known(0)]).toEqual([
      [NaN, NaN],
      [3_000, NaN],
      [3_000, NaN],
      [3_000, 40],
    ]);
  });

  it('knows a score from the end of its day on, and one without a day never', () => {
    const history = oneFilm({ directorScore: { value: 7, date: RELEASE - 10 }, actorScore: { value: 8 } });
    const scores = (asOf: number) => {
      const view = viewAsOf(history, asOf);
      return [view.directorScore(0), view.actorScore(0)];
    };
    expect(scores(at(RELEASE - 9) - 1)).toEqual([NaN, NaN]);
    expect(scores(at(RELEASE - 9))).toEqual([7, NaN]);
    expect(scores(at(RELEASE + 1_000))).toEqual([7, NaN]);
  });

  it('knows of a film 90 days before release, and does not name it before', () => {
    const history = oneFilm({});
    const before = viewAsOf(history, at(RELEASE - 91));
    expect(before.isAnnounced(0)).toBe(false);
    expect(() => before.film(0)).toThrow(RangeError);
    before.eachReleased(0, RELEASE + 1, () => expect.unreachable('a film is named before its announcement'));
    expect(viewAsOf(history, at(RELEASE - 90)).film(0).title).toBe('A');
  });

  it('does not move to a later moment', () => {
    const view = viewAsOf(oneFilm({}), at(RELEASE));
    expect(view.asOfEarlier(at(RELEASE) - 1).asOf).toBe(at(RELEASE) - 1);
    expect(() => view.asOfEarlier(at(RELEASE) + 1)).toThrow(RangeError);
  });

  it('says nothing of films that are not there', () => {
    const view = viewAsOf(oneFilm({}), at(RELEASE));
    expect([view.total(7), view.openingTheaters(7), view.directorScore(-1)]).toEqual([NaN, NaN, NaN]);
    expect(() => view.film(7)).toThrow(RangeError);
  });

  it('has no property through which later facts could be reached', () => {
    const view = viewAsOf(oneFilm({ finalGross: 5 }), at(RELEASE));
    expect(Object.keys(view).sort()).toEqual(['asOf', 'market', 'today']);
    expect(JSON.stringify(view.film(0))).not.toContain('finalGross');
  });
});

/** Everything that a view will say about a market, film by film and day by day. */
function everything(view: MarketView, history: MarketHistory, ids: readonly string[]): unknown {
  const days = Array.from({ length: 160 }, (_, back) => view.today + 20 - back);
  const names = (indices: readonly number[]) => indices.map((film) => history.films[film]?.filmId);
  const listed = (list: (visit: (film: number) => void) => void) => {
    const films: number[] = [];
    list((film) => films.push(film));
    return names(films);
  };
  const index = { name: 'cast', keysOf: (film: { cast: readonly string[] }) => film.cast };
  return {
    firstMarketDay: view.firstMarketDay(),
    market: days.map((day) => [view.marketGrossBetween(day - 3, day), listed((visit) => view.eachFilmOn(day, visit))]),
    released: listed((visit) => view.eachReleased(0, view.today + 300, visit)),
    matured: listed((visit) => view.eachMatured(0, view.today + 300, visit)),
    withActor: listed((visit) => view.eachMaturedWith(index, 'Actor 1', visit)),
    films: ids
      .map((id) => history.indexOf(id) ?? -1)
      .filter((film) => view.isAnnounced(film))
      .map((film) => [
        view.film(film),
        [view.total(film), view.openingTheaters(film), view.searchIndex(film)],
        [view.directorScore(film), view.actorScore(film), view.grossBetween(film, 0, view.today + 300)],
        DAILY_METRICS.map((metric) => days.map((day) => view.daily(film, metric, day))),
      ]),
  };
}

describe('a view of a changed future', () => {
  it('is the same view: nothing it says depends on what is known later', () => {
    for (const market of ['US', 'CN'] as readonly Market[]) {
      const before = inventHistory(market, 3, 60);
      const history = buildMarketHistory(market, before.films, before.rows);
      const first = history.films[0]?.releaseDate ?? 0;
      const property = fc.property(
        fc.integer({ min: first + 10, max: first + 300 }),
        fc.constantFrom(0, 1, 3_600_000),
        fc.integer(),
        (day, ms, seed) => {
          const asOf = startOfDay(day, market) + ms;
          const after = alterFuture(before, asOf, seededRandom(seed));
          const altered = buildMarketHistory(market, after.films, after.rows);
          const ids = before.films.map((film) => film.filmId);
          expect(everything(viewAsOf(altered, asOf), altered, ids)).toEqual(
            everything(viewAsOf(history, asOf), history, ids),
          );
        },
      );
      fc.assert(property, { seed: 8, numRuns: 15 });
    }
  });
});
