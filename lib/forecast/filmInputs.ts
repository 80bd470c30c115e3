import type { FeatureContext } from '../features/featureContext.ts';
import { featurize } from '../features/featurize.ts';
import { SEQUENCE_CHANNELS } from '../features/sequenceChannels.ts';
import { SEQUENCE_STEPS, sequenceInputs } from '../features/sequenceInputs.ts';
import type { Origin } from '../film/origin.ts';
import type { SequenceMatrix } from '../models/lstm/sequenceModel.ts';
import type { MarketView } from '../signals/asOfView.ts';
import { type Opening, openingOf } from './opening.ts';
import { referenceTotal } from './referenceTotal.ts';

/** Previews count towards what the trade multiplies when they were shown this many days before release. */
const PREVIEW_DAYS = 7;

/** All that models see of one film at one moment, the same in training, backtest and service. */
export interface FilmInputs {
  /** The moment of the view, in days from release midnight. */
  readonly origin: Origin;
  /**
   * The origin whose models fit what is known: `origin`, or an earlier one when days of release that should be known are
   * not. A film at T+3 of which the first day alone was reported is forecast as at T+1.
   */
  readonly modelOrigin: Origin;
  /** In the order of the feature catalogue; NaN = unknown. */
  readonly values: Float32Array;
  /** Day by day, up to the model's origin; no row before a day of release is known. */
  readonly sequence: SequenceMatrix;
  /** Money so far in currency units, previews included; NaN when none is known. */
  readonly banked: number;
  /**
   * Natural log of the amount that models forecast a ratio to: money so far once a day of release is known, before that
   * the market's reference. NaN when neither is known.
   */
  readonly anchor: number;
  /** Money of the release days and of the previews in the week before them, in currency units: what the trade multiplies. */
  readonly running: number;
  readonly opening: Opening;
}

/**
 * @param context what features need, fitted no later than the view
 * @throws RangeError when the film is not announced at the moment of the view
 */
export function filmInputs(view: MarketView, film: number, context: FeatureContext): FilmInputs {
  const { origin, values, banked } = featurize(view, film, context);
  const days = consecutiveDays(view, film, origin);
  const anchor = days > 0 && banked > 0 ? Math.log(banked) : referenceTotal(view);
  const running = view.grossBetween(film, view.film(film).releaseDate - PREVIEW_DAYS, view.today - 1);
  const opening = openingOf(view, film);
  const modelOrigin = origin > 0 ? days : origin;
  const data = modelOrigin > 0 ? sequenceInputs(view, film, context, modelOrigin) : new Float32Array(0);
  const sequence = { rows: data.length > 0 ? 1 : 0, steps: SEQUENCE_STEPS, channels: SEQUENCE_CHANNELS.length, data };
  return { origin, modelOrigin, values, sequence, banked, anchor, running, opening };
}

/** Days of release with a known gross from the first on, without a gap. */
function consecutiveDays(view: MarketView, film: number, origin: Origin): number {
  const release = view.film(film).releaseDate;
  let days = 0;
  while (days < origin && !Number.isNaN(view.daily(film, 'gross', release + days))) days++;
  return days;
}
