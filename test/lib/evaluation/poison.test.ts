import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../../lib/evaluation/backtest.ts';
import type { BacktestOptions } from '../../../lib/evaluation/rollOrigins.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Market } from '../../../lib/film/market.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { DEFAULT_LEARNERS } from '../../../lib/training/learners.ts';
import { inventHistory } from '../features/inventHistory.ts';
import { expectDeafBacktest, type PoisonCase } from './poison.ts';

const SEED = 20_160_102;
const ORIGINS = [0, 3] as const;
const OPTIONS: BacktestOptions = {
  testFrom: parseDay('2016-12-01'),
  testUntil: parseDay('2017-06-01'),
  origins: ORIGINS,
  refit: 'yearly',
  models: DEFAULT_LEARNERS,
};
const cases: fc.Arbitrary<PoisonCase> = fc.record({
  film: fc.noBias(fc.double({ min: 0.3, max: 1, maxExcluded: true, noNaN: true })),
  origin: fc.constantFrom(...ORIGINS),
  poison: fc.integer(),
});

describe('a backtest is deaf to whatever is not known when a forecast is made (poison rule)', () => {
  it.each<Market>(['US', 'CN'])(
    `p05 … p95 stay bit for bit the same in an invented market of %s (seed ${SEED})`,
    async (market) => {
      const before = inventHistory(market, 5, 420);
      const { predictions: reference } = await backtest(buildMarketHistory(market, before.films, before.rows), OPTIONS);
      let compared = 0;
      await fc.assert(
        fc.asyncProperty(cases, async (poisoned) => {
          compared += await expectDeafBacktest(market, before, OPTIONS, reference, poisoned);
        }),
        { seed: SEED, numRuns: 3 },
      );
      expect(compared).toBeGreaterThan(50);
    },
    240_000,
  );
});
