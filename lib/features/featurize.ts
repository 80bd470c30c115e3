import type { Origin } from '../film/origin.ts';
import type { MarketView } from '../signals/asOfView.ts';
import { FEATURES, GROUPS } from './catalogue.ts';
import type { FeatureContext } from './featureContext.ts';
import { toSubject } from './subject.ts';

/** One film at one moment, as models see it. */
export interface FeatureVector {
  /** Index of the film in the history. */
  readonly film: number;
  /** Whole days from release midnight to the local day of the view. */
  readonly origin: Origin;
  /** In the order of `FEATURES`; NaN = unknown. */
  readonly values: Float32Array;
  /** Money so far in currency units, previews included; NaN when none is known. */
  readonly banked: number;
  /** How many of the release days before the view have a known gross; `origin` when none is missing. */
  readonly daysKnown: number;
}

/**
 * Makes the features of a film from what the view knows: the one function behind training, backtest, HTTP and stream.
 * @param film index of the film in the history
 * @param context what was fitted as of the model's refit date
 * @throws RangeError when the film is not announced at the moment of the view
 */
export function featurize(view: MarketView, film: number, context: FeatureContext): FeatureVector {
  const subject = toSubject(view, film, context);
  const values = new Float32Array(FEATURES.length);
  let at = 0;
  for (const group of GROUPS) {
    group.write(subject, values, at);
    at += group.definitions.length;
  }
  return { film, origin: subject.origin, values, banked: subject.banked, daysKnown: subject.daysKnown };
}
