import { expect, it } from 'vitest';
import { yearOf } from '../../../lib/calendar/gregorian.ts';
import { SIMULATED_MARKETS } from '../../../lib/simulation/simulatedMarket.ts';
import { describeWithSharedData } from '../../sharedData.ts';
import { readRealHistory } from '../features/readRealHistory.ts';
import { filmRuns } from './filmRuns.ts';
import { FIT_LEVELS, FIT_MEASURES, fitQuantiles } from './fitTable.ts';
import { FITTED_YEARS, REAL_FIGURES, TOLERANCE } from './realFigures.ts';
import { figuresOf, meanFigures, simulatedRuns } from './simulatedRuns.ts';

/** Seeds that no parameter was set by. */
const ACCEPTANCE_SEEDS = [9_001, 9_002, 9_003, 9_004, 9_005];
const FIRST_YEAR = { US: 2005, CN: 2011 } as const;

describeWithSharedData('real films and simulated ones of new seeds', () => {
  it.each(SIMULATED_MARKETS)('are equally hard in %s, within fifteen in a hundred', async (market) => {
    const { films, rows } = await readRealHistory(market);
    const real = figuresOf(filmRuns(market, films, rows), FITTED_YEARS);
    expect(real.multiplier.map((value) => Number(value.toFixed(3)))).toEqual(REAL_FIGURES[market].multiplier);
    expect(real.catalogue.map((value) => Number(value.toFixed(3)))).toEqual(REAL_FIGURES[market].catalogue);
    const simulated = meanFigures(
      ACCEPTANCE_SEEDS.map((seed) => figuresOf(simulatedRuns(market, seed).runs, FITTED_YEARS)),
    );
    for (const kind of ['multiplier', 'catalogue'] as const) {
      simulated[kind].forEach((value, i) => {
        expect(Math.abs(value / (real[kind][i] ?? 0) - 1)).toBeLessThan(TOLERANCE);
      });
    }
  });

  it.each(SIMULATED_MARKETS)(
    'have totals, first days, multipliers and falls of like distribution in %s',
    async (market) => {
      const { films, rows } = await readRealHistory(market);
      const real = filmRuns(market, films, rows).filter(
        ({ release }) => yearOf(release) >= FIRST_YEAR[market] && yearOf(release) <= FITTED_YEARS.to,
      );
      const simulated = ACCEPTANCE_SEEDS.flatMap((seed) => simulatedRuns(market, seed).runs);
      for (const { id, of } of FIT_MEASURES) {
        const [wanted, made] = [fitQuantiles(real, of), fitQuantiles(simulated, of)];
        const spread = (wanted[4] ?? 0) - (wanted[2] ?? 0);
        FIT_LEVELS.forEach((level, i) => {
          // In units of the distance between the real quartiles: a quarter in the middle, more in the tails.
          const allowed = level >= 0.25 && level <= 0.75 ? 0.35 : 0.75;
          expect([id, level, Math.abs((made[i] ?? 0) - (wanted[i] ?? 0)) < allowed * spread]).toEqual([
            id,
            level,
            true,
          ]);
        });
      }
    },
  );
});
