import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import type { Origin } from '../../../lib/film/origin.ts';
import { featureMatrix } from '../../../lib/models/matrix.ts';
import { DEFAULT_LEARNERS, LEARNER_NAMES } from '../../../lib/training/learners.ts';
import { learnersFor } from '../../../lib/training/learnerUse.ts';

/** Ten wide films of which the first `withPresale` sold tickets ahead. */
function films(origin: Origin, withPresale: number) {
  const x = featureMatrix(10, FEATURES.length);
  const column = FEATURES.findIndex(({ name }) => name === 'presale_total');
  for (let row = 0; row < withPresale; row++) x.data[row * x.columns + column] = 12;
  return { origin, x, wide: new Uint8Array(10).fill(1) };
}

describe('which learners serve a target', () => {
  it('models by distance are left out before release where presale is known: they must not see it', () => {
    expect(learnersFor(DEFAULT_LEARNERS, 'total', films(-7, 8))).toEqual(['ridge', 'boosting']);
    expect(learnersFor(DEFAULT_LEARNERS, 'total', films(-7, 2))).toEqual(DEFAULT_LEARNERS);
  });

  it('linear models make way for models by distance after release, and stay where there are none', () => {
    expect(learnersFor(DEFAULT_LEARNERS, 'total', films(3, 8))).toEqual(['boosting', 'svr', 'gaussianProcess']);
    expect(learnersFor(['ridge', 'boosting'], 'total', films(3, 8))).toEqual(['ridge', 'boosting']);
  });

  it('openings are left to quick learners, and the sequence model is no learner of one origin', () => {
    expect(learnersFor(LEARNER_NAMES, 'openingDay', films(0, 0))).toEqual(['ridge', 'elasticNet', 'boosting']);
    expect(learnersFor(['sequence'], 'total', films(3, 0))).toEqual([]);
  });
});
