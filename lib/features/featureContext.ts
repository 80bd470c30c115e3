import type { MarketView } from '../signals/asOfView.ts';

/** What is fitted once per refit from what is known by then, stored with the model as plain data, and needed to make features. */
export interface FeatureContext {
  /** The moment as of which it was fitted, ms since 1970-01-01T00:00Z. */
  readonly fittedAsOf: number;
}

/** Fits what features need from everything that the view knows. */
export function fitFeatureContext(view: MarketView): FeatureContext {
  return { fittedAsOf: view.asOf };
}
