import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { prepareBothWays } from '../../../lib/forecast/prepareBothWays.ts';
import type { PreparedForecast } from '../../../lib/forecast/prepareForecast.ts';
import { assessIntegrity, NO_NORMS } from '../../../lib/integrity/assessIntegrity.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { rowsByFilm, yearOfFilms } from '../simulation/worlds.ts';

const world = yearOfFilms('CN', 63, { honest: true, films: 12 });
const index = 5;
const film = buildMarketHistory('CN', world.films, world.rows).films[index] as Film;
const { releaseDate } = film;
const own = rowsByFilm(world).get(film.filmId) ?? [];
const others = world.rows.filter(({ filmId }) => filmId !== film.filmId);
const asOf = startOfDay(releaseDate - 1, 'CN');

/** Inputs that are the presale and heat that the view shows. */
function prepare(from: MarketHistory): PreparedForecast {
  const view = viewAsOf(from, asOf);
  const inputs = [view.presaleFor(index, releaseDate, releaseDate), view.daily(index, 'social_heat', releaseDate - 3)];
  return { inputsHash: inputs.join(' '), run: () => Promise.reject(new Error('not asked')) };
}

const both = (rows: readonly DailyRow[]) => {
  const history = buildMarketHistory('CN', world.films, [...others, ...rows]);
  const assessment = assessIntegrity({ film, rows, norms: NO_NORMS, asOf });
  return { history, raw: prepare(history), ...prepareBothWays({ history, film: index, assessment, prepare }) };
};
const presaleOf = (prepared: PreparedForecast | undefined) => Number(prepared?.inputsHash.split(' ')[0]);
const quiet = own.map(({ values: { social_heat: _, want_to_see: __, ...values }, ...row }) => ({ ...row, values }));
const withDay = (rows: readonly DailyRow[], showDate: number | undefined, values: DailyRow['values']) =>
  rows.map((row) =>
    row.showDate === showDate && row.date === releaseDate - 3 ? { ...row, values: { ...row.values, ...values } } : row,
  );

describe('a forecast of doubted signals', () => {
  const bought = { presale_tickets: 10_000_000, presale_gross: 400_000_000_00 };

  it('is made from the cleaned ones, and from the raw ones beside them', () => {
    const { served, other, raw, integrity } = both(withDay(quiet, releaseDate, bought));
    expect(integrity?.used).toBe('cleaned');
    expect(integrity?.findings.some(({ metric }) => metric === 'presale_gross')).toBe(true);
    expect(other?.inputsHash).toBe(raw.inputsHash);
    expect(presaleOf(other)).toBeGreaterThan(2 * presaleOf(served));
  });

  it('leaves what the film took, and every other film, as they are', () => {
    const rows = withDay(quiet, releaseDate, bought);
    const history = buildMarketHistory('CN', world.films, [...others, ...rows]);
    const assessment = assessIntegrity({ film, rows, norms: NO_NORMS, asOf });
    const seen: MarketHistory[] = [];
    const see = (from: MarketHistory) => {
      seen.push(from);
      return prepare(from);
    };
    prepareBothWays({ history, film: index, assessment, prepare: see });
    prepareBothWays({ history, film: index, assessment, prepare: see });
    const [raw, cleaned, , again] = seen;
    expect(again).toBe(cleaned);
    expect(cleaned).not.toBe(raw);
    const later = startOfDay(releaseDate + 9, 'CN');
    for (const [at] of world.films.entries()) {
      const [one, two] = [raw, cleaned].map((from) => viewAsOf(from as MarketHistory, later));
      expect(two?.grossBetween(at, 0, releaseDate + 9)).toBe(one?.grossBetween(at, 0, releaseDate + 9));
      if (at !== index) expect(cleaned?.series[at]).toBe(raw?.series[at]);
    }
  });

  it('is made from the raw ones where heat alone is doubted, which is told', () => {
    const spiked = withDay(
      quiet.map((row) => (row.date < releaseDate ? { ...row, values: { ...row.values, social_heat: 100 } } : row)),
      undefined,
      { social_heat: 1e9 },
    );
    const { served, other, raw, integrity } = both(spiked);
    expect(integrity).toMatchObject({ used: 'raw', findings: [{ metric: 'social_heat' }] });
    expect([served.inputsHash, other]).toEqual([raw.inputsHash, undefined]);
  });

  it('is made once, from the raw ones, where nothing is doubted', () => {
    const { served, raw, ...more } = both(quiet);
    expect(served.inputsHash).toBe(raw.inputsHash);
    expect([more.integrity, more.other]).toEqual([undefined, undefined]);
  });
});
