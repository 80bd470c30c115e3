import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { hideFacts } from '../../../lib/training/hideFacts.ts';
import { originDataset } from '../../../lib/training/originDataset.ts';
import { trainingFilms } from '../../../lib/training/trainingFilms.ts';
import { trainingInputs } from '../../../lib/training/trainingInputs.ts';
import { inventHistory } from '../features/inventHistory.ts';

const { films: sources, rows } = inventHistory('US', 5, 200);
const history = buildMarketHistory('US', sources, rows);
const AS_OF = parseDay('2015-06-01');
const films = trainingFilms(history, AS_OF);

describe('films to learn from', () => {
  it('defect 1: are those whose totals were known: a film counts from the 120th day after its release (label maturity)', () => {
    const latest = Math.max(...films.map(({ release }) => release));
    const expected = sources.filter(({ releaseDate }) => releaseDate + 120 < AS_OF);
    expect(films.map(({ filmId }) => filmId).toSorted()).toEqual(expected.map(({ filmId }) => filmId).toSorted());
    const last = films.filter(({ release }) => release === latest).map(({ filmId }) => filmId);
    const known = (day: number) => new Set(trainingFilms(history, day).map(({ filmId }) => filmId));
    expect(known(latest + 120).has(last[0] ?? '')).toBe(false);
    expect(known(latest + 121).has(last[0] ?? '')).toBe(true);
  });

  it('have openings only where every day of them is known, and count half when small', () => {
    const whole = films.find(({ openingWeekend }) => openingWeekend > 0);
    expect(whole?.openingDay).toBeLessThanOrEqual(whole?.openingWeekend ?? 0);
    expect(films.some(({ openingWeekend }) => Number.isNaN(openingWeekend))).toBe(true);
    for (const { served, weight } of films) expect(weight).toBe(served ? 1 : 0.5);
  });

  it('of months in which the market was shut count nothing', () => {
    const shut = parseDay('2015-11-01');
    const reopened = parseDay('2016-03-01');
    const closed = rows.filter(({ date }) => date < shut || date >= reopened);
    const weights = trainingFilms(buildMarketHistory('US', sources, closed), parseDay('2018-01-01'));
    const during = weights.filter(({ release }) => release >= shut && release < reopened - 28);
    expect(during.length).toBeGreaterThan(5);
    for (const { weight } of during) expect(weight).toBe(0);
    for (const { release, weight } of weights) if (release < shut - 28) expect(weight).toBeGreaterThan(0);
  });
});

describe('the dataset of an origin', () => {
  const inputsOf = trainingInputs(history);

  it('holds films of which every day before the origin is known, as ratios to what they had banked', () => {
    const dataset = originDataset(films, 3, inputsOf);
    expect(dataset.x.rows).toBeLessThan(films.length);
    dataset.films.forEach((place, row) => {
      const film = films[place];
      const series = film && history.series[film.film];
      const cents = film ? (series?.grossBetween(Number.NEGATIVE_INFINITY, film.release + 2) ?? 0) : 0;
      expect(dataset.anchor[row]).toBeCloseTo(Math.log(cents / 100), 12);
      expect(dataset.y.total[row]).toBeCloseTo(Math.log((film?.total ?? 0) / (cents / 100)), 12);
    });
  });

  it('asks for an opening day only before it, and for an opening weekend until it is over', () => {
    const eve = originDataset(films, 0, inputsOf);
    const after = originDataset(films, 1, inputsOf);
    expect(eve.y.openingDay.some((y) => Number.isFinite(y))).toBe(true);
    expect(after.y.openingDay.every((y) => Number.isNaN(y))).toBe(true);
    const week = originDataset(films, 7, inputsOf);
    expect(week.y.openingWeekend.every((y) => Number.isNaN(y))).toBe(true);
  });
});

describe('facts hidden in training', () => {
  const x = { rows: 300, columns: FEATURES.length, data: new Float32Array(300 * FEATURES.length).fill(1) };
  const ids = Array.from({ length: 300 }, (_, i) => `film ${i}`);
  const isHidden = (data: Float32Array, row: number) =>
    data.subarray(row * x.columns, (row + 1) * x.columns).some((value) => Number.isNaN(value));

  it('are those that feeds stop carrying, for about a third of the films', () => {
    const { data } = hideFacts(x, ids, 1);
    const hidden = ids.filter((_, row) => isHidden(data, row)).length;
    // one third of 300 films, less the 1 in 32 of them for which four coins all fall the other way; binomial deviation 8
    expect(hidden).toBeGreaterThan(70);
    expect(hidden).toBeLessThan(125);
    const sources = FEATURES.filter((_, column) =>
      Array.from(ids.keys()).some((row) => Number.isNaN(data[row * x.columns + column])),
    );
    for (const { source } of sources) expect(source).toMatch(/directors|cast|runtime_min|screening_share/);
    expect(x.data.every((value) => value === 1)).toBe(true);
  });

  it('depend on the film alone, not on the others', () => {
    const all = hideFacts(x, ids, 1).data;
    const few = hideFacts({ ...x, rows: 10, data: x.data.slice(0, 10 * x.columns) }, ids.slice(100, 110), 1).data;
    expect(few).toEqual(all.slice(100 * x.columns, 110 * x.columns));
  });
});
