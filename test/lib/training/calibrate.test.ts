import { describe, expect, it } from 'vitest';
import { filmsLike } from '../../../lib/forecast/calibration.ts';
import { distributions } from '../../../lib/forecast/distribution.ts';
import type { Opening } from '../../../lib/forecast/opening.ts';
import { QUANTILE_LEVELS } from '../../../lib/forecast/quantiles.ts';
import { branchOf, drawSamples } from '../../../lib/forecast/samples.ts';
import { MOST_FILMS } from '../../../lib/forecast/settleFilms.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { decodeCalibrations, encodeCalibrations } from '../../../lib/training/artifact/calibrationFile.ts';
import { calibrate } from '../../../lib/training/calibrate.ts';
import type { CalibrationRows } from '../../../lib/training/calibrationRows.ts';

const NORMAL_90 = 1.2815515655446004;

/** Forecasts of `n` films that miss by `sigma(film)`, which their quantiles know of if they are `told`. */
function rowsOf(
  n: number,
  sigma: (film: number) => number,
  { opening = () => 'wide', told = false, seed = 20_160_401 }: RowsOptions = {},
): CalibrationRows {
  const random = seededRandom(seed);
  const total = Float64Array.from({ length: n }, () => 15 + standardNormal(random));
  const actual = total.map((point, film) => point + sigma(film) * standardNormal(random));
  const nothing = new Float64Array(n).fill(Number.NaN);
  return {
    points: { openingDay: nothing, openingWeekend: nothing, total },
    actuals: { openingDay: actual.map((y) => y - 2), openingWeekend: actual.map((y) => y - 1), total: actual },
    anchors: total.map((point) => point - 1),
    openings: Array.from({ length: n }, (_, film) => opening(film)),
    releases: Int32Array.from({ length: n }, (_, film) => 15_000 + film),
    ...(told
      ? {
          low: total.map((point, film) => point - NORMAL_90 * sigma(film)),
          high: total.map((point, film) => point + NORMAL_90 * sigma(film)),
        }
      : {}),
  };
}

interface RowsOptions {
  readonly opening?: (film: number) => Opening;
  readonly told?: boolean;
  readonly seed?: number;
}

/** How often films like those calibrated on lie in their intervals. */
function coverages(rows: CalibrationRows, films: readonly number[], calibration = calibrate(rows)) {
  const inside = { c50: 0, c80: 0, c90: 0 };
  for (const film of films) {
    const points = {
      ...{ openingDay: Number.NaN, openingWeekend: Number.NaN, total: rows.points.total[film] ?? 0 },
      ...(rows.low && rows.high ? { low: rows.low[film] ?? 0, high: rows.high[film] ?? 0 } : {}),
    };
    const { total } = distributions(points, calibration, {}, 'wide');
    const actual = Math.exp(rows.actuals.total[film] ?? 0);
    if (total.p25 <= actual && actual <= total.p75) inside.c50++;
    if (total.p10 <= actual && actual <= total.p90) inside.c80++;
    if (total.p05 <= actual && actual <= total.p95) inside.c90++;
  }
  return { c50: inside.c50 / films.length, c80: inside.c80 / films.length, c90: inside.c90 / films.length };
}

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

describe('calibration', () => {
  it('keeps the most recent films of each kind of opening, earliest first', () => {
    const { openings } = calibrate(
      rowsOf(4_000, () => 0.2, { opening: (film) => (film % 4 === 0 ? 'small' : 'wide') }),
    );
    expect(Object.keys(openings).sort()).toEqual(['small', 'wide']);
    expect(openings.wide?.releases.length).toBe(MOST_FILMS);
    expect(openings.small?.releases.length).toBe(MOST_FILMS);
    expect(openings.wide?.releases.at(-1)).toBe(15_000 + 3_999);
    expect(openings.wide?.releases).toEqual(openings.wide?.releases.toSorted());
  });

  it('puts all films together where kinds cannot be told', () => {
    const kinds = (n: number, opening: (film: number) => Opening) =>
      Object.keys(calibrate(rowsOf(n, () => 0.2, { opening })).openings);
    expect(kinds(300, () => 'unknown')).toEqual(['unknown']);
    expect(kinds(70, (film) => (film < 20 ? 'small' : 'wide'))).toEqual(['unknown']);
  });

  it('covers exchangeable films as often as it says, within the exact binomial band', () => {
    // 100 markets of 300 films to calibrate on and 20 to forecast: 2,000 forecasts
    const covered = { c50: 0, c80: 0, c90: 0 };
    for (let seed = 0; seed < 100; seed++) {
      const rows = rowsOf(320, (film) => (film % 3 === 0 ? 0.6 : 0.2), { told: true, seed });
      const past = upTo(300);
      const until = (values: Float64Array) => values.slice(0, 300);
      const fitted = calibrate({
        ...rows,
        points: { ...rows.points, total: until(rows.points.total) },
        openings: past.map(() => 'wide'),
      });
      const own = coverages(rows, upTo(320).slice(300), fitted);
      covered.c50 += own.c50 / 100;
      covered.c80 += own.c80 / 100;
      covered.c90 += own.c90 / 100;
    }
    // 99 % bands of 2,000 draws: 2.5758 * sqrt(p (1 - p) / 2000)
    expect(Math.abs(covered.c50 - 0.5)).toBeLessThan(0.0288);
    expect(Math.abs(covered.c80 - 0.8)).toBeLessThan(0.023);
    expect(Math.abs(covered.c90 - 0.9)).toBeLessThan(0.0173);
  });

  it('tells films apart that are hard and easy, where their quantiles do', () => {
    const rows = rowsOf(400, (film) => (film % 2 === 0 ? 0.6 : 0.2), { told: true });
    const hard = upTo(400).filter((film) => film % 2 === 0);
    const easy = upTo(400).filter((film) => film % 2 === 1);
    for (const films of [hard, easy]) expect(Math.abs(coverages(rows, films).c80 - 0.8)).toBeLessThan(0.07);
    const { low: _low, high: _high, ...blind } = rows;
    expect(coverages(blind, easy).c80).toBeGreaterThan(0.9);
    expect(coverages(blind, hard).c80).toBeLessThan(0.7);
  });

  it('believes quantiles that know nothing hardly at all', () => {
    const rows = rowsOf(400, () => 0.3, { told: true });
    const random = seededRandom(8);
    const { total } = rows.points;
    const spread = calibrate({
      ...rows,
      low: total.map((point) => point - Math.exp(standardNormal(random))),
      high: total.map((point) => point + Math.exp(standardNormal(random))),
    }).spread;
    for (const effect of [...(spread?.below ?? []), ...(spread?.above ?? [])])
      expect(Math.abs(effect)).toBeLessThan(0.15);
  });

  it('learns that films on which models disagree collapse and break out more often', () => {
    const random = seededRandom(9);
    const rows = rowsOf(500, (film) => (film % 5 === 0 ? 0.9 : 0.2));
    const disagreement = Float64Array.from(
      upTo(500),
      (film) => (film % 5 === 0 ? -1 : -2) + 0.2 * standardNormal(random),
    );
    const calibration = calibrate({ ...rows, disagreement });
    const tails = (value: number) => {
      const points = { openingDay: 13, openingWeekend: 14, total: 15, disagreement: value };
      const samples = drawSamples(points, calibration, {}, 'wide');
      return branchOf(samples, 'collapse').share + branchOf(samples, 'breakout').share;
    };
    expect(tails(-1)).toBeGreaterThan(1.4 * tails(-2));
  });

  it('defect 39: a film forecast higher has a higher median, whatever becomes of its spread and of its models', () => {
    const random = seededRandom(10);
    const rows = rowsOf(300, (film) => (film % 4 === 0 ? 0.9 : 0.2), { told: true });
    const disagreement = Float64Array.from(upTo(300), (film) => (film % 4 === 0 ? -1 : -2) + standardNormal(random));
    const calibration = calibrate({ ...rows, disagreement });
    expect(calibration.openings.wide?.mixture).toBeDefined();
    for (let film = 0; film < 20; film++) {
      let before = 0;
      for (let total = 11; total < 19; total += 0.05) {
        const gaps = { low: total - Math.exp(standardNormal(random)), high: total + Math.exp(standardNormal(random)) };
        const points = { openingDay: 9, openingWeekend: 10, total, ...gaps, disagreement: 2 * standardNormal(random) };
        const { p50 } = distributions(points, calibration, {}, 'wide').total;
        expect(p50).toBeGreaterThan(before);
        before = p50;
      }
    }
  });

  it('takes errors of an opening from the forecast of the total where it was hardly forecast itself', () => {
    const calibration = calibrate(rowsOf(200, () => 0.2));
    expect(filmsLike(calibration, 'wide').fromTotal).toEqual(['openingDay', 'openingWeekend']);
    const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: 15 };
    const { openingDay, openingWeekend } = distributions(points, calibration, {}, 'wide');
    expect(Math.log(openingDay.p50)).toBeCloseTo(13, 0);
    expect(openingWeekend.p50).toBeGreaterThan(openingDay.p50);
  });

  it('expects models that learn from more films to miss by less', () => {
    const rows = rowsOf(400, () => 0.3);
    const width = (share: number) => {
      const calibration = calibrate({ ...rows, learnt: new Float64Array(400).fill(share) });
      const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: 15 };
      const { total } = distributions(points, calibration, {}, 'wide');
      return Math.log(total.p90 / total.p10);
    };
    expect(width(0.5) / width(1)).toBeCloseTo(0.5 ** 0.1, 3);
  });

  it('refuses to be made of nothing', () => {
    expect(() => calibrate(rowsOf(0, () => 0.2))).toThrow(RangeError);
  });

  it('comes back from its file as it was, in few bytes', () => {
    const calibration = calibrate(rowsOf(600, () => 0.2, { told: true }));
    const bytes = encodeCalibrations({ 'T+3': calibration });
    expect(decodeCalibrations(bytes)).toEqual({ 'T+3': calibration });
    // twice, since with one kind of opening told the films stand for the unknown kind too
    expect(bytes.length / (2 * MOST_FILMS)).toBeLessThan(30);
    expect(Object.values(QUANTILE_LEVELS).every((level) => level > 0)).toBe(true);
  });
});
