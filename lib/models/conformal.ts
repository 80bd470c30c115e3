/**
 * The k-th smallest score with k = ⌈(n + 1)·level⌉: the quantile that split conformal prediction needs.
 * `Infinity` when n is too small to guarantee the level.
 * @param scores residuals of calibration films, any order
 * @param level in (0, 1); anything else throws RangeError
 * @see Vovk, Gammerman & Shafer 2005, ch. 2
 */
export function conformalQuantile(scores: ArrayLike<number>, level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), got ${level}`);
  const rank = Math.ceil((scores.length + 1) * level - 1e-9); // 100 * 0.55 is 55.00000000000001
  return Float64Array.from(scores).sort()[rank - 1] ?? Infinity;
}

/**
 * The signed conformal bound at one probability: for p > 0.5 at least a share p of future residuals lies at or below it,
 * for p < 0.5 at least 1 − p at or above it, each side on its own because misses of films are lopsided. At p = 0.5 the
 * middle of both.
 * @returns `Infinity` or `-Infinity` when there are too few residuals for the level
 * @see Romano, Patterson & Candès 2019, section 4 (asymmetric version)
 */
export function conformalBound(residuals: ArrayLike<number>, p: number): number {
  if (p > 0.5) return conformalQuantile(residuals, p);
  const mirrored = -conformalQuantile(
    Float64Array.from(residuals, (residual) => -residual),
    1 - p,
  );
  if (p < 0.5 || mirrored === -Infinity) return mirrored;
  return (mirrored + conformalQuantile(residuals, p)) / 2;
}

/**
 * Which calibration films speak for a group: its own when there are enough of them, else all of them together.
 * @param groups the group of each calibration film
 * @param enough the least number of films that a group needs to stand alone; 60 gives both ends of a 90 % interval
 * three films beyond them
 * @returns positions in `groups`, ascending
 */
export function calibrationGroup(groups: readonly string[], group: string, enough = 60): Int32Array {
  const positions = Int32Array.from(groups.keys());
  const own = positions.filter((position) => groups[position] === group);
  return own.length >= enough ? own : positions;
}

/** Offsets to a point forecast, in its own units (logs), per group of films and for all films together. */
export interface ConformalModel {
  readonly kind: 'conformal';
  /** Probabilities, ascending, e.g. 0.05 … 0.95. */
  readonly levels: readonly number[];
  /** One offset per level; never crossing. */
  readonly pooled: readonly number[];
  readonly groups: Readonly<Record<string, readonly number[]>>;
  /** How many films each group has; groups that are too small for offsets of their own are counted, too. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Split-conformal offsets from residuals (actual − predicted) of films that no model was trained on, per group where the
 * group has at least `enough` films.
 * @throws RangeError for a level outside (0, 1), no residual, or lengths that differ
 */
export function fitConformal(
  residuals: Float64Array,
  groups: readonly string[],
  levels: readonly number[],
  enough = 60,
): ConformalModel {
  if (residuals.length === 0 || residuals.length !== groups.length) {
    throw new RangeError(`${residuals.length} residuals do not fit ${groups.length} groups`);
  }
  const offsets = (own: Float64Array) => levels.map((level) => conformalBound(own, level));
  const counts: Record<string, number> = {};
  const own: Record<string, readonly number[]> = {};
  for (const group of [...new Set(groups)].sort()) {
    const members = residuals.filter((_, i) => groups[i] === group);
    counts[group] = members.length;
    if (members.length >= enough) own[group] = offsets(members);
  }
  return { kind: 'conformal', levels, pooled: offsets(residuals), groups: own, counts };
}

/** The offsets of a group, those of all films together where the group has none of its own. */
export function offsetsOf(model: ConformalModel, group: string): readonly number[] {
  return Object.hasOwn(model.groups, group) ? (model.groups[group] ?? model.pooled) : model.pooled;
}
