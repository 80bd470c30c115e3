/**
 * The counts of successes in `n` trials that chance alone gives with probability `level` at least: the central region,
 * exact, with at most (1 − level) / 2 beyond either end.
 * @param p of one success, in (0, 1)
 * @throws RangeError for other n, p or level
 * @see Clopper & Pearson 1934, Biometrika 26; read as the acceptance region of their test
 */
export function binomialBand(n: number, p: number, level: number): { readonly lower: number; readonly upper: number } {
  if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`n must be a whole number, got ${n}`);
  if (!(p > 0 && p < 1 && level > 0 && level < 1)) throw new RangeError(`p and level must lie in (0, 1)`);
  const tail = (1 - level) / 2;
  const logOdds = Math.log(p / (1 - p));
  // in logs, since (1 − p)ⁿ is less than the smallest number where n is large
  let logMass = n * Math.log1p(-p);
  let below = 0;
  let lower = n;
  for (let k = 0; k <= n; k++) {
    const upTo = below + Math.exp(logMass);
    if (upTo > tail) lower = Math.min(lower, k);
    if (upTo >= 1 - tail) return { lower, upper: k };
    below = upTo;
    logMass += Math.log((n - k) / (k + 1)) + logOdds;
  }
  return { lower, upper: n };
}
