import { adaptCalibration } from '../../lib/forecast/adaptCalibration.ts';
import { pathQuantiles, samplePaths } from '../../lib/forecast/dailyPath.ts';
import { distributionsOf } from '../../lib/forecast/distribution.ts';
import { pathShape } from '../../lib/forecast/pathShape.ts';
import { drawSamples, thinned } from '../../lib/forecast/samples.ts';
import { MOST_FILMS, settleFilms } from '../../lib/forecast/settleFilms.ts';
import { seededRandom } from '../../lib/stats/random.ts';
import { standardNormal } from '../../lib/stats/standardNormal.ts';
import { calibrationOf } from '../lib/forecast/inventCalibration.ts';
import type { BenchmarkSuite } from './harness.ts';

const POINTS = { openingDay: 15, openingWeekend: 16, total: 17.3, low: 17, high: 17.9, disagreement: -2 };
const DAY = 17_000;

/** Intervals and daily path of one film from as many calibration films as there can be. */
export const benchmarks: BenchmarkSuite = async () => {
  const random = seededRandom(1);
  const errors = Array.from({ length: MOST_FILMS }, () => {
    const total = 0.3 * standardNormal(random);
    return [total + 0.1 * standardNormal(random), total, total] as const;
  });
  const spread = { means: [0, 0], below: [0.5, 0.2], above: [0.5, 0.2] } as const;
  const drawn = calibrationOf(errors, {}, { spread });
  const films = drawn.openings.unknown;
  const calibration = films ? { ...drawn, openings: { unknown: settleFilms(films) } } : drawn;
  const effects = { market: 'US', filmDays: 1, classes: {}, centre: 0, ages: [0], slope: -0.05 } as const;
  const taken = Float64Array.of(5e6, 6e6, 4e6);
  const known = { banked: 15e6, openingDay: 5e6, openingWeekend: 15e6, weekendSoFar: 15e6 };
  const samples = thinned(drawSamples(POINTS, calibration, known, 'unknown'), 200);
  const actuals = { openingDay: 15.1, openingWeekend: 16.1, total: 17.4 };
  let day = 0;
  return {
    benchmarks: [
      {
        name: `intervals of one film from ${MOST_FILMS} films`,
        goalMs: 0.3,
        run: () => distributionsOf(drawSamples(POINTS, calibration, {}, 'unknown')),
        perSample: 500,
      },
      {
        name: 'daily path of one film from 200 samples',
        run: () => {
          const shape = pathShape(effects, DAY + (day++ % 300), taken);
          return pathQuantiles(samplePaths(samples, shape, 15e6), samples, shape);
        },
        perSample: 500,
      },
      {
        name: 'a calibration takes in one more film',
        run: () => adaptCalibration(calibration, { release: DAY, opening: 'wide', points: POINTS, actuals }),
        perSample: 100,
      },
    ],
  };
};
