import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import type { Origin } from '../film/origin.ts';
import type { BaselineName } from '../forecast/baselines.ts';
import type { Quantiles } from '../forecast/quantiles.ts';
import type { LearnerName } from '../training/learners.ts';

/** One forecast of a backtest: a film at an origin; money in currency units. */
export interface Prediction {
  readonly filmId: string;
  readonly market: Market;
  readonly releaseDate: Day;
  readonly origin: Origin;
  /** ms since 1970-01-01T00:00Z. */
  readonly asOf: number;
  /** Of the total. */
  readonly stack: Quantiles;
  readonly models: Readonly<Partial<Record<LearnerName, Quantiles>>>;
  /** Of the simple methods that had something to go by. */
  readonly baselines: Readonly<Partial<Record<BaselineName, Quantiles>>>;
  readonly actual: number;
  /** Of the population that figures are quoted for; see `isStandard`. */
  readonly served: boolean;
  /** Id of the models that made it. */
  readonly artifact: string;
}
