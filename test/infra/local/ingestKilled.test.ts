import { expect, it } from 'vitest';
import { killIngest } from './fixture/killIngest.ts';

const KILLS = 12;
const SEED = 20_261_128;

it(`R5: a local ingest killed at ${KILLS} random moments has every acknowledged record once (seed ${SEED})`, async () => {
  const { acknowledged, kept } = await killIngest(KILLS, SEED);
  expect(acknowledged).toBeGreaterThan(10 * KILLS);
  expect(kept).toBeGreaterThanOrEqual(acknowledged);
});
