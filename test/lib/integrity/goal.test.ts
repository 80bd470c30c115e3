import { expect, it } from 'vitest';
import { SHOWS_HASH } from '../../../lib/simulation/shows/frozenShowsHash.ts';
import { GOAL, judgedDays, scoreOf } from './goal.ts';

it(`bought presale is found by single shows on new seeds of the frozen simulator ${SHOWS_HASH.slice(0, 12)}`, () => {
  const { shows, daily } = judgedDays([301], 3_000);
  const score = scoreOf(shows);
  expect(score.days).toBeGreaterThan(10);
  expect(score.recall).toBeGreaterThanOrEqual(GOAL.recall);
  expect(score.falsePositives).toBeLessThanOrEqual(GOAL.falsePositives);
  expect(score.distortionCut).toBeGreaterThanOrEqual(GOAL.distortionCut);
  expect(scoreOf(daily).falsePositives).toBeLessThanOrEqual(GOAL.falsePositives);
});
