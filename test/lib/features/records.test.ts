import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import { referenceLevel } from '../../../lib/features/market/referenceLevel.ts';
import { type Day, parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';

const START = parseDay('2014-01-03');

function film(filmId: string, releaseDate: Day, facts: Partial<Film>): Film {
  return {
    filmId,
    title: filmId,
    market: 'US',
    releaseDate,
    currency: 'USD',
    genres: [],
    directors: [],
    cast: [],
    openingTheaters: 2_000,
    ...facts,
  };
}

/** Thirty films a week apart that each take 10 M in total, 2 M of it on the first three days: the level of the market. */
const CROWD = Array.from({ length: 30 }, (_, at) => film(`crowd ${at}`, START + 7 * at, { finalGross: 1e9 }));

const opening = ({ filmId, releaseDate }: Film): DailyRow[] => [
  { filmId, date: releaseDate, values: { gross: 1e8 } },
  { filmId, date: releaseDate + 2, values: { gross: 1e8 } },
];

const LEVEL = Math.log(1e7);

function featuresOf(films: readonly Film[], id: string, origin: number, rows: readonly DailyRow[] = []) {
  const all = [...CROWD, ...films];
  const history = buildMarketHistory('US', all, [...CROWD.flatMap(opening), ...rows]);
  const index = history.indexOf(id) ?? -1;
  const view = viewAsOf(history, originInstant(history.films[index] as Film, origin));
  const { values } = featurize(view, index, fitFeatureContext(view));
  return Object.fromEntries(FEATURES.map(({ name }, column) => [name, values[column] as number]));
}

const LATER = START + 400;

describe('the level of the market', () => {
  it('is the mean log total and the median legs of wide films finished by then, unknown before ten are', () => {
    const history = buildMarketHistory('US', CROWD, CROWD.flatMap(opening));
    const matured = (films: number) => originInstant(CROWD[films - 1] as Film, 120) + 1;
    expect(referenceLevel(viewAsOf(history, matured(9)))).toEqual({ logTotal: NaN, logLegs: NaN });
    const level = referenceLevel(viewAsOf(history, matured(10)));
    expect(level.logTotal).toBeCloseTo(LEVEL, 10);
    expect(level.logLegs).toBeCloseTo(Math.log(5), 10);
  });

  it('forgets films of more than two years before', () => {
    const history = buildMarketHistory('US', CROWD, CROWD.flatMap(opening));
    expect(referenceLevel(viewAsOf(history, originInstant(CROWD[29] as Film, 120 + 735))).logTotal).toBeNaN();
  });
});

describe('records of talent', () => {
  const hit = film('hit', LATER - 200, { directors: ['Ann'], cast: ['Bob', 'Cid'], finalGross: 4e9 });
  const next = film('next', LATER, { directors: ['Ann'], cast: ['Cid', 'Dan'] });

  it('count what a film took beyond its time, shrunk by n over n + 1.5', () => {
    const values = featuresOf([hit, next], 'next', 0);
    const record = Math.log(4) / 2.5;
    expect(values['directors_best']).toBeCloseTo(record, 5);
    expect(values['cast_mean']).toBeCloseTo(record, 5);
    expect([values['directors_films'], values['cast_films']]).toEqual([1, 1]);
    expect(values['directors_latest']).toBeCloseTo(Math.log(4), 5);
  });

  it('count a film only once its total is known (defect 27)', () => {
    const young = film('young', LATER - 100, { directors: ['Ann'], finalGross: 9e11 });
    expect(featuresOf([hit, young, next], 'next', 7)['directors_best']).toBe(
      featuresOf([hit, next], 'next', 7)['directors_best'],
    );
    const edge = film('edge', LATER - 120, { directors: ['Ann'], finalGross: 9e11 });
    expect(featuresOf([edge, next], 'next', 0)['directors_films']).toBe(0);
    expect(featuresOf([edge, next], 'next', 1)['directors_films']).toBe(1);
  });

  it('do not count the film itself (defect 27)', () => {
    const old = film('old', LATER, { directors: ['Ann'], finalGross: 9e11 });
    expect(featuresOf([old], 'old', 7)['directors_films']).toBe(0);
    expect(featuresOf([old], 'old', 7)['directors_best']).toBeNaN();
  });

  it('are missing for a film that names nobody, and empty for newcomers', () => {
    const values = featuresOf([film('bare', LATER, {})], 'bare', 0);
    expect([values['directors_films'], values['directors_best'], values['distributor_films']]).toEqual([NaN, NaN, NaN]);
    const debut = featuresOf([film('debut', LATER, { directors: ['Eve'] })], 'debut', 0);
    expect([debut['directors_films'], debut['directors_best']]).toEqual([0, NaN]);
  });

  it('count one shared film of two people once', () => {
    const both = film('both', LATER - 200, { cast: ['Bob', 'Cid'], finalGross: 1e9 });
    const sequel = film('sequel', LATER, { cast: ['Bob', 'Cid'] });
    expect(featuresOf([both, sequel], 'sequel', 0)['cast_films']).toBe(1);
  });
});

describe('series', () => {
  it('are found by the title, and count only what is finished', () => {
    const first = film('first', LATER - 380, { title: 'Space Pilots', finalGross: 2e9 });
    const second = film('second', LATER - 100, { title: 'Space Pilots II', finalGross: 9e11 });
    const third = film('third', LATER, { title: 'Space Pilots 3: The Return' });
    const values = featuresOf([first, second, third], 'third', 0);
    expect([values['series_films'], values['sequel_number'], values['has_subtitle']]).toEqual([1, 3, 1]);
    expect(values['series_best']).toBeCloseTo(Math.log(2e7), 4);
    expect(values['series_years']).toBeCloseTo(380 / 365, 4);
    expect(featuresOf([first, second, third], 'first', 0)['series_films']).toBe(0);
  });
});

describe('rivals', () => {
  const subject = film('subject', LATER, { genres: ['Action'] });

  it('are told apart by when they open, in numbers of films and of theatres (defect 26)', () => {
    const beside = film('beside', LATER + 1, { genres: ['Action', 'Drama'], openingTheaters: 3_000 });
    const before = film('before', LATER - 3, { genres: ['Comedy'] });
    const values = featuresOf([subject, beside, before], 'subject', 0);
    expect([values['rivals_beside'], values['rivals_next']]).toEqual([1, 0]);
    expect([values['rivals_beside_theatres'], values['rivals_next_theatres']]).toEqual([3, 0]);
    expect(values['rivals_beside_alike']).toBeCloseTo(Math.SQRT1_2, 5);
  });

  it('have no theatres before these are booked, and are not there before they are announced (defect 26)', () => {
    const next = film('next', LATER + 7, { openingTheaters: 4_000 });
    expect(featuresOf([subject, next], 'subject', 3)['rivals_next_theatres']).toBe(0);
    expect(featuresOf([subject, next], 'subject', 4)['rivals_next_theatres']).toBe(4);
    expect(featuresOf([subject, next], 'subject', 3)['rivals_next']).toBe(1);
  });

  it('of the same days are measured by what they took, without the film itself', () => {
    const rival = film('rival', LATER - 1, {});
    const rows = [
      { filmId: 'subject', date: LATER, values: { gross: 3e8 } },
      { filmId: 'rival', date: LATER, values: { gross: 6e8 } },
    ];
    const values = featuresOf([subject, rival], 'subject', 1, rows);
    expect(values['share_of_first_day']).toBeCloseTo(Math.log(0.5), 5);
    expect(values['to_top_rival']).toBeCloseTo(Math.log(0.5), 5);
    expect([values['top_rival_age'], values['new_rivals'], values['films_ahead']]).toEqual([1, 1, 1]);
    expect(values['concentration']).toBe(1);
  });
});

describe('theatres', () => {
  it('are ranked among the wide films of the past year', () => {
    const wide = film('wide', START + 300, { openingTheaters: 4_000 });
    const values = featuresOf([wide], 'wide', -3);
    expect(values['theatres_rank']).toBe(1);
    expect(values['theatres_relative']).toBeCloseTo(Math.log(4_001 / 2_001), 5);
    expect(featuresOf([wide], 'wide', -4)['theatres_rank']).toBeNaN();
  });
});
