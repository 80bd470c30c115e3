import type { Quantiles } from '../forecast/quantiles.ts';

/** One forecast and what came of it, both in currency units. */
export interface Outcome {
  readonly quantiles: Quantiles;
  readonly actual: number;
}
