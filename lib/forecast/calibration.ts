import type { Opening } from './opening.ts';
import type { Target } from './target.ts';

/**
 * How wrong out-of-fold forecasts were, film by film: ln(actual / forecast) per target, the same film at the same place
 * in every list, NaN where the target was known at that origin or is missing.
 */
type Residuals = Readonly<Record<Target, Float64Array>>;

/** Films of like size. */
export interface SizeGroup {
  /** Targets whose errors are those of the forecast of the total, for want of forecasts of their own. */
  readonly fromTotal: readonly Target[];
  /** Films belong here whose ln of the forecast total is at most this; null = no bound, in the last group alone. */
  readonly upTo: number | null;
  readonly residuals: Residuals;
}

/** What turns the points of one origin into distributions. */
export interface OriginCalibration {
  /** The middle of the amounts that forecasts were ratios to: natural log of what a usual film had banked. */
  readonly typicalAnchor: number;
  /** By kind of opening, since a release in a few theatres errs quite differently; each ascending in `upTo`. */
  readonly openings: Readonly<Partial<Record<Opening, readonly SizeGroup[]>>>;
}

/** The films nearest in kind and size to one of this forecast total (natural log of currency units). */
export function groupOf({ openings }: OriginCalibration, opening: Opening, lnTotal: number): SizeGroup {
  const groups = openings[opening] ?? openings.unknown ?? openings.wide ?? openings.small ?? [];
  const group = groups.find(({ upTo }) => upTo !== null && lnTotal <= upTo) ?? groups.at(-1);
  if (!group) throw new RangeError('a calibration has at least one group');
  return group;
}
