import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { inventHistory } from '../features/inventHistory.ts';

const { films, rows } = inventHistory('US', 5, 40);

describe('a market history', () => {
  it('orders films by release day, then by id, whatever order they come in', () => {
    const history = buildMarketHistory('US', films.toReversed(), rows.toReversed());
    const keys = history.films.map((film) => `${film.releaseDate} ${film.filmId}`);
    expect(keys).toEqual(keys.toSorted());
    history.films.forEach((film, index) => {
      expect(history.indexOf(film.filmId)).toBe(index);
    });
    expect(history.indexOf('nobody')).toBeUndefined();
  });

  it('leaves out films of other markets and rows of unknown films', () => {
    const chinese = inventHistory('CN', 5, 10);
    const mixed = buildMarketHistory(
      'US',
      [...chinese.films, ...films],
      [...rows, ...chinese.rows, { filmId: 'nobody', date: 16_200, values: { gross: 1e12 } }],
    );
    const plain = buildMarketHistory('US', films, rows);
    const end = startOfDay(17_000, 'US');
    expect(mixed.films).toEqual(plain.films);
    expect(viewAsOf(mixed, end).marketGrossBetween(0, 17_000)).toBe(viewAsOf(plain, end).marketGrossBetween(0, 17_000));
  });

  it('refuses two films of one id', () => {
    expect(() => buildMarketHistory('US', [...films, ...films.slice(0, 1)], [])).toThrow(RangeError);
  });

  it('can be empty', () => {
    const view = viewAsOf(buildMarketHistory('US', [], []), 0);
    expect([view.marketGrossBetween(-10, 10), view.firstMarketDay()]).toEqual([0, NaN]);
  });

  it('takes the market of a day as the sum of its films', () => {
    const history = buildMarketHistory('US', films, rows);
    const view = viewAsOf(history, startOfDay(17_000, 'US'));
    for (let day = (films[0]?.releaseDate ?? 0) - 20; day < 16_200; day += 7) {
      let sum = 0;
      view.eachFilmOn(day, (_, gross) => {
        sum += Math.round(gross * 100);
      });
      expect(Math.round(view.marketGrossBetween(day, day) * 100)).toBe(sum);
    }
  });

  it('does not believe a first day below 20 USD per booked theatre', () => {
    const film = films.find((each) => each.openingTheaters !== undefined);
    if (film?.openingTheaters === undefined) throw new Error('no film with theatres');
    const opening = (perTheater: number) => {
      const gross = perTheater * 100 * (film.openingTheaters ?? 0);
      const history = buildMarketHistory(
        'US',
        [film],
        [{ filmId: film.filmId, date: film.releaseDate, values: { gross } }],
      );
      return viewAsOf(history, startOfDay(film.releaseDate + 1, 'US')).daily(0, 'gross', film.releaseDate);
    };
    expect(opening(19)).toBeNaN();
    expect(opening(20)).toBe(20 * film.openingTheaters);
  });
});
