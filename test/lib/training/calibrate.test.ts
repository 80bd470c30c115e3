import { describe, expect, it } from 'vitest';
import { groupOf } from '../../../lib/forecast/calibration.ts';
import { distributions } from '../../../lib/forecast/distribution.ts';
import type { Opening } from '../../../lib/forecast/opening.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { type CalibrationRows, calibrate } from '../../../lib/training/calibrate.ts';

/** Forecasts of `n` films that miss by `sigma` at wide openings and three times as much at small ones. */
function rowsOf(n: number, sigma: number, opening: (film: number) => Opening): CalibrationRows {
  const random = seededRandom(20_160_401);
  const total = Float64Array.from({ length: n }, () => 15 + standardNormal(random));
  const miss = total.map((_, film) => sigma * (opening(film) === 'small' ? 3 : 1) * standardNormal(random));
  const actual = total.map((point, film) => point + (miss[film] ?? 0));
  const nothing = new Float64Array(n).fill(Number.NaN);
  return {
    points: { openingDay: nothing, openingWeekend: nothing, total },
    actuals: { openingDay: actual.map((y) => y - 2), openingWeekend: actual.map((y) => y - 1), total: actual },
    anchors: total.map((point) => point - 1),
    openings: Array.from({ length: n }, (_, film) => opening(film)),
  };
}

describe('calibration', () => {
  it('keeps the most recent films of each kind of opening, in groups of like size', () => {
    const { openings } = calibrate(rowsOf(2_000, 0.2, (film) => (film % 4 === 0 ? 'small' : 'wide')));
    expect(Object.keys(openings).sort()).toEqual(['small', 'wide']);
    const films = (kind: 'wide' | 'small') => openings[kind]?.map(({ residuals }) => residuals.total.length);
    expect(films('wide')).toEqual([133, 134, 133]);
    expect(films('small')).toEqual([133, 134, 133]);
    expect(openings.wide?.at(-1)?.upTo).toBeNull();
  });

  it('puts all films together where kinds cannot be told', () => {
    expect(Object.keys(calibrate(rowsOf(300, 0.2, () => 'unknown')).openings)).toEqual(['unknown']);
    expect(Object.keys(calibrate(rowsOf(70, 0.2, (film) => (film < 20 ? 'small' : 'wide'))).openings)).toEqual([
      'unknown',
    ]);
  });

  it('covers new films as often as it says, within the binomial band', () => {
    const calibration = calibrate(rowsOf(400, 0.3, () => 'wide'));
    const random = seededRandom(7);
    let inside = 0;
    const films = 2_000;
    for (let film = 0; film < films; film++) {
      const point = 15 + standardNormal(random);
      const actual = Math.exp(point + 0.3 * standardNormal(random));
      const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: point };
      const { total } = distributions(points, calibration, {}, 'wide');
      if (total.p10 <= actual && actual <= total.p90) inside++;
    }
    // groups of 133: the coverage of one calibration deviates by 0.035 from 0.8, and three groups average out in part
    expect(inside / films).toBeGreaterThan(0.74);
    expect(inside / films).toBeLessThan(0.88);
  });

  it('takes errors of an opening from the forecast of the total where it was hardly forecast itself', () => {
    const calibration = calibrate(rowsOf(200, 0.2, () => 'wide'));
    expect(groupOf(calibration, 'wide', 15).fromTotal).toEqual(['openingDay', 'openingWeekend']);
    const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: 15 };
    const { openingDay, openingWeekend } = distributions(points, calibration, {}, 'wide');
    expect(Math.log(openingDay.p50)).toBeCloseTo(13, 0);
    expect(openingWeekend.p50).toBeGreaterThan(openingDay.p50);
  });

  it('refuses to be made of nothing', () => {
    expect(() => calibrate(rowsOf(0, 0.2, () => 'wide'))).toThrow(RangeError);
  });
});
