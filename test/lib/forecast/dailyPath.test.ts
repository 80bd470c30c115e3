import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CalendarEffects } from '../../../lib/features/calendarEffects/calendarEffects.ts';
import { AGE_CLASSES, ageEffect, dayEffect } from '../../../lib/features/calendarEffects/calendarEffects.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { PATH_DAYS, pathQuantiles, samplePaths } from '../../../lib/forecast/dailyPath.ts';
import { pathShape } from '../../../lib/forecast/pathShape.ts';
import { drawSamples, type KnownTakings } from '../../../lib/forecast/samples.ts';
import { openingWeekendDays } from '../../../lib/forecast/target.ts';
import { anyCalibration, anyPoints, calibrationOf } from './inventCalibration.ts';

/** Weekends take three times as much as other days; a film loses a tenth with every age class. */
const EFFECTS: CalendarEffects = {
  market: 'US',
  filmDays: 1,
  classes: { 'weekday:6': Math.log(3), 'weekday:0': Math.log(3) },
  centre: 0,
  ages: AGE_CLASSES.map((_, at) => -0.1 * at),
  slope: -0.05,
};
const FRIDAY = parseDay('2017-12-15');

/** What is known of a film that has taken this on its first days, and before its release. */
function knownOf(release: number, taken: Float64Array, before: number): KnownTakings & { readonly banked: number } {
  const days = openingWeekendDays(release);
  const sum = (amounts: Float64Array) => amounts.reduce((all, amount) => all + (Number.isNaN(amount) ? 0 : amount), 0);
  const weekend = taken.slice(0, days);
  return {
    banked: before + sum(taken),
    weekendSoFar: sum(weekend),
    ...(days === 1 ? { isOneDay: true } : {}),
    ...(taken[0] === undefined || Number.isNaN(taken[0]) ? {} : { openingDay: taken[0] }),
    ...(weekend.length < days || weekend.some(Number.isNaN) ? {} : { openingWeekend: sum(weekend) }),
  };
}

const anyTaken = fc
  .array(fc.oneof({ weight: 8, arbitrary: fc.double({ min: 1, max: 1e7, noNaN: true }) }, fc.constant(Number.NaN)), {
    maxLength: 16,
  })
  .map((amounts) => Float64Array.from(amounts));

describe('the daily path of a film', () => {
  it('adds up: days to the weekend, and money before release, days and what is later to the total, in every sample', () => {
    fc.assert(
      fc.property(
        ...([anyPoints, anyCalibration, anyTaken, fc.nat(6), fc.double({ min: 0, max: 1e6, noNaN: true })] as const),
        (points, calibration, taken, weekday, before) => {
          const release = FRIDAY + weekday;
          const known = knownOf(release, taken, before);
          const samples = drawSamples(points, calibration, known, 'unknown');
          const shape = pathShape(EFFECTS, release, taken);
          const paths = samplePaths(samples, shape, known.banked);
          expect(paths.before).toBeCloseTo(before, 3);
          samples.total.forEach((total, i) => {
            const days = paths.days.map((amounts) => amounts[i] as number);
            const sum = (list: readonly number[]) => list.reduce((all, amount) => all + amount, 0);
            expect(days.every((amount) => amount >= 0)).toBe(true);
            expect(days[0]).toBe(samples.openingDay[i]);
            const weekend = sum(days.slice(0, shape.weekendDays));
            expect(Math.abs(weekend / (samples.openingWeekend[i] as number) - 1)).toBeLessThan(1e-9);
            expect(Math.abs((paths.before + sum(days) + (paths.later[i] as number)) / total - 1)).toBeLessThan(1e-9);
            taken.slice(0, PATH_DAYS).forEach((amount, day) => {
              if (!Number.isNaN(amount)) expect(days[day]).toBe(amount);
            });
          });
        },
      ),
      { seed: 21, numRuns: 300 },
    );
  });

  it('never crosses, and has no width where a day is known', () => {
    fc.assert(
      fc.property(anyPoints, anyCalibration, anyTaken, (points, calibration, taken) => {
        const known = knownOf(FRIDAY, taken, 0);
        const samples = drawSamples(points, calibration, known, 'unknown');
        const shape = pathShape(EFFECTS, FRIDAY, taken);
        const path = pathQuantiles(samplePaths(samples, shape, known.banked), samples, shape);
        expect(path.map(({ day }) => day)).toEqual(Array.from({ length: PATH_DAYS }, (_, day) => day));
        for (const { day, p10, p50, p90 } of path) {
          expect(p10 <= p50 && p50 <= p90).toBe(true);
          const amount = taken[day];
          if (amount !== undefined && !Number.isNaN(amount)) expect([p10, p50, p90]).toEqual([amount, amount, amount]);
        }
      }),
      { seed: 22, numRuns: 200 },
    );
  });

  it('finds again the run that a total was the sum of, at whatever slope it fell', () => {
    for (const slope of [-0.12, -0.05, -0.02]) {
      const day = (at: number) => 1e6 * Math.exp(dayEffect(EFFECTS, FRIDAY + at) + ageEffect(EFFECTS, at) + slope * at);
      const run = Array.from({ length: 84 }, (_, at) => day(at));
      const sum = (until: number) => run.slice(0, until).reduce((all, amount) => all + amount, 0);
      const points = { openingDay: Math.log(sum(1)), openingWeekend: Math.log(sum(3)), total: Math.log(sum(84)) };
      // seven days are known: the level and the slope of the rest follow from them and from the total
      const taken = Float64Array.from(run.slice(0, 7));
      const known = knownOf(FRIDAY, taken, 0);
      const samples = drawSamples(points, calibrationOf([[0, 0, 0]]), known, 'unknown');
      const still = { level: 0, day: 0 };
      const { days } = samplePaths(samples, pathShape(EFFECTS, FRIDAY, taken), known.banked, still);
      run.slice(7, 14).forEach((amount, i) => {
        expect(Math.abs(Math.log((days[i + 7]?.[0] as number) / amount))).toBeLessThan(0.12);
      });
    }
  });

  it('is uncertain of tomorrow even where the total is certain', () => {
    const taken = Float64Array.of(5e6, 9e6, 7e6);
    const known = knownOf(FRIDAY, taken, 0);
    const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: Math.log(6e7) };
    const sure = Array.from({ length: 200 }, () => [0, 0, 0] as const);
    const samples = drawSamples(points, calibrationOf(sure), known, 'unknown');
    const shape = pathShape(EFFECTS, FRIDAY, taken);
    const path = pathQuantiles(samplePaths(samples, shape, known.banked), samples, shape);
    const monday = path[3];
    expect(Math.log((monday?.p90 ?? 0) / (monday?.p10 ?? 1))).toBeGreaterThan(0.3);
  });

  it('leaves the days nothing when the total is what has been taken', () => {
    const taken = Float64Array.of(5e6, 9e6, 7e6);
    const known = knownOf(FRIDAY, taken, 0);
    const points = { openingDay: Number.NaN, openingWeekend: Number.NaN, total: Math.log(1e6) };
    const samples = drawSamples(points, calibrationOf([[0, 0, 0]]), known, 'unknown');
    const { days, later } = samplePaths(samples, pathShape(EFFECTS, FRIDAY, taken), known.banked);
    expect(days.slice(3).every((amounts) => amounts[0] === 0)).toBe(true);
    expect(later[0]).toBe(0);
  });
});
