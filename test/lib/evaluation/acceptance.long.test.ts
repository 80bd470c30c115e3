import { beforeAll, describe, expect, it } from 'vitest';
import { backtest } from '../../../lib/evaluation/backtest.ts';
import { INTERVAL_NAMES } from '../../../lib/evaluation/coverage.ts';
import type { MarketReport, OriginReport } from '../../../lib/evaluation/marketReport.ts';
import { parseDay } from '../../../lib/film/day.ts';
import { parseOrigin } from '../../../lib/film/origin.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { simulateMarket } from '../../../lib/simulation/simulateMarket.ts';
import { DEFAULT_LEARNERS } from '../../../lib/training/learners.ts';
import { describeWithSharedData } from '../../sharedData.ts';
import { readRealHistory } from '../features/readRealHistory.ts';
import { JUDGED } from './peers.ts';

/** A line for the reader of the log, whether the bar is met or not. */
function say(where: string, what: string): void {
  process.stdout.write(`${where}: ${what}\n`);
}

/** The intervals hold what they promise: within two points of it, or where chance alone could have put them. */
function expectHonest(where: string, { coverage, stack }: OriginReport): void {
  const broken = INTERVAL_NAMES.filter((interval) => {
    const { coverage: share, lower, upper, inside } = coverage[interval];
    const width = { 50: stack.width50, 80: stack.width80, 90: stack.width90 }[interval];
    const band = `band ${(100 * lower).toFixed(1)} … ${(100 * upper).toFixed(1)} %`;
    say(
      where,
      `${interval} % interval holds ${(100 * share).toFixed(1)} % (${band}), median width ${width.toFixed(2)}`,
    );
    return Math.abs(share - interval / 100) > 0.02 && !inside;
  });
  expect(broken).toEqual([]);
}

describeWithSharedData('forecasts of real films that models had not seen', () => {
  describe.each(['US', 'CN'] as const)('in %s', (market) => {
    const { bars, films: judged, until } = JUDGED[market];
    let report: MarketReport;
    beforeAll(async () => {
      const { films, rows } = await readRealHistory(market);
      const tested = await backtest(buildMarketHistory(market, films, rows), {
        ...{ testFrom: parseDay('2016-01-01'), testUntil: parseDay(until), refit: 'yearly' },
        ...{ origins: bars.map(({ origin }) => parseOrigin(origin)), models: DEFAULT_LEARNERS },
      });
      report = tested.report;
    }, 3_600_000);
    const at = (origin: string): OriginReport => {
      const own = report.standard[origin];
      if (!own) throw new Error(`nothing was forecast at ${origin}`);
      return own;
    };

    it.each(bars)(
      'err less than the best peer at $origin, by $gain of its RMSE of the log',
      ({ origin, peer, gain }) => {
        const { n, stack } = at(origin);
        const change = stack.logRmse / peer.logRmse - 1;
        say(
          `${market} ${origin}`,
          `RMSE(log) ${stack.logRmse.toFixed(4)}, best peer ${peer.logRmse}, ${(100 * change).toFixed(1)} % (bar ${-100 * gain} %)`,
        );
        expect(n).toBe(judged);
        expect(change).toBeLessThanOrEqual(-gain);
      },
    );

    it.each(bars)('are no further off in the middle than the best peer at $origin', ({ origin, peer, slack }) => {
      const { medianApe } = at(origin).stack;
      say(`${market} ${origin}`, `median APE ${medianApe.toFixed(4)}, best peer ${peer.medianApe}`);
      // peers' figures are rounded to three digits
      expect(Math.round(1000 * medianApe) / 1000).toBeLessThanOrEqual(peer.medianApe + slack + 1e-9);
    });

    it.each(bars)('have intervals that hold what they promise at $origin', ({ origin }) => {
      expectHonest(`${market} ${origin}`, at(origin));
    });

    it.each(bars.slice(1))('err less than comparables and the multiplier at $origin, beyond chance', ({ origin }) => {
      const { comparables, multiplier } = at(origin).against;
      expect(comparables.logRmse.upper).toBeLessThan(0);
      expect(multiplier?.logRmse.upper).toBeLessThan(0);
    });
  });
});

/** Seeds that nothing was set by. */
const NEW_SEEDS = [77_001, 77_002];

describe.each(NEW_SEEDS)('forecasts of simulated films with presale, a week before release (seed %i)', (seed) => {
  let report: OriginReport;
  beforeAll(async () => {
    const { films, rows } = simulateMarket('CN', {
      ...{ seed, films: 1_200, from: parseDay('2019-01-01'), until: parseDay('2025-01-01') },
    });
    const tested = await backtest(buildMarketHistory('CN', films, rows), {
      ...{ testFrom: parseDay('2023-01-01'), testUntil: parseDay('2024-06-01'), refit: 'yearly' },
      ...{ origins: [-7], models: DEFAULT_LEARNERS },
    });
    const { standard } = tested.report;
    if (!standard['T-7']) throw new Error('nothing was forecast');
    report = standard['T-7'];
  }, 3_600_000);

  it('are at least 20 % nearer than comparables and 40 % nearer than the catalogue alone, in median APE', () => {
    const { stack, baselines, n } = report;
    const figures = { n, stack: stack.medianApe, comparables: baselines.comparables.medianApe };
    say(`simulated CN T-7, seed ${seed}`, JSON.stringify({ ...figures, catalogue: baselines.catalogue?.medianApe }));
    expect(stack.medianApe).toBeLessThanOrEqual(0.8 * baselines.comparables.medianApe);
    expect(stack.medianApe).toBeLessThanOrEqual(0.6 * (baselines.catalogue?.medianApe ?? 0));
  });

  it('have intervals that hold what they promise', () => {
    expectHonest(`simulated CN T-7, seed ${seed}`, report);
  });
});
