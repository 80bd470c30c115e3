import { existsSync } from 'node:fs';
import { withWorkers } from '../../cli/system/fitOnWorkers.ts';
import { backtest } from '../../lib/evaluation/backtest.ts';
import { parseDay } from '../../lib/film/day.ts';
import { buildMarketHistory } from '../../lib/signals/marketHistory.ts';
import type { FitOrigin } from '../../lib/training/fitOrigin.ts';
import { DEFAULT_LEARNERS, type LearnerName } from '../../lib/training/learners.ts';
import { trainMarket } from '../../lib/training/trainMarket.ts';
import { type TrainOptions, trainOptions } from '../../lib/training/trainOptions.ts';
import { readRealHistory } from '../lib/features/readRealHistory.ts';
import { sharedData } from '../sharedData.ts';
import type { BenchmarkSuite } from './harness.ts';

const ORIGINS = [-7, 0, 1, 3, 7];

/** Training and backtest on real films; goals of the design's table of speeds. */
export const benchmarks: BenchmarkSuite = async () => {
  if (!existsSync(sharedData('us', 'films.csv'))) {
    console.log('training: skipped for lack of shared data');
    return { benchmarks: [] };
  }
  const histories = await Promise.all(
    (['US', 'CN'] as const).map(async (market) => {
      const { films, rows } = await readRealHistory(market);
      // anew each time: a history remembers what was worked out from it
      return () => buildMarketHistory(market, films, rows);
    }),
  );
  const [us, cn] = histories;
  if (!us || !cn) throw new Error('two markets are read');
  const train = (fresh: (typeof histories)[number], fit?: FitOrigin, chosen: Partial<TrainOptions> = {}) =>
    trainMarket(
      fresh(),
      trainOptions({ asOf: parseDay('2018-06-01'), origins: ORIGINS, ...chosen }),
      undefined,
      undefined,
      fit,
    );
  const trainBoth = (chosen: Partial<TrainOptions> = {}) =>
    withWorkers(async (fit) => [await train(us, fit, chosen), await train(cn, fit, chosen)]);
  const test = (models: readonly LearnerName[]) =>
    withWorkers((fit) =>
      backtest(
        us(),
        {
          ...{ testFrom: parseDay('2016-01-01'), testUntil: parseDay('2018-01-01') },
          ...{ origins: [0, 1, 3, 7], refit: 'yearly', models },
        },
        undefined,
        fit,
      ),
    );
  const once = { samples: 1, warmUp: 0 };
  return {
    benchmarks: [
      {
        name: 'full training, origins T-7, T+0, T+1, T+3, T+7, US and CN',
        goalMs: 90_000,
        run: () => trainBoth(),
        ...once,
      },
      {
        name: 'the same with the sequence model',
        goalMs: 900_000,
        run: () => trainBoth({ learners: [...DEFAULT_LEARNERS, 'sequence'] }),
        ...once,
      },
      {
        name: 'backtest of US films 2016-2017, four origins, yearly refit',
        goalMs: 180_000,
        run: () => test(DEFAULT_LEARNERS),
        ...once,
      },
      {
        name: 'the same with the sequence model',
        goalMs: 1_200_000,
        run: () => test([...DEFAULT_LEARNERS, 'sequence']),
        ...once,
      },
    ],
  };
};
