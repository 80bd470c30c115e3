import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import type { DailyRow } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { toCurrencyUnits } from '../../../lib/film/money.ts';
import { distributions } from '../../../lib/forecast/distribution.ts';
import { filmInputs } from '../../../lib/forecast/filmInputs.ts';
import { pointsOf } from '../../../lib/forecast/pointForecast.ts';
import { prepareForecast } from '../../../lib/forecast/prepareForecast.ts';
import { QUANTILE_NAMES } from '../../../lib/forecast/quantiles.ts';
import { knownTakings } from '../../../lib/forecast/takings.ts';
import { TARGETS } from '../../../lib/forecast/target.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { type OpenedArtifact, openArtifact } from '../../../lib/training/artifact/openArtifact.ts';
import { inventHistory } from '../features/inventHistory.ts';
import { type SmallMarket, smallMarket } from '../training/smallMarket.ts';

const ORIGINS = [0, 1, 3] as const;
const MARKETS = ['US', 'CN'] as const satisfies readonly Market[];

const houses = new Map<Market, SmallMarket & { readonly artifact: OpenedArtifact }>();
beforeAll(async () => {
  for (const market of MARKETS) {
    const small = await smallMarket(market, ORIGINS);
    const artifact = await openArtifact({ files: small.built.files }, ortRuntime, { id: small.built.id });
    houses.set(market, { ...small, artifact });
  }
});
afterAll(async () => {
  for (const { artifact } of houses.values()) await artifact.close();
});

const house = (market: Market) => {
  const found = houses.get(market);
  if (!found) throw new Error(`no house for ${market}`);
  return found;
};

/** Films from a place on (by default: those after the training) of which all days before the origin are known. */
function laterFilms(history: MarketHistory, origin: number, count: number, from = -120): readonly number[] {
  return Array.from(history.films.keys())
    .slice(from)
    .filter((film) => {
      const source = history.films[film];
      if (!source) return false;
      const view = viewAsOf(history, originInstant(source, origin));
      return Array.from({ length: origin }, (_, day) => view.daily(film, 'gross', source.releaseDate + day)).every(
        (gross) => gross > 0,
      );
    })
    .slice(0, count);
}

describe.each(MARKETS)('a forecast in %s', (market) => {
  it.each(ORIGINS)('at T+%i says by ONNX what the trainer’s models say, to 1e-5', async (origin) => {
    const { history, trained, artifact } = house(market);
    const assembled = trained.origins.get(origin)?.assembled;
    if (!assembled) throw new Error('not trained');
    for (const film of laterFilms(history, origin, 25)) {
      const source = history.films[film];
      if (!source) continue;
      const view = viewAsOf(history, originInstant(source, origin));
      const inputs = filmInputs(view, film, trained.context);
      const x = { rows: 1, columns: inputs.values.length, data: inputs.values };
      const points = pointsOf(assembled.model, x, inputs.anchor);
      const expected = distributions(points, assembled.model.calibration, knownTakings(view, film), inputs.opening);
      const forecast = await prepareForecast(artifact, history, film, origin).run();
      for (const target of TARGETS) {
        for (const name of QUANTILE_NAMES) {
          expect(Math.abs(forecast[target][name] / expected[target][name] - 1)).toBeLessThan(1e-5);
        }
      }
    }
  });

  it.each(ORIGINS)('at T+%i is coherent, and base times all drivers is the median to 1e-9', async (origin) => {
    const { history, artifact } = house(market);
    for (const film of laterFilms(history, origin, 25)) {
      const forecast = await prepareForecast(artifact, history, film, origin).run();
      const product = forecast.drivers.reduce((sum, { factor }) => sum * factor, forecast.base);
      expect(Math.abs(product / forecast.total.p50 - 1)).toBeLessThan(1e-9);
      for (const [i, name] of QUANTILE_NAMES.entries()) {
        expect(forecast.openingDay[name]).toBeGreaterThan(0);
        expect(forecast.openingDay[name]).toBeLessThanOrEqual(forecast.openingWeekend[name]);
        expect(forecast.openingWeekend[name]).toBeLessThanOrEqual(forecast.total[name]);
        const before = QUANTILE_NAMES[i - 1] ?? name;
        for (const target of TARGETS) expect(forecast[target][name]).toBeGreaterThanOrEqual(forecast[target][before]);
      }
    }
  });

  it('defect 37: drivers are signed factors, the strongest first, each with a name in both languages', async () => {
    const { history, artifact } = house(market);
    const [film = -1] = laterFilms(history, 3, 1);
    const { drivers } = await prepareForecast(artifact, history, film, 3).run();
    const named = drivers.filter(({ feature }) => feature !== 'others');
    const effects = named.map(({ factor }) => Math.abs(Math.log(factor)));
    expect(effects).toEqual(effects.toSorted((a, b) => b - a));
    expect(named.some(({ factor }) => factor > 1) && named.some(({ factor }) => factor < 1)).toBe(true);
    const known = new Set(FEATURES.map(({ name }) => name));
    for (const { feature, name } of named) {
      expect(known).toContain(feature);
      expect(name.en.length * name.zh.length).toBeGreaterThan(0);
    }
  });

  it('returns a day that is known as known, in currency units (defect 38)', async () => {
    const { history, artifact } = house(market);
    const [film = -1] = laterFilms(history, 1, 1);
    const source = history.films[film];
    const minor = history.series[film]?.value('gross', source?.releaseDate ?? 0) ?? Number.NaN;
    const { openingDay, total, currency, grossKind } = await prepareForecast(artifact, history, film, 1).run();
    expect(new Set(Object.values(openingDay))).toEqual(new Set([toCurrencyUnits(minor, 2)]));
    expect(total.p05).toBeGreaterThanOrEqual(openingDay.p50);
    expect([currency, grossKind]).toEqual(market === 'US' ? ['USD', 'without-fee'] : ['CNY', 'with-fee']);
  });

  it('shows the films it is compared with, never the film itself, and what the simple methods say', async () => {
    const { history, artifact } = house(market);
    const [learnt = -1] = laterFilms(history, 3, 1, 100);
    const source = history.films[learnt];
    const { comparables, baselines } = await prepareForecast(artifact, history, learnt, 3).run();
    expect(comparables.length).toBeGreaterThan(5);
    expect(comparables.map(({ filmId }) => filmId)).not.toContain(source?.filmId);
    expect(comparables.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(baselines.comparables).toBeGreaterThan(0);
    expect(baselines.multiplier).toBeGreaterThan(0);
    const [film = -1] = laterFilms(history, 0, 1);
    expect((await prepareForecast(artifact, history, film, 0).run()).baselines.multiplier).toBeNull();
  });
});

describe('preparing a forecast', () => {
  it('hashes the moment and the inputs: later facts change nothing, earlier ones do', () => {
    const { history, artifact } = house('US');
    const [film = -1] = laterFilms(history, 3, 1);
    const { filmId = '', releaseDate = 0 } = history.films[film] ?? {};
    const { films, rows } = inventHistory('US', 5, 420);
    const hashWith = (change: (row: DailyRow) => DailyRow, origin = 3) => {
      const other = buildMarketHistory('US', films, rows.map(change));
      return prepareForecast(artifact, other, other.indexOf(filmId) ?? -1, origin).inputsHash;
    };
    const touch = (day: number) => (row: DailyRow) =>
      row.filmId === filmId && row.date === releaseDate + day
        ? { ...row, values: { ...row.values, gross: 123_456 } }
        : row;
    const untouched = hashWith((row) => row);
    expect(hashWith((row) => row)).toBe(untouched);
    expect(hashWith(touch(3))).toBe(untouched);
    expect(hashWith(touch(2))).not.toBe(untouched);
    expect(hashWith((row) => row, 1)).not.toBe(untouched);
  });

  it('forecasts a film of which only the first day was reported as one day old', async () => {
    const { history, artifact } = house('US');
    const [film = -1] = laterFilms(history, 3, 1);
    const { filmId = '', releaseDate = 0 } = history.films[film] ?? {};
    const { films, rows } = inventHistory('US', 5, 420);
    const late = rows.filter((row) => row.filmId !== filmId || row.date <= releaseDate);
    const other = buildMarketHistory('US', films, late);
    const index = other.indexOf(filmId) ?? -1;
    const forecast = await prepareForecast(artifact, other, index, 3).run();
    expect(forecast.origin).toBe('T+3');
    const inputs = filmInputs(
      viewAsOf(other, originInstant({ market: 'US', releaseDate }, 3)),
      index,
      artifact.context,
    );
    expect(inputs.modelOrigin).toBe(1);
    expect(forecast.openingWeekend.p95).toBeGreaterThan(forecast.openingWeekend.p05);
  });

  it('refuses an origin that the artifact was not trained for, and a film that is not there', () => {
    const { history, artifact } = house('US');
    expect(() => prepareForecast(artifact, history, 200, -7)).toThrow('forecast.origin-not-served');
    expect(() => prepareForecast(artifact, history, 9_999, 3)).toThrow('forecast.unknown-film');
  });

  it('forecasts a film of a market without any history from the level it was trained on', async () => {
    const { artifact } = house('US');
    const { films } = inventHistory('US', 5, 420);
    const alone = buildMarketHistory('US', films.slice(-1), []);
    const { total } = await prepareForecast(artifact, alone, 0, 0).run();
    expect(total.p50).toBeGreaterThan(0);
    expect(total.p95).toBeLessThan(Number.POSITIVE_INFINITY);
  });
});
