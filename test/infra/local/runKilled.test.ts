import { expect, it } from 'vitest';
import { killRun } from './fixture/killRun.ts';

const KILLS = 4;
const SEED = 7;

it(`R5: a local run killed at ${KILLS} random moments hands every acknowledged record to its function (seed ${SEED})`, async () => {
  const { acknowledged, counted, failures } = await killRun(KILLS, SEED);
  expect(acknowledged.size).toBeGreaterThan(5 * KILLS);
  expect([...acknowledged].filter((id) => counted[id] === undefined)).toEqual([]);
  expect(failures).toBe(0);
  // What was under way at a kill comes again: at most one batch of each of the two shards.
  const again = Object.values(counted).reduce((sum, calls) => sum + Number(calls) - 1, 0);
  expect(again).toBeLessThanOrEqual(KILLS * 2 * 10);
});
