import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { SIMULATED_MARKETS } from '../../../lib/simulation/simulatedMarket.ts';
import { rowsByFilm, yearOfFilms } from './worlds.ts';

const UNTIL = parseDay('2025-01-01');

describe('time in a simulated market', () => {
  it('a history that ends earlier is the beginning of one that ends later', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SIMULATED_MARKETS),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 1, max: 300 }),
        (market, seed, fewer) => {
          const whole = yearOfFilms(market, seed);
          const short = yearOfFilms(market, seed, { until: UNTIL - fewer, slateUntil: UNTIL });
          const beginning = whole.rows.filter(({ date }) => date < UNTIL - fewer);
          expect(JSON.stringify(short.rows) === JSON.stringify(beginning)).toBe(true);
          short.films.forEach((film, i) => {
            const later = whole.films[i];
            // What comes with time: the total once the run is over, and the search level at release.
            const { finalGross, searchIndex30d, ...facts } = film;
            expect(later).toMatchObject(facts);
            expect([undefined, later?.finalGross]).toContain(finalGross);
            expect([undefined, later?.searchIndex30d]).toContain(searchIndex30d);
          });
        },
      ),
      { numRuns: 8 },
    );
  });

  it('a film that opens later leaves no trace on the days before its first', () => {
    for (const market of SIMULATED_MARKETS) {
      const whole = yearOfFilms(market, 11);
      const dropped = whole.films[40];
      if (!dropped) throw new Error('there is no such film');
      const rest = yearOfFilms(market, 11, { without: ({ filmId }) => filmId === dropped.filmId });
      const first = dropped.releaseDate - 4;
      const before = (world: typeof whole) =>
        JSON.stringify(world.rows.filter(({ filmId, date }) => filmId !== dropped.filmId && date < first));
      expect(before(rest) === before(whole)).toBe(true);
    }
  });

  it('days before release tell nothing of what nobody knew: surprise and word of mouth', () => {
    // 600 films of ten seeds: a correlation of chance alone stays below 0.16 in 9,999 of 10,000.
    for (const market of SIMULATED_MARKETS) {
      const pairs: {
        readonly sold: number;
        readonly appeal: number;
        readonly surprise: number;
        readonly mouth: number;
      }[] = [];
      for (let seed = 100; seed < 110; seed++) {
        const world = yearOfFilms(market, seed);
        const rows = rowsByFilm(world);
        world.truth.forEach(({ filmId, appeal, surprise, wordOfMouth }) => {
          const sold = (rows.get(filmId) ?? []).reduce((sum, { values }) => sum + (values.presale_gross ?? 0), 0);
          if (sold > 0) pairs.push({ sold: Math.log(sold), appeal, surprise, mouth: wordOfMouth });
        });
      }
      const sold = pairs.map((pair) => pair.sold);
      expect(
        correlation(
          sold,
          pairs.map(({ appeal }) => appeal),
        ),
      ).toBeGreaterThan(0.7);
      expect(
        Math.abs(
          correlation(
            sold,
            pairs.map(({ surprise }) => surprise),
          ),
        ),
      ).toBeLessThan(0.16);
      expect(
        Math.abs(
          correlation(
            sold,
            pairs.map(({ mouth }) => mouth),
          ),
        ),
      ).toBeLessThan(0.16);
    }
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const product = mean(a.map((value, i) => (value - ma) * ((b[i] ?? 0) - mb)));
  return product / Math.sqrt(mean(a.map((value) => (value - ma) ** 2)) * mean(b.map((value) => (value - mb) ** 2)));
}
