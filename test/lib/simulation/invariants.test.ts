import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARKETS } from '../../../lib/film/market.ts';
import { SIMULATED_MARKETS } from '../../../lib/simulation/simulatedMarket.ts';
import { rowsByFilm, yearOfFilms } from './worlds.ts';

const anyWorld = fc.record({
  market: fc.constantFrom(...SIMULATED_MARKETS),
  seed: fc.integer({ min: 1, max: 1_000_000 }),
});
const RUNS = { numRuns: 12 };
const SEATS = 110;

describe('a simulated market', () => {
  it('defect 4: never sells more ahead for a day than that day takes in the end', () => {
    fc.assert(
      fc.property(anyWorld, ({ market, seed }) => {
        const world = yearOfFilms(market, seed);
        for (const rows of rowsByFilm(world).values()) {
          const gross = new Map(
            rows.flatMap(({ date, values }) => (values.gross === undefined ? [] : [[date, values.gross]])),
          );
          const ahead = new Map<number, number>();
          for (const { showDate, values } of rows) {
            if (showDate === undefined) continue;
            ahead.set(showDate, (ahead.get(showDate) ?? 0) + (values.presale_gross ?? 0));
          }
          for (const [day, sold] of ahead) {
            // Days that the data do not reach have no gross yet.
            expect(sold).toBeLessThanOrEqual(gross.get(day) ?? Number.POSITIVE_INFINITY);
          }
        }
      }),
      RUNS,
    );
  });

  it('never owes tickets: refunds never exceed what was sold before', () => {
    fc.assert(
      fc.property(anyWorld, ({ market, seed }) => {
        for (const rows of rowsByFilm(yearOfFilms(market, seed)).values()) {
          const kept = new Map<number, number>();
          for (const { showDate, values } of rows) {
            if (showDate === undefined) continue;
            const sum = (kept.get(showDate) ?? 0) + (values.presale_tickets ?? 0);
            expect(sum).toBeGreaterThanOrEqual(0);
            kept.set(showDate, sum);
          }
        }
      }),
      RUNS,
    );
  });

  it('takes money by whole tickets at one price a day, ahead and at the door, and fills no seat twice', () => {
    fc.assert(
      fc.property(anyWorld, ({ market, seed }) => {
        for (const rows of rowsByFilm(yearOfFilms(market, seed)).values()) {
          const priceOn = new Map<number, number>();
          const kept = new Map<number, number>();
          for (const { showDate, values } of rows) {
            const { presale_gross: money = 0, presale_tickets: tickets = 0 } = values;
            if (showDate === undefined || tickets === 0) continue;
            priceOn.set(showDate, priceOn.get(showDate) ?? money / tickets);
            expect(money).toBe(tickets * (priceOn.get(showDate) ?? 0));
            const sum = (kept.get(showDate) ?? 0) + tickets;
            kept.set(showDate, sum);
            expect(sum).toBeLessThanOrEqual(SEATS * (values.presale_screenings ?? 0));
          }
          for (const { date, values } of rows) {
            const price = priceOn.get(date);
            if (price === undefined || values.gross === undefined) continue;
            expect(values.gross % price).toBe(0);
            if (values.admissions === undefined) continue;
            expect(values.gross).toBe(values.admissions * price);
            expect(values.admissions).toBeLessThanOrEqual(SEATS * (values.screenings ?? 0));
          }
        }
      }),
      RUNS,
    );
  });

  it('counts previews in the total, and shows them in China alone', () => {
    const previewed = (market: 'US' | 'CN') => {
      const world = yearOfFilms(market, 4);
      const early = new Map<string, number>();
      const sums = new Map<string, number>();
      const release = new Map(world.films.map(({ filmId, releaseDate }) => [filmId, releaseDate]));
      for (const { filmId, date, values } of world.rows) {
        const gross = values.gross ?? 0;
        sums.set(filmId, (sums.get(filmId) ?? 0) + gross);
        if (date < (release.get(filmId) ?? 0)) early.set(filmId, (early.get(filmId) ?? 0) + gross);
      }
      for (const { filmId, finalGross } of world.films) {
        const sum = sums.get(filmId) ?? 0;
        if (finalGross === undefined) continue;
        expect(finalGross).toBeGreaterThanOrEqual(sum);
        expect(finalGross).toBeLessThanOrEqual(1.0041 * sum);
      }
      return [...early.values()].filter((gross) => gross > 0).length / world.films.length;
    };
    expect(previewed('US')).toBe(0);
    expect(previewed('CN')).toBeGreaterThan(0.6);
  });

  it('defect 7: knows which part of a gross is service fee, and whether a gross contains one', () => {
    for (const market of SIMULATED_MARKETS) {
      const { truth } = yearOfFilms(market, 5);
      const total = truth.reduce((sum, film) => sum + film.total, 0);
      const share = truth.reduce((sum, film) => sum + film.serviceFees, 0) / total;
      if (MARKETS[market].grossKind === 'without-fee') expect(share).toBe(0);
      else expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.09);
    }
  });

  it('never writes the hidden truth into a history', () => {
    const { films, rows, truth } = yearOfFilms('CN', 6);
    const columns = new Set(
      [...films, ...rows.map(({ values }) => values), ...rows].flatMap((one) => Object.keys(one)),
    );
    for (const secret of Object.keys(truth[0] ?? {}).filter((key) => key !== 'filmId')) {
      expect(columns.has(secret)).toBe(false);
    }
    expect(truth.map(({ filmId }) => filmId)).toEqual(films.map(({ filmId }) => filmId));
  });
});
