import type { Origin } from '../film/origin.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { MarketView } from '../signals/asOfView.ts';
import type { FeatureContext } from './featureContext.ts';
import { SEQUENCE_CHANNELS, writeChannels } from './sequenceChannels.ts';
import { toSubject } from './subject.ts';

/** The first day that is told, in days from release. */
export const SEQUENCE_FIRST_DAY = -14;

/** Days from T-14 to T+6, one step each. */
export const SEQUENCE_STEPS = 21;

/**
 * What is known of each day of a film from T-14 to T+6: the one function behind training, backtest and service. Steps
 * that the moment has not passed are wholly NaN; on the others a measure that was not reported is NaN.
 * @param context what was fitted as of the model's refit date
 * @param origin days from it on are left unknown, as when a film is forecast by the models of an earlier origin;
 * by default every day before the moment of the view is told
 * @returns {@link SEQUENCE_STEPS} times the channels, step after step
 * @throws RangeError when the film is not announced at the moment of the view
 */
export function sequenceInputs(
  view: MarketView,
  film: number,
  context: FeatureContext,
  origin: Origin = Number.POSITIVE_INFINITY,
): Float32Array {
  const subject = toSubject(view, film, context);
  const values = new Float32Array(SEQUENCE_STEPS * SEQUENCE_CHANNELS.length).fill(Number.NaN);
  const known = Math.min(origin, subject.origin) - SEQUENCE_FIRST_DAY;
  writeChannels(subject, SEQUENCE_FIRST_DAY, Math.max(0, Math.min(known, SEQUENCE_STEPS)), values);
  return values;
}

/** Rises by one with every change of meaning that names and units do not show. */
const SEQUENCE_VERSION = 1;

/** SHA-256 (hex) of the channels; a model serves only sequences of the channels it was trained on. */
export function sequenceHash(): string {
  const steps = { first: SEQUENCE_FIRST_DAY, steps: SEQUENCE_STEPS };
  return sha256(canonicalJson({ version: SEQUENCE_VERSION, ...steps, channels: SEQUENCE_CHANNELS }));
}
