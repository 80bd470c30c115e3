import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyMetric, DailyRow, Film } from '../../../lib/film/film.ts';
import { assessIntegrity, NO_NORMS } from '../../../lib/integrity/assessIntegrity.ts';
import { cleanSeries } from '../../../lib/integrity/cleanSeries.ts';
import { cleanRatings } from '../../../lib/integrity/ratingBursts.ts';
import { shownFilms } from '../simulation/shows/shownFilms.ts';
import { rowsByFilm, yearOfFilms } from '../simulation/worlds.ts';

const seed = 20_261_128;
const world = yearOfFilms('CN', 61);
const rowsOf = rowsByFilm(world);
const films = world.films.map((film) => ({ film, rows: rowsOf.get(film.filmId) ?? [] }));
const anyFilm = fc.constantFrom(...films);
const assess = (film: Film, rows: readonly DailyRow[], asOf = startOfDay(film.releaseDate + 1, 'CN')) =>
  assessIntegrity({ film, rows, norms: NO_NORMS, asOf });
const about = (rows: ReturnType<typeof assess>) =>
  rows.findings.map(({ day, showDate, metric, rule }) => `${day} ${showDate} ${metric} ${rule}`);
const scaled = (rows: readonly DailyRow[], factor: number, metrics: readonly DailyMetric[]) =>
  rows.map((row) => {
    const changed = metrics.flatMap((metric) => {
      const value = row.values[metric];
      return value === undefined ? [] : [[metric, value * factor] as const];
    });
    return { ...row, values: { ...row.values, ...Object.fromEntries(changed) } };
  });
const LEVELS = [
  'presale_tickets',
  'presale_gross',
  'presale_screenings',
  'gross',
  'social_heat',
  'want_to_see',
] as const;

describe('integrity of a film', () => {
  it('multiplies into the same findings and moves in time with the film', () => {
    fc.assert(
      fc.property(
        anyFilm,
        fc.integer({ min: 2, max: 50 }),
        fc.integer({ min: -900, max: 900 }),
        (one, factor, shift) => {
          const found = about(assess(one.film, one.rows));
          expect(about(assess(one.film, scaled(one.rows, factor, LEVELS)))).toEqual(found);
          const film = { ...one.film, releaseDate: one.film.releaseDate + shift };
          const rows = one.rows.map((row) => ({
            ...row,
            date: row.date + shift,
            ...(row.showDate !== undefined && { showDate: row.showDate + shift }),
          }));
          expect(assess(film, rows).findings).toHaveLength(found.length);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(anyFilm, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ({ film, rows }, keys) => {
        const key = new Map(rows.map((row) => [row, keys.next().value ?? 0]));
        const mixed = rows.toSorted((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
        expect(assess(film, mixed).findings).toEqual(assess(film, rows).findings);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('knows nothing of what came after the moment, nor of poison there', () => {
    fc.assert(
      fc.property(
        anyFilm,
        fc.integer({ min: -20, max: 3 }),
        fc.integer({ min: 0, max: 1e9 }),
        ({ film, rows }, origin, poison) => {
          const today = film.releaseDate + origin;
          const asOf = startOfDay(today, 'CN');
          const poisoned = rows.map((row) =>
            row.date < today
              ? row
              : {
                  ...row,
                  values: { presale_tickets: poison, gross: poison, want_to_see: poison, social_heat: poison },
                },
          );
          expect(assess(film, poisoned, asOf).findings).toEqual(assess(film, rows, asOf).findings);
        },
      ),
      { seed, numRuns: 60 },
    );
  });

  it('does not judge a day that is running, but takes a level that is doubted before it off that day too', () => {
    const [{ film }] = films as [(typeof films)[0]];
    const { filmId, releaseDate } = film;
    const days = Array.from({ length: 12 }, (_, at): DailyRow => {
      const date = releaseDate - 14 + at;
      const marks = 1_000 * (at + 1) + (at >= 6 ? 40_000 : 0) + (at === 11 ? 300_000 : 0);
      return { filmId, date, values: { want_to_see: marks, presale_tickets: at === 11 ? 1e9 : 1_000 } };
    });
    const runningDay = releaseDate - 3;
    const asOf = startOfDay(runningDay, 'CN') + 3_600_000;
    const { findings, cleaned } = assessIntegrity({ film, rows: days, norms: NO_NORMS, asOf, runningDay });
    const marked = [6, 7, 8, 9, 10, 11].map((at) => [releaseDate - 14 + at, 'want_to_see', 40_000]);
    expect(findings.map(({ day, metric, taken }) => [day, metric, taken])).toEqual(marked);
    expect(cleaned.at(-1)?.values).toEqual({ want_to_see: 312_000, presale_tickets: 1e9 });
    expect(assess(film, days, asOf).findings).toHaveLength(marked.length - 1);
  });

  it('says nothing of no rows, nor of few', () => {
    for (const { film, rows } of films.slice(0, 20)) {
      expect(assess(film, []).findings).toEqual([]);
      expect(() => assess(film, rows.slice(0, 3))).not.toThrow();
    }
  });

  it('defects 11, 15, 16: findings are per metric, missing heat says nothing of presale, and no score mixes the two', () => {
    for (const { film, rows } of films) {
      const presale = (own: readonly DailyRow[]) =>
        assess(film, own).findings.filter(({ metric }) => metric.startsWith('presale'));
      const mute = rows.map((row) => {
        const { social_heat: _, want_to_see: __, ...values } = row.values;
        return { ...row, values };
      });
      expect(presale(mute)).toEqual(presale(rows));
    }
  });
});

describe('cleaning', () => {
  it('never raises presale sold up to a day, never goes below zero, leaves rows given and unknown values alone', () => {
    let cleanedRows = 0;
    for (const { film, allRows, shows } of shownFilms('CN', 62, {
      worth: 0.4,
      of: 'purchase',
      most: 8,
      mostShows: 2_500,
    })) {
      const before = JSON.stringify(allRows);
      const asOf = startOfDay(film.releaseDate + 1, 'CN');
      const { cleaned, findings } = assessIntegrity({ film, rows: allRows, book: shows.book, norms: NO_NORMS, asOf });
      expect(JSON.stringify(allRows)).toBe(before);
      const sums = new Map<string, number>();
      const order = Array.from(allRows.keys()).sort((a, b) => (allRows[a]?.date ?? 0) - (allRows[b]?.date ?? 0));
      for (const i of order) {
        const [raw, clean] = [allRows[i], cleaned[i]];
        for (const metric of LEVELS) {
          const [was, is] = [raw?.values[metric], clean?.values[metric]];
          if (was === undefined || is === undefined) expect(is).toBe(was);
          else {
            expect(is).toBeGreaterThanOrEqual(Math.min(0, was));
            const key = `${raw?.showDate} ${metric}`;
            sums.set(key, (sums.get(key) ?? 0) + is - was);
            expect(sums.get(key)).toBeLessThanOrEqual(0);
            if (!findings.some(({ rule }) => rule === 'refund-burst')) expect(is).toBeLessThanOrEqual(was);
            if (was !== is) cleanedRows++;
          }
        }
      }
    }
    expect(cleanedRows).toBeGreaterThan(5);
  });

  it('keeps NaN as NaN, whatever a finding says', () => {
    const row: DailyRow = { filmId: 'a', date: 5, values: { social_heat: Number.NaN } };
    const finding = { filmId: 'a', day: 5, metric: 'social_heat', rule: 'heat-spike', detail: 'daily' } as const;
    const numbers = { severity: 1, raw: 9, cleaned: 1, taken: 8, evidence: {}, text: { en: '', zh: '' } };
    expect(cleanSeries([row], [{ ...finding, ...numbers }])[0]).toBe(row);
  });
});

describe('presale that cannot be', () => {
  const release = parseDay('2024-05-01');
  const film = { ...(world.films[0] as Film), filmId: 'a', releaseDate: release };
  const sale = (before: number, values: DailyRow['values']): DailyRow => ({
    ...{ filmId: 'a', date: release - before, showDate: release, values },
  });
  const rulesOf = (rows: readonly DailyRow[]) => new Set(assess(film, rows).findings.map(({ rule }) => rule));

  it('defect 4: presale of a day above what the day took is doubted and cut to it', () => {
    const rows = [
      sale(2, { presale_gross: 21_000 }),
      sale(1, { presale_gross: 9_000 }),
      { filmId: 'a', date: release, values: { gross: 12_400 } },
    ];
    const { cleaned } = assess(film, rows);
    expect(rulesOf(rows)).toEqual(new Set(['presale-above-gross']));
    expect(cleaned.reduce((sum, { values }) => sum + (values.presale_gross ?? 0), 0)).toBe(12_400);
  });

  it('more tickets than seats on sale are doubted', () => {
    const rows = [sale(1, { presale_tickets: 5_000, presale_screenings: 10 })];
    expect(rulesOf(rows)).toEqual(new Set(['presale-above-seats']));
    expect(assess(film, rows).cleaned[0]?.values.presale_tickets).toBe(3_500);
  });

  it('says so in both languages, with numbers', () => {
    const [finding] = assess(film, [sale(1, { presale_tickets: 5_000, presale_screenings: 10 })]).findings;
    expect(finding?.text.en).toBe(
      '2024-04-30: 5,000 tickets are more than the 3,500 seats that the shows on sale can have.',
    );
    expect(finding?.text.zh).toContain('5,000');
    expect(finding).toMatchObject({ raw: 5_000, cleaned: 3_500, taken: 1_500, severity: 0.3, detail: 'daily' });
  });
});

describe('ratings', () => {
  const usual = [2, 2, 4, 6, 10, 20, 40, 60, 40, 20];
  const days = Array.from({ length: 10 }, (_, day) => ({ day, counts: usual }));
  const burst = (score: number) =>
    days.map((one) => (one.day === 6 ? { ...one, counts: usual.map((n, i) => (i + 1 === score ? n + 150 : n)) } : one));

  it.each([1, 10])('of %i in a burst are taken off: bombing goes both ways', (score) => {
    const { findings, days: cleaned } = cleanRatings('a', burst(score), 99);
    expect(findings.map(({ day, evidence }) => [day, evidence['score']])).toEqual([[6, score]]);
    expect(Math.sign(findings[0]?.taken ?? 0)).toBe(score === 1 ? -1 : 1);
    expect(cleaned[6]?.counts).toEqual(usual);
    expect(cleanRatings('a', burst(score), 6).findings).toEqual([]);
  });

  it('that an audience is angry in, in neighbouring scores, are left alone', () => {
    const angry = days.map((one) =>
      one.day === 6 ? { ...one, counts: usual.map((n, i) => (i < 4 ? n + 80 : n)) } : one,
    );
    expect(cleanRatings('a', angry, 99).findings).toEqual([]);
  });
});
