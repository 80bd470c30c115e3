import { quantile } from './quantile.ts';

/** Where a set of numbers lies and how far it spreads. */
export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
  readonly max: number;
}

/** The five-number summary (Tukey 1977), with quartiles as `quantile` defines them; NaN for no values. */
export function summary(values: ArrayLike<number>): Summary {
  return {
    count: values.length,
    min: quantile(values, 0),
    lowerQuartile: quantile(values, 0.25),
    median: quantile(values, 0.5),
    upperQuartile: quantile(values, 0.75),
    max: quantile(values, 1),
  };
}
