import { beforeAll, describe, expect, it } from 'vitest';
import { SHOWS_HASH } from '../../../lib/simulation/shows/frozenShowsHash.ts';
import { GOAL, JUDGING_SEEDS, judgedDays, MOST_SHOWS } from './goal.ts';
import { type Score, scoreOf } from './measure.ts';

describe(`bought presale on seeds ${JUDGING_SEEDS.join(', ')} of the frozen simulator ${SHOWS_HASH.slice(0, 12)}`, () => {
  let score: Score;
  beforeAll(() => {
    score = scoreOf(judgedDays(JUDGING_SEEDS, MOST_SHOWS).shows);
  });

  it('accuses at most 1 % of honest film-days', () => {
    expect(score.falsePositives).toBeLessThanOrEqual(GOAL.falsePositives);
  });

  it('cuts distortion by 80 % at least', () => {
    expect(score.distortionCut).toBeGreaterThanOrEqual(GOAL.distortionCut);
  });

  it.fails('NOT MET: finds 95 % of film-days with fakes worth 5 % and more (94.9 %, 168 of 177)', () => {
    expect(score.recall).toBeGreaterThanOrEqual(GOAL.recall);
  });
});
