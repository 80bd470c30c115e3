import type { BaselineName } from '../forecast/baselines.ts';
import type { Quantiles } from '../forecast/quantiles.ts';
import type { LearnerName } from '../training/learners.ts';
import { type Metrics, measure } from './metrics.ts';
import type { Prediction } from './prediction.ts';

/** How wrong every method was on the same films at one origin. */
export interface MethodMetrics {
  /** Films. */
  readonly n: number;
  readonly stack: Metrics;
  readonly models: Readonly<Partial<Record<LearnerName, Metrics>>>;
  /** Null where a method has nothing to go by: no day of release and no presale, nothing to multiply. */
  readonly baselines: Readonly<Record<BaselineName, Metrics | null>> & { readonly comparables: Metrics };
}

/** @param predictions of one origin, at least one */
export function measureMethods(predictions: readonly Prediction[]): MethodMetrics {
  const of = (quantiles: (prediction: Prediction) => Quantiles | undefined): Metrics | undefined =>
    measure(
      predictions.flatMap((prediction) => {
        const own = quantiles(prediction);
        return own ? [{ quantiles: own, actual: prediction.actual }] : [];
      }),
    );
  const always = (quantiles: (prediction: Prediction) => Quantiles | undefined): Metrics => {
    const metrics = of(quantiles);
    if (!metrics) throw new RangeError('an origin without predictions has no report');
    return metrics;
  };
  const names = [...new Set(predictions.flatMap(({ models }) => Object.keys(models) as LearnerName[]))];
  const simple = (name: BaselineName) => of(({ baselines }) => baselines[name]) ?? null;
  return {
    n: predictions.length,
    stack: always(({ stack }) => stack),
    models: Object.fromEntries(names.map((name) => [name, of(({ models }) => models[name])])),
    baselines: {
      comparables: always(({ baselines }) => baselines.comparables),
      multiplier: simple('multiplier'),
      pooledLegs: simple('pooledLegs'),
      catalogue: simple('catalogue'),
    },
  };
}
