import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import type { Film } from '../../../lib/film/film.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { withFilm } from '../../../lib/signals/withFilm.ts';
import { inventHistory } from '../features/inventHistory.ts';

const { films, rows } = inventHistory('CN', 9);
const history = buildMarketHistory('CN', films, rows);
const film = history.films[80] as Film;
const own = rows.filter((row) => row.filmId === film.filmId);

function featuresOf(of: MarketHistory, filmId: string, origin: number): Record<string, number> {
  const view = viewAsOf(of, originInstant(film, origin));
  const context = fitFeatureContext(viewAsOf(history, originInstant(film, -7)));
  const { values } = featurize(view, of.indexOf(filmId) ?? -1, context);
  return Object.fromEntries(FEATURES.map(({ name }, column) => [name, values[column] as number]));
}

describe('a film laid over a history', () => {
  it.each([-7, -1, 0, 1, 3, 7])('has at T%i the features that it has as part of the history', (origin) => {
    const without = buildMarketHistory(
      'CN',
      films.filter((each) => each.filmId !== film.filmId),
      rows,
    );
    const expected = featuresOf(history, film.filmId, origin);
    expect(featuresOf(withFilm(without, film, own), film.filmId, origin)).toEqual(expected);
    expect(featuresOf(withFilm(history, film, own), film.filmId, origin)).toEqual(expected);
  });

  it('replaces a film of the same id everywhere', () => {
    const doubled = own.map((row) =>
      row.values.gross === undefined ? row : { ...row, values: { ...row.values, gross: 2 * row.values.gross } },
    );
    const changed = withFilm(history, film, doubled);
    const view = viewAsOf(changed, originInstant(film, 7));
    const place = changed.indexOf(film.filmId) ?? -1;
    expect(place).toBe(history.films.length);
    const seen: number[] = [];
    view.eachFilmOn(film.releaseDate, (each) => seen.push(each));
    view.eachReleased(film.releaseDate, film.releaseDate, (each) => seen.push(each));
    expect(seen).toContain(place);
    expect(seen).not.toContain(history.indexOf(film.filmId));
    expect(view.grossBetween(history.indexOf(film.filmId) ?? -1, 0, view.today)).toBe(0);
    const plain = viewAsOf(history, originInstant(film, 7));
    const added = view.marketGrossBetween(0, view.today) - plain.marketGrossBetween(0, view.today);
    expect(added).toBeCloseTo(plain.grossBetween(history.indexOf(film.filmId) ?? -1, 0, plain.today), 2);
  });

  it('is known with what the request itself states, when it says so', () => {
    const asked: Film = { ...film, directorScore: { value: 9 }, openingTheaters: 5_000 };
    const scores = (given: boolean) => {
      const changed = withFilm(history, asked, own, { given });
      const view = viewAsOf(changed, originInstant(film, -7));
      const place = changed.indexOf(film.filmId) ?? -1;
      return [view.directorScore(place), view.openingTheaters(place)];
    };
    expect(scores(false)).toEqual([NaN, NaN]);
    expect(scores(true)).toEqual([9, 5_000]);
  });

  it('has no total of its own, now or ever', () => {
    const changed = withFilm(history, film, own);
    const view = viewAsOf(changed, originInstant(film, 4_000));
    expect(view.total(changed.indexOf(film.filmId) ?? -1)).toBeNaN();
    expect(view.total(history.indexOf(film.filmId) ?? -1)).toBeNaN();
  });

  it('leaves the history as it was, and is the only one', () => {
    const changed = withFilm(history, film, []);
    expect(history.films).toHaveLength(films.length);
    expect(() => withFilm(changed, film, [])).toThrow(RangeError);
    expect(() => withFilm(history, { ...film, market: 'US' }, [])).toThrow(RangeError);
  });
});
