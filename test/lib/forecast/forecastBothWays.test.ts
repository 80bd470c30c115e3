import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import type { Forecast } from '../../../lib/forecast/forecast.ts';
import { forecastBothWays } from '../../../lib/forecast/forecastBothWays.ts';
import type { PreparedForecast } from '../../../lib/forecast/prepareForecast.ts';
import { assessIntegrity, NO_NORMS } from '../../../lib/integrity/assessIntegrity.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { rowsByFilm, yearOfFilms } from '../simulation/worlds.ts';

const world = yearOfFilms('CN', 63, { honest: true, films: 12 });
const history = buildMarketHistory('CN', world.films, world.rows);
const film = world.films[5] as Film;
const own = rowsByFilm(world).get(film.filmId) ?? [];
const ORIGIN = -1;

/** A forecast that is ten times the presale that the view shows. */
function prepare(from: MarketHistory, index: number): PreparedForecast {
  const subject = from.films[index] as Film;
  const presale = viewAsOf(from, originInstant(subject, ORIGIN)).presaleFor(index, film.releaseDate, film.releaseDate);
  const total = { p05: presale, p10: presale, p25: presale, p50: 10 * presale, p75: 0, p90: 20 * presale, p95: 0 };
  return { inputsHash: String(presale), run: async () => ({ filmId: subject.filmId, total }) as unknown as Forecast };
}

const both = (rows: readonly DailyRow[]) => {
  const asOf = startOfDay(film.releaseDate + ORIGIN, 'CN');
  const assessment = assessIntegrity({ film, rows, norms: NO_NORMS, asOf });
  return forecastBothWays({ history, film, origin: ORIGIN, assessment, prepare });
};

describe('a forecast of doubted signals', () => {
  it('is made from the cleaned ones and states what the raw ones say', async () => {
    const spiked = own.map((row) =>
      row.showDate === film.releaseDate && row.date === film.releaseDate - 3
        ? { ...row, values: { ...row.values, presale_tickets: 10_000_000, presale_gross: 400_000_000_00 } }
        : row,
    );
    const { forecast, integrity } = await both(spiked);
    expect(integrity.used).toBe('cleaned');
    expect(integrity.findings.some(({ metric }) => metric === 'presale_gross')).toBe(true);
    expect(integrity.other?.p50).toBeGreaterThan(2 * forecast.total.p50);
  });

  it('is made once, from the raw ones, where nothing is doubted', async () => {
    const quiet = own.map(({ values: { social_heat: _, want_to_see: __, ...values }, ...row }) => ({ ...row, values }));
    const { integrity } = await both(quiet);
    expect(integrity).toEqual({ used: 'raw', detail: 'daily', findings: [] });
  });
});
