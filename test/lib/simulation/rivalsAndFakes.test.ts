import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyMetric, DailyRow } from '../../../lib/film/film.ts';
import { SIMULATED_MARKETS } from '../../../lib/simulation/simulatedMarket.ts';
import type { KnownWorld } from '../../../lib/simulation/simulateMarket.ts';
import { yearOfFilms } from './worlds.ts';

describe('rivals', () => {
  it.each(SIMULATED_MARKETS)(
    'share one audience in %s: without the biggest film, others take more on its days',
    (market) => {
      const whole = yearOfFilms(market, 21);
      const biggest = whole.truth.toSorted((a, b) => b.total - a.total)[0]?.filmId ?? '';
      const rest = yearOfFilms(market, 21, { without: ({ filmId }) => filmId === biggest });
      const firstDay = whole.films.find(({ filmId }) => filmId === biggest)?.releaseDate ?? 0;
      const week = (world: KnownWorld) => grossOf(world.rows, biggest, firstDay, firstDay + 6);
      for (const [key, gross] of week(whole)) expect(week(rest).get(key) ?? 0).toBeGreaterThanOrEqual(gross);
      const sum = (world: KnownWorld) => [...week(world).values()].reduce((all, gross) => all + gross, 0);
      expect(sum(rest)).toBeGreaterThan(1.02 * sum(whole));
    },
  );

  it('divide a market that does not grow as much as films are added', () => {
    const takings = (films: number) => {
      const dates = { from: parseDay('2024-01-01'), until: parseDay('2025-01-01') };
      const world = yearOfFilms('CN', 22, {
        ...dates,
        films: 120,
        without: ({ filmId }) => Number(filmId.slice(-3)) > films,
      });
      return world.truth.map(({ filmId, total }) => ({ filmId, total }));
    };
    const alone = new Map(takings(1).map(({ filmId, total }) => [filmId, total]));
    for (const { filmId, total } of takings(120)) {
      if (alone.has(filmId)) expect(total).toBeLessThan(alone.get(filmId) ?? 0);
    }
  });
});

describe('bought signals', () => {
  const seeds = [31, 32, 33, 34, 35, 36];
  const bought = seeds.map((seed) => yearOfFilms('CN', seed));
  const honest = seeds.map((seed) => yearOfFilms('CN', seed, { honest: true }));
  const films = bought.flatMap((world, w) =>
    world.truth.map((truth, i) => ({ truth, plain: honest[w]?.truth[i], world, other: honest[w] })),
  );

  it('raise what is seen and never what is true', () => {
    let raised = 0;
    for (const { truth, plain } of films) {
      expect(truth.presale.map(({ trueTickets }) => trueTickets)).toEqual(
        plain?.presale.map(({ trueTickets }) => trueTickets),
      );
      for (const { fakeTickets } of plain?.presale ?? []) expect(fakeTickets).toBe(0);
      let kept = 0;
      for (const { fakeTickets } of truth.presale) {
        kept += fakeTickets;
        expect(kept).toBeGreaterThanOrEqual(0);
      }
      if (truth.presale.some(({ fakeTickets }) => fakeTickets > 0)) raised++;
    }
    expect(raised).toBeGreaterThan(5);
  });

  it('show in presale, want-to-see and heat as more than there would be, on the days the truth names', () => {
    for (const { truth, world, other } of films) {
      if (!truth.buysSignals) continue;
      const seen = valuesOf(world.rows, truth.filmId);
      const plain = valuesOf(other?.rows ?? [], truth.filmId);
      for (const { day, wantToSee, heat } of truth.fakeAttention) {
        const of = (values: typeof seen, metric: DailyMetric) => values.get(`${day} ${metric}`) ?? 0;
        expect(of(seen, 'want_to_see')).toBe(of(plain, 'want_to_see') + wantToSee);
        expect(of(seen, 'social_heat')).toBeCloseTo(of(plain, 'social_heat') + heat, 0);
      }
      for (const { day, fakeTickets } of truth.presale) {
        const of = (values: typeof seen) => values.get(`${day} presale_tickets`) ?? 0;
        expect(of(seen)).toBe(of(plain) + fakeTickets);
      }
    }
  });

  it('leave honest films as they are', () => {
    for (const { truth, world, other } of films) {
      if (truth.buysSignals) continue;
      const own = (rows: readonly DailyRow[]) =>
        JSON.stringify(rows.filter(({ filmId, values }) => filmId === truth.filmId && values.gross === undefined));
      expect(own(world.rows) === own(other?.rows ?? [])).toBe(true);
    }
  });

  it('are bought by a share of films that differs from world to world, on days that differ from film to film', () => {
    const shares = seeds.map((_, w) => (bought[w]?.truth ?? []).filter(({ buysSignals }) => buysSignals).length / 60);
    expect(new Set(shares).size).toBeGreaterThan(2);
    for (const share of shares) expect(share).toBeLessThan(0.35);
    const release = new Map(bought[0]?.films.map(({ filmId, releaseDate }) => [filmId, releaseDate]));
    const first = films.flatMap(({ truth, world }) => {
      const day = truth.presale.find(({ fakeTickets }) => fakeTickets > 0)?.day;
      return day === undefined || world !== bought[0] ? [] : [day - (release.get(truth.filmId) ?? 0)];
    });
    expect(new Set(first).size).toBeGreaterThan(1);
  });

  it('word of mouth turns on drawn days, for some films, up and down', () => {
    const turns = films.flatMap(({ truth }) => truth.turn ?? []);
    expect(turns.length / films.length).toBeGreaterThan(0.05);
    expect(turns.length / films.length).toBeLessThan(0.2);
    expect(new Set(turns.map(({ age }) => age)).size).toBeGreaterThan(3);
    expect(new Set(turns.map(({ slope }) => Math.sign(slope)))).toEqual(new Set([-1, 1]));
  });
});

/** What films other than one took on days from `from` to `to`, by film and day. */
function grossOf(rows: readonly DailyRow[], except: string, from: number, to: number): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap(({ filmId, date, values }): [string, number][] =>
      filmId !== except && date >= from && date <= to && values.gross !== undefined
        ? [[`${filmId} ${date}`, values.gross]]
        : [],
    ),
  );
}

/** Values of one film by day and measure, those of several days of showing summed. */
function valuesOf(rows: readonly DailyRow[], filmId: string): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const row of rows) {
    if (row.filmId !== filmId) continue;
    for (const [metric, value] of Object.entries(row.values)) {
      const key = `${row.date} ${metric}`;
      values.set(key, (values.get(key) ?? 0) + value);
    }
  }
  return values;
}
