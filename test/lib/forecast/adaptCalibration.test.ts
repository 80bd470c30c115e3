import { describe, expect, it } from 'vitest';
import { adaptCalibration } from '../../../lib/forecast/adaptCalibration.ts';
import type { OriginCalibration } from '../../../lib/forecast/calibration.ts';
import { distributions } from '../../../lib/forecast/distribution.ts';
import { MOST_FILMS, settleFilms } from '../../../lib/forecast/settleFilms.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';
import { filmsOf } from './inventCalibration.ts';

const POINTS = { openingDay: 14, openingWeekend: 15, total: 16 };
const FIRST_DAY = 16_000;

/** Films released three days apart that missed by a standard deviation of `sigma`. */
function calibrationOf(films: number, sigma: number, random: () => number): OriginCalibration {
  const errors = Array.from({ length: films }, () => sigma * standardNormal(random));
  const releases = Int32Array.from(errors, (_, film) => FIRST_DAY + 3 * film);
  return {
    typicalAnchor: 0,
    openings: {
      wide: settleFilms(
        filmsOf(
          errors.map((error) => [error, error, error]),
          { releases },
        ),
      ),
    },
  };
}

const outcome = (release: number, error: number) => ({
  ...{ release, opening: 'wide' as const, points: POINTS },
  actuals: { openingDay: 14 + error, openingWeekend: 15 + error, total: 16 + error },
});

/** The share of normal errors of `sigma` that an interval of 80 % covers, exactly. */
function coverage80(calibration: OriginCalibration, sigma: number): number {
  const { total } = distributions(POINTS, calibration, {}, 'wide');
  const below = (amount: number) => normalCdf((Math.log(amount) - 16) / sigma);
  return below(total.p90) - below(total.p10);
}

/** Abramowitz & Stegun 1964, 26.2.17: to 7.5e-8. */
function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
  return z >= 0 ? 1 - upper : upper;
}

function after(films: number, sigma: number, start: OriginCalibration, random: () => number): OriginCalibration {
  const next = (start.openings.wide?.releases.at(-1) ?? FIRST_DAY) + 3;
  let calibration = start;
  for (let film = 0; film < films; film++) {
    calibration = adaptCalibration(calibration, outcome(next + 3 * film, sigma * standardNormal(random)));
  }
  return calibration;
}

/** Coverage of 80 % intervals in the mean of 30 histories, when the size of errors changes from 0.2 to `sigma`. */
function meanCoverage(sigma: number, films: number): number {
  let sum = 0;
  for (let seed = 0; seed < 30; seed++) {
    const random = seededRandom(1_000 + seed);
    sum += coverage80(after(films, sigma, calibrationOf(300, 0.2, random), random), sigma);
  }
  return sum / 30;
}

describe('a calibration that goes on learning', () => {
  it('regains its coverage within 40 films after errors have doubled or halved', () => {
    expect(meanCoverage(0.4, 0)).toBeLessThan(0.52);
    expect(Math.abs(meanCoverage(0.4, 40) - 0.8)).toBeLessThan(0.03);
    // the safe side is left more slowly
    expect(meanCoverage(0.1, 0)).toBeGreaterThan(0.97);
    expect(Math.abs(meanCoverage(0.1, 40) - 0.8)).toBeLessThan(0.05);
  });

  it('leaves intervals as they are while nothing changes', () => {
    expect(Math.abs(meanCoverage(0.2, 40) - 0.8)).toBeLessThan(0.02);
  });

  it('never lets one film change the drift by more than a twentieth, nor all films without bound', () => {
    const random = seededRandom(3);
    let calibration = calibrationOf(300, 0.2, random);
    for (let film = 0; film < 60; film++) {
      const before = calibration.openings.wide?.drift ?? 0;
      calibration = adaptCalibration(calibration, outcome(17_000 + film, film % 2 === 0 ? 50 : -50));
      const now = calibration.openings.wide?.drift ?? 0;
      expect(Math.abs(Math.log(now / before))).toBeLessThanOrEqual(0.05 + 1e-12);
      expect(now).toBeLessThanOrEqual(Math.exp(0.8) + 1e-9);
    }
  });

  it('changes nothing but the kind of opening the film had, and not what it was given', () => {
    const random = seededRandom(4);
    const wide = calibrationOf(100, 0.2, random);
    const both = { ...wide, openings: { ...wide.openings, small: filmsOf([[0, 0, 0]]) } };
    const copy = structuredClone(both);
    const adapted = adaptCalibration(both, outcome(17_000, 0.1));
    expect(both).toEqual(copy);
    expect(adapted.openings.small).toBe(both.openings.small);
    expect(adapted.openings.wide?.releases.length).toBe(101);
    expect(adapted.openings.wide?.errors.total.at(-1)).toBeCloseTo(0.1, 12);
  });

  it('keeps films in the order of release and no more than count', () => {
    const random = seededRandom(5);
    const full = calibrationOf(MOST_FILMS, 0.2, random);
    const adapted = adaptCalibration(full, outcome(FIRST_DAY + 4, 0.123));
    const films = adapted.openings.wide;
    expect(films?.releases.length).toBe(MOST_FILMS);
    expect(films?.releases).toEqual(films?.releases.toSorted());
    expect(films?.errors.total[1]).toBeCloseTo(0.123, 12);
  });

  it('takes an error of the opening that is missing from the film next in error of the total', () => {
    const calibration = {
      typicalAnchor: 0,
      openings: {
        wide: filmsOf([
          [0.7, 0.8, 0.1],
          [-0.7, -0.8, -0.1],
        ]),
      },
    };
    const unknown = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: 15.8 };
    const { errors } = adaptCalibration(calibration, { ...outcome(17_000, 0), actuals: unknown }).openings.wide ?? {};
    expect(errors?.openingDay.at(-1)).toBe(-0.7);
    expect(errors?.openingWeekend.at(-1)).toBe(-0.8);
    const nothing = { ...unknown, total: Number.NaN };
    expect(() => adaptCalibration(calibration, { ...outcome(17_000, 0), actuals: nothing })).toThrow(RangeError);
  });
});
