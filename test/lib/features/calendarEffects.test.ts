import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import { dayEffect } from '../../../lib/features/calendarEffects/calendarEffects.ts';
import {
  expectedRun,
  logMeanEffect,
  logWholeOverPart,
  RUN_DAYS,
} from '../../../lib/features/calendarEffects/expectedRun.ts';
import { fitCalendarEffects } from '../../../lib/features/calendarEffects/fitCalendarEffects.ts';
import { type Day, parseDay, weekday } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { seededRandom } from '../../../lib/stats/random.ts';

const START = parseDay('2010-01-01');
const FILMS = 900;
const SLOPE = -0.06;
const SATURDAY = 0.8;
const NEW_YEAR_FEAST = 1.1;
const FEASTS = ['2010-02-14', '2011-02-03', '2012-01-23', '2013-02-10', '2014-01-31', '2015-02-19'].map(parseDay);

/** Log effect of a day in a world in which only Saturdays and the first day of Spring Festival matter. */
const truth = (day: Day): number => (weekday(day) === 5 ? SATURDAY : 0) + (FEASTS.includes(day) ? NEW_YEAR_FEAST : 0);

/** A film every other day, each with a level and a slope of its own, its days as the calendar of the made-up world has them. */
function world(noise: number) {
  const random = seededRandom(33);
  const films: Film[] = [];
  const rows: DailyRow[] = [];
  for (let at = 0; at < FILMS; at++) {
    const filmId = `f${String(at).padStart(3, '0')}`;
    const releaseDate = START + 2 * at + (at % 3);
    const level = 14 + 2 * random();
    const slope = SLOPE + 0.02 * (random() - 0.5);
    films.push({
      filmId,
      title: filmId,
      market: 'CN',
      releaseDate,
      currency: 'CNY',
      genres: [],
      directors: [],
      cast: [],
    });
    for (let age = 0; age < 40; age++) {
      const log = level + slope * age + truth(releaseDate + age) + noise * (random() - 0.5);
      rows.push({ filmId, date: releaseDate + age, values: { gross: Math.round(100 * Math.exp(log)) } });
    }
  }
  return buildMarketHistory('CN', films, rows);
}

const END = startOfDay(START + 2 * FILMS + 60, 'CN');
const day = (date: string): Day => parseDay(date);

describe('calendar effects', () => {
  const history = world(0.5);
  const effects = fitCalendarEffects(viewAsOf(history, END));

  it('find what a weekday and a feast do, however strong and steep the films are', () => {
    const saturday = dayEffect(effects, day('2014-11-15')) - dayEffect(effects, day('2014-11-12'));
    expect(saturday).toBeCloseTo(SATURDAY, 1);
    // Spring Festival of 2014 fell on a Friday; the one after lies in the future of this history.
    const feast = dayEffect(effects, day('2014-01-31')) - dayEffect(effects, day('2014-01-17'));
    expect(Math.abs(feast - NEW_YEAR_FEAST)).toBeLessThan(0.2);
    expect(dayEffect(effects, day('2018-02-16')) - dayEffect(effects, day('2018-03-16'))).toBeGreaterThan(0.8);
    expect(effects.slope).toBeCloseTo(SLOPE, 2);
    expect(effects.filmDays).toBe(FILMS * 40);
  });

  it('centre on the average day', () => {
    let sum = 0;
    for (let back = 1; back <= 8 * 365; back++) sum += dayEffect(effects, START + 2 * FILMS + 60 - back);
    expect(sum / (8 * 365)).toBeCloseTo(0, 10);
  });

  it('are not misled by some broken records', () => {
    const films = history.films;
    const broken: DailyRow[] = films
      .slice(0, 60)
      .map(({ filmId, releaseDate }) => ({ filmId, date: releaseDate + 5, values: { gross: 2e5 } }));
    const others = films.flatMap(({ filmId }, film) =>
      Array.from({ length: 40 }, (_, age) => (films[film]?.releaseDate ?? 0) + age).map((date) => ({
        filmId,
        date,
        values: { gross: Math.round(100 * viewAsOf(history, END).daily(film, 'gross', date)) },
      })),
    );
    const kept = others.filter((row) => !broken.some((bad) => bad.filmId === row.filmId && bad.date === row.date));
    const spoilt = fitCalendarEffects(viewAsOf(buildMarketHistory('CN', films, [...kept, ...broken]), END));
    for (const date of ['2014-11-15', '2014-11-16', '2014-01-31', '2014-07-01']) {
      expect(Math.abs(dayEffect(spoilt, day(date)) - dayEffect(effects, day(date)))).toBeLessThan(0.05);
    }
  });

  it('know nothing but zero without films', () => {
    const none = fitCalendarEffects(viewAsOf(buildMarketHistory('US', [], []), END));
    expect([none.filmDays, none.slope, dayEffect(none, START)]).toEqual([0, 0, 0]);
  });

  it('are plain data: the same after a trip through JSON', () => {
    const copy = JSON.parse(JSON.stringify(effects)) as typeof effects;
    expect(copy).toEqual(effects);
    for (let at = START; at < START + 3_000; at += 17) expect(dayEffect(copy, at)).toBe(dayEffect(effects, at));
  });
});

describe('the expected run', () => {
  const flat = { market: 'US' as const, filmDays: 0, classes: {}, centre: 0, ages: [], slope: 0 };

  it('of flat days is the number of days over those past', () => {
    expect(logWholeOverPart(expectedRun(flat, START), 0, 4)).toBeCloseTo(Math.log(RUN_DAYS / 4), 10);
    expect(logWholeOverPart(expectedRun(flat, START), 0, 0)).toBeCloseTo(Math.log(RUN_DAYS), 10);
  });

  it('is longer where stronger days are to come', () => {
    const weekends = { ...flat, classes: { 'weekday:5': 1, 'weekday:6': 1 } };
    const monday = parseDay('2016-03-07');
    const left = (release: Day) => logWholeOverPart(expectedRun(weekends, release), -0.1, 2);
    expect(left(monday + 3)).toBeGreaterThan(left(monday + 5));
    expect(logMeanEffect(expectedRun(weekends, monday), 0, 7)).toBeCloseTo(Math.log((5 + 2 * Math.E) / 7), 10);
  });
});
