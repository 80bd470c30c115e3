/** The levels every forecast states, with the names they carry in files and over HTTP. */
export const QUANTILE_LEVELS = {
  p05: 0.05,
  p10: 0.1,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
} as const;

export type QuantileName = keyof typeof QUANTILE_LEVELS;

export const QUANTILE_NAMES = Object.keys(QUANTILE_LEVELS) as readonly QuantileName[];

/** Quantiles of one quantity in currency units, never crossing. */
export type Quantiles = Readonly<Record<QuantileName, number>>;
