import { describe, expect, it } from 'vitest';
import { SIMULATOR_HASH } from '../../../lib/simulation/frozenHash.ts';
import { SIMULATED_MARKETS } from '../../../lib/simulation/simulatedMarket.ts';
import { simulatorHash } from '../../../lib/simulation/simulatorHash.ts';
import { FITTED_YEARS, REAL_FIGURES, TOLERANCE } from './realFigures.ts';
import { FITTED_SEEDS, figuresOf, meanFigures, oracleErrors, simulatedRuns } from './simulatedRuns.ts';

describe('the simulator', () => {
  it('is frozen: the hash that reports name is that of what it makes', () => {
    expect(simulatorHash()).toBe(SIMULATOR_HASH);
  });

  it.each(SIMULATED_MARKETS)('is as hard as the world in %s, by methods that need no presale', (market) => {
    const worlds = FITTED_SEEDS.map((seed) => simulatedRuns(market, seed));
    const real = REAL_FIGURES[market];
    const figures = meanFigures(worlds.map(({ runs }) => figuresOf(runs, FITTED_YEARS)));
    const ratios = [
      ...figures.multiplier.map((value, i) => value / (real.multiplier[i] ?? 0)),
      ...figures.catalogue.map((value, i) => value / (real.catalogue[i] ?? 0)),
    ];
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(TOLERANCE);
    // Who knows what the audience feels is far ahead of who knows the catalogue, and still far from certain.
    const oracle = oracleErrors(worlds[0] ?? { runs: [], truth: new Map() }, FITTED_YEARS).medianApe;
    expect(oracle).toBeLessThan(0.6 * figures.catalogue[0]);
    expect(oracle).toBeGreaterThan(0.15);
  });
});
