import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Backtest, backtest } from '../../../lib/evaluation/backtest.ts';
import type { BacktestOptions } from '../../../lib/evaluation/rollOrigins.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Market } from '../../../lib/film/market.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { describeWithSharedData } from '../../sharedData.ts';
import { readRealHistory } from '../features/readRealHistory.ts';
import { expectDeafBacktest } from './poison.ts';

const SEED = 20_170_101;

/** The films and figures of shared/design/modelling.md, "Figures to beat". */
const JUDGED = {
  US: { until: '2018-01-01', films: 267, multiplier: { 'T+1': 0.392, 'T+3': 0.335, 'T+7': 0.238 } },
  CN: { until: '2017-03-01', films: 251, multiplier: { 'T+1': 0.664, 'T+3': 0.4, 'T+7': 0.228 } },
} as const;
type Judged = keyof typeof JUDGED;

const optionsOf = (market: Judged): BacktestOptions => ({
  testFrom: parseDay('2016-01-01'),
  testUntil: parseDay(JUDGED[market].until),
  origins: [0, 1, 3, 7],
  refit: 'yearly',
  models: ['ridge', 'boosting'],
});

async function run(market: Judged): Promise<Backtest> {
  const { films, rows } = await readRealHistory(market);
  return backtest(buildMarketHistory(market, films, rows), optionsOf(market));
}

describeWithSharedData('backtest of real films of 2016 and 2017', () => {
  it.each<Judged>(['US', 'CN'])(
    'in %s judges the stated films, and reproduces the plain multiplier',
    async (market) => {
      const { report } = await run(market);
      const { films, multiplier } = JUDGED[market];
      for (const [origin, rmse] of Object.entries(multiplier)) {
        const judged = report.standard[origin];
        expect(judged?.n).toBe(films);
        expect(judged?.baselines.multiplier?.logRmse).toBeCloseTo(rmse, 2);
        // the bar of the product's first delivery: at least a fifth below the multiplier
        expect(judged?.stack.logRmse).toBeLessThan(0.8 * rmse);
        expect(judged?.stack.logRmse).toBeLessThan(judged?.baselines.comparables.logRmse ?? 0);
        // 250 films: two standard deviations of a share of 0.8 are 0.05
        expect(judged?.stack.coverage80).toBeGreaterThan(0.7);
        expect(judged?.stack.coverage80).toBeLessThan(0.92);
      }
      expect(report.standard['T+0']?.n).toBe(films);
      expect(report.standard['T+0']?.baselines.multiplier).toBeNull();
    },
  );

  it.each<Market>(['US', 'CN'])(
    `in %s is deaf to whatever was not known (poison rule, seed ${SEED})`,
    async (market) => {
      const before = await readRealHistory(market);
      const options: BacktestOptions = { ...optionsOf('US'), testUntil: parseDay('2016-12-01'), origins: [0, 3] };
      const { predictions: reference } = await backtest(buildMarketHistory(market, before.films, before.rows), options);
      let compared = 0;
      const cases = fc.record({
        film: fc.noBias(fc.double({ min: 0.1, max: 1, maxExcluded: true, noNaN: true })),
        origin: fc.constantFrom(0, 3),
        poison: fc.integer(),
      });
      await fc.assert(
        fc.asyncProperty(cases, async (poisoned) => {
          compared += await expectDeafBacktest(market, before, options, reference, poisoned);
        }),
        { seed: SEED, numRuns: 3 },
      );
      expect(compared).toBeGreaterThan(50);
    },
  );
});
