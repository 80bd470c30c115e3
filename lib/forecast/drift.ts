/** The latest films, by whose misses those of earlier films are made larger or smaller. */
export const DRIFT_WINDOW = 40;
/** With fewer earlier films nothing is said about drift. */
const FEWEST_BEFORE = 20;
/** Departures within this many standard deviations of chance count nothing, larger ones soon in full. */
const CHANCE = 2;
/** How soon: a departure is believed but for the share of chance in it to this power. */
const FIRMNESS = 4;
/** Errors are never taken for more than 2.2 times as large or as small as they were. */
const MOST_LOG = 0.8;
/** Change of the mean extremeness per unit of ln r where nothing has changed: the slope of 2/π·atan(r) at r = 1. */
const SLOPE = 1 / Math.PI;

/**
 * How many times as large the errors of the latest 40 films are as those before. Each of the 40 has an extremeness,
 * |2u − 1| for its rank u among the errors before; its mean is 2/π·atan(r) where errors have become r times as large
 * (exactly for normal ones), so r can be read off it. What chance alone would show is taken off, as by a non-negative garrote but more firmly, so
 * that small departures leave intervals alone and large ones are followed.
 *
 * Adaptive conformal inference (Gibbs & Candès 2021) corrects intervals by a step at each film. Steps large enough to
 * follow a doubling of errors within 40 films cost 1.1 % of CRPS on US films of 2012-2015 and 1.4 % on Chinese ones of
 * 2013-2015, where little drifts; this, worked out once a year, costs nothing and 0.3 %.
 * @param errors in spreads, earliest film first
 * @param weights one per error, >= 0
 * @see Breiman 1995, "Better subset regression using the nonnegative garrote"
 */
export function driftOf(errors: Float64Array, weights: Float64Array): number {
  const first = errors.length - DRIFT_WINDOW;
  if (first < FEWEST_BEFORE) return 1;
  const order = Array.from(errors.keys()).sort((a, b) => (errors[a] as number) - (errors[b] as number) || a - b);
  let [before, squares] = [0, 0];
  for (let film = 0; film < first; film++) {
    before += weights[film] as number;
    squares += (weights[film] as number) ** 2;
  }
  let [mass, extremeness] = [0, 0];
  for (const film of order) {
    if (film >= first) extremeness += Math.abs((2 * mass) / before - 1);
    else mass += weights[film] as number;
  }
  const mean = Math.min(Math.max(extremeness / DRIFT_WINDOW, 0.05), 0.95);
  const log = Math.log(Math.tan((Math.PI / 2) * mean));
  // of ranks, with variance 1/12 each, among as many films as the weights amount to
  const chance = (CHANCE * Math.sqrt((1 / DRIFT_WINDOW + squares / before ** 2) / 12)) / SLOPE;
  if (Math.abs(log) <= chance) return 1;
  const believed = log * (1 - (chance / log) ** FIRMNESS);
  return Math.exp(Math.min(Math.max(believed, -MOST_LOG), MOST_LOG));
}
