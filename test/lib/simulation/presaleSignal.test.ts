import { describe, expect, it } from 'vitest';
import { MARKETS } from '../../../lib/film/market.ts';
import { SIMULATED_MARKETS, type SimulatedMarket } from '../../../lib/simulation/simulatedMarket.ts';
import { rowsByFilm, yearOfFilms } from './worlds.ts';

/** Correlation of log presale for the first day with its log gross over films on sale, and the median share of it. */
function presaleAt(market: SimulatedMarket, daysBefore: number) {
  const pairs: (readonly [sold: number, gross: number])[] = [];
  const all = [41, 42, 43, 44, 45, 46, 47, 48].map((seed) => yearOfFilms(market, seed, { films: 100 }));
  for (const world of all) {
    const rows = rowsByFilm(world);
    for (const { filmId, releaseDate } of world.films) {
      const own = rows.get(filmId) ?? [];
      const gross = own.find(({ date, values }) => date === releaseDate && values.gross !== undefined)?.values.gross;
      const sold = own
        .filter(({ date, showDate }) => showDate === releaseDate && date < releaseDate - daysBefore)
        .reduce((sum, { values }) => sum + (values.presale_gross ?? 0), 0);
      if (gross !== undefined && sold > 0) pairs.push([sold / 10 ** MARKETS[market].minorDigits, gross / 100]);
    }
  }
  const logs = pairs.map(([sold, gross]) => [Math.log(sold), Math.log(gross)] as const);
  const shares = pairs.map(([sold, gross]) => sold / gross).sort((a, b) => a - b);
  const mean = (pick: (pair: readonly [number, number]) => number) =>
    logs.reduce((sum, pair) => sum + pick(pair), 0) / logs.length;
  const [mx, my] = [mean(([x]) => x), mean(([, y]) => y)];
  const covariance = mean(([x, y]) => (x - mx) * (y - my));
  const correlation = covariance / Math.sqrt(mean(([x]) => (x - mx) ** 2) * mean(([, y]) => (y - my) ** 2));
  return { correlation, share: shares[shares.length >> 1] ?? Number.NaN };
}

describe('presale as a signal', () => {
  it.each(SIMULATED_MARKETS)('says a lot on the last days and less a week before in %s', (market) => {
    const [week, eve] = [presaleAt(market, 7), presaleAt(market, 1)];
    // What the trade publishes: 0.8 to 0.9 in logs near release, less a week before.
    expect(eve.correlation).toBeGreaterThan(0.78);
    expect(eve.correlation).toBeLessThan(0.92);
    expect(week.correlation).toBeGreaterThan(0.6);
    expect(week.correlation).toBeLessThan(eve.correlation - 0.03);
    expect(week.share).toBeGreaterThan(0.02);
    expect(eve.share).toBeLessThan(0.6);
    expect(eve.share).toBeGreaterThan(3 * week.share);
  });

  it('fan films sell earlier and a bigger part of their first day than others', () => {
    const worlds = [51, 52, 53, 54].map((seed) => yearOfFilms('CN', seed, { films: 100 }));
    const films = worlds.flatMap((world) => {
      const release = new Map(world.films.map(({ filmId, releaseDate }) => [filmId, releaseDate]));
      return world.truth.map(({ filmId, fans, presale }) => {
        const before = presale.filter(({ day }) => day < (release.get(filmId) ?? 0));
        const sum = (days: typeof before) => days.reduce((all, { trueTickets }) => all + trueTickets, 0);
        return { fans, early: sum(before.filter(({ day }) => day < (release.get(filmId) ?? 0) - 7)) / sum(before) };
      });
    });
    const early = (own: typeof films) => own.reduce((sum, film) => sum + film.early, 0) / own.length;
    const byFans = films.toSorted((a, b) => a.fans - b.fans);
    expect(early(byFans.slice(-80))).toBeGreaterThan(1.4 * early(byFans.slice(0, 80)));
  });
});
