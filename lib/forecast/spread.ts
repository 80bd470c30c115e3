/** What forecasts say of one film, in natural logs of currency units; absent where no model says it. */
export interface Quartered {
  readonly total: number;
  /** Quantiles of the total before calibration: the outputs `total.q10` and `total.q90`. */
  readonly low?: number;
  readonly high?: number;
}

/** Effects of ln gap below and of ln gap above the forecast on the log of a spread. */
export type GapEffects = readonly [below: number, above: number];

/** How the spread of a film follows from the gaps between its forecast and its quantiles. */
export interface SpreadRule {
  /** Mean ln gap of calibration films, below and above. */
  readonly means: GapEffects;
  readonly below: GapEffects;
  readonly above: GapEffects;
}

/** How far a film may miss on each side, against a usual film of the calibration. */
export interface Spread {
  readonly below: number;
  readonly above: number;
}

const USUAL: Spread = { below: 1, above: 1 };

/** A forecast at or beyond its own quantile is not certain: a gap is at least this share of both. */
const LEAST_SHARE = 0.15;
const LEAST_WIDTH = 0.01;
/** No film is taken for more than five times as hard or as easy as the usual one. */
const MOST_LOG = 1.6;

/** Natural logs of the gaps from a forecast to its quantiles, however these lie. */
export function logGaps(total: number, low: number, high: number): GapEffects {
  const width = Math.max(high - low, LEAST_WIDTH);
  const gap = (distance: number) => Math.log(Math.max(distance, LEAST_SHARE * width));
  return [gap(total - low), gap(high - total)];
}

/**
 * The spread of one film: conformalized quantile regression with scores relative to the film's own gaps (CQR-r), but for
 * exponents that are learnt, since quantiles of few hundred films exaggerate how much films differ.
 * @see Kivaranovic, Johnson & Leeb 2020; Sesia & Candès 2020, "A comparison of some conformal quantile regression methods"
 */
export function spreadOf(rule: SpreadRule | undefined, { total, low, high }: Quartered): Spread {
  if (!rule || low === undefined || high === undefined) return USUAL;
  const gaps = logGaps(total, low, high);
  if (Number.isNaN(gaps[0] + gaps[1])) return USUAL;
  const side = ([ofBelow, ofAbove]: GapEffects) => {
    const log = ofBelow * (gaps[0] - rule.means[0]) + ofAbove * (gaps[1] - rule.means[1]);
    return Math.exp(Math.min(Math.max(log, -MOST_LOG), MOST_LOG));
  };
  return { below: side(rule.below), above: side(rule.above) };
}

/** An error (natural log) counted in spreads, and back. */
export const standardized = (error: number, { below, above }: Spread) => error / (error < 0 ? below : above);
export const unstandardized = (error: number, { below, above }: Spread) => error * (error < 0 ? below : above);
