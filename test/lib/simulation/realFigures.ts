import type { SimulatedMarket } from '../../../lib/simulation/simulatedMarket.ts';
import type { TestYears } from './hardness.ts';

/** How hard a market is, by two plain methods. */
export interface MarketFigures {
  /** RMSE of ln(forecast / total) of the multiplier at T+1, T+3 and T+7. */
  readonly multiplier: readonly [number, number, number];
  /** Median APE of ridge on the catalogue a week before release, and on the eve with booked theatres. */
  readonly catalogue: readonly [number, number];
}

/** Years of release that the simulator was fitted by; later ones judge forecasts and were not looked at. */
export const FITTED_YEARS: TestYears = { from: 2012, to: 2015 };

/**
 * The figures of real films of those years (US 499, CN 658), as `hardness.long.test.ts` measures them anew: what the
 * simulated markets must come near.
 */
export const REAL_FIGURES: Readonly<Record<SimulatedMarket, MarketFigures>> = {
  US: { multiplier: [0.408, 0.313, 0.226], catalogue: [0.528, 0.451] },
  CN: { multiplier: [0.576, 0.423, 0.258], catalogue: [0.727, 0.727] },
};

/** By how much a simulated figure may differ from the real one, as a part of it. */
export const TOLERANCE = 0.15;
