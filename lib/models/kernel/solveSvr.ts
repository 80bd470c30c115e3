export interface SvrProblem {
  /** rows x rows, symmetric, positive semi-definite, ones on its diagonal. */
  readonly kernel: Float32Array;
  readonly y: Float64Array;
  /** The most that each row may pull, > 0. */
  readonly bounds: Float64Array;
  /** Errors up to this cost nothing; >= 0. */
  readonly epsilon: number;
  /** By how much the optimality conditions may be missed. */
  readonly tolerance: number;
}

export interface SvrSolution {
  /** One per row, in [−bound, bound], summing to zero; zero for rows whose error is below epsilon. */
  readonly coefficients: Float64Array;
  readonly intercept: number;
  readonly iterations: number;
}

/** Least curvature of a step, where two rows stand at the same point. */
const LEAST_CURVATURE = 1e-12;
/** A gain must be larger by this to count, so that ties are decided by the order of rows and not by rounding. */
const CLEARLY = 1e-12;

/**
 * Minimizes ½·βᵀKβ − yᵀβ + ε·Σ|β| over Σβ = 0 and |β_i| <= bound_i by sequential minimal optimization: each step moves
 * the pair of coefficients that promises the greatest decrease to second order. A coefficient's two directions have
 * different slopes at zero, so it stops there and may go on in another step.
 * A hot loop: two passes over the rows per step, nothing allocated.
 * @see Fan, Chen & Lin 2005, "Working set selection using second order information for training SVM", WSS 2, and Chang &
 * Lin 2011, "LIBSVM", sections 4.1.4 and 4.2 (epsilon-SVR), with α − α* as one variable
 */
export function solveSvr({ kernel, y, bounds, epsilon, tolerance }: SvrProblem): SvrSolution {
  const rows = y.length;
  const beta = new Float64Array(rows);
  const slope = y.map((target) => -target); // of the smooth part: Kβ − y
  const most = Math.max(10_000_000, 100 * rows);
  let iterations = 0;
  for (; iterations < most; iterations++) {
    // the row whose increase helps most …
    let up = -1;
    let gain = -Infinity;
    for (let t = 0; t < rows; t++) {
      const own = beta[t] as number;
      if (own >= (bounds[t] as number)) continue;
      const value = own >= 0 ? -(slope[t] as number) - epsilon : -(slope[t] as number) + epsilon;
      if (value > gain + CLEARLY) {
        gain = value;
        up = t;
      }
    }
    if (up < 0) break;
    // … and the one whose decrease by as much goes best with it
    const line = up * rows;
    let down = -1;
    let best = 0;
    let least = Infinity;
    for (let t = 0; t < rows; t++) {
      const own = beta[t] as number;
      if (own <= -(bounds[t] as number)) continue;
      const value = own > 0 ? -(slope[t] as number) - epsilon : -(slope[t] as number) + epsilon;
      if (value < least) least = value;
      const drop = gain - value;
      if (drop <= 0) continue;
      const decrease = (drop * drop) / Math.max(2 - 2 * (kernel[line + t] as number), LEAST_CURVATURE);
      if (decrease > best * (1 + CLEARLY)) {
        best = decrease;
        down = t;
      }
    }
    if (down < 0 || gain - least < tolerance) break;
    const [first, second] = [beta[up] as number, beta[down] as number];
    const value = second > 0 ? -(slope[down] as number) - epsilon : -(slope[down] as number) + epsilon;
    const curvature = Math.max(2 - 2 * (kernel[line + down] as number), LEAST_CURVATURE);
    const room = first < 0 ? -first : (bounds[up] as number) - first;
    const depth = second > 0 ? second : (bounds[down] as number) + second;
    const step = Math.min((gain - value) / curvature, room, depth);
    // what reaches the end of its room is put there exactly
    beta[up] = step < room ? first + step : first < 0 ? 0 : (bounds[up] as number);
    beta[down] = step < depth ? second - step : second > 0 ? 0 : -(bounds[down] as number);
    const other = down * rows;
    for (let t = 0; t < rows; t++) {
      slope[t] = (slope[t] as number) + step * ((kernel[line + t] as number) - (kernel[other + t] as number));
    }
  }
  return { coefficients: beta, intercept: interceptOf(beta, slope, bounds, epsilon), iterations };
}

/** The mean of what the rows on the edge of the tube ask for, or the middle of what all rows allow. */
function interceptOf(beta: Float64Array, slope: Float64Array, bounds: Float64Array, epsilon: number): number {
  let sum = 0;
  let free = 0;
  let lower = -Infinity;
  let upper = Infinity;
  for (let t = 0; t < beta.length; t++) {
    const own = beta[t] as number;
    const bound = bounds[t] as number;
    const smooth = -(slope[t] as number);
    if (own !== 0 && Math.abs(own) < bound) {
      sum += smooth - Math.sign(own) * epsilon;
      free++;
    }
    if (own < bound) lower = Math.max(lower, own >= 0 ? smooth - epsilon : smooth + epsilon);
    if (own > -bound) upper = Math.min(upper, own > 0 ? smooth - epsilon : smooth + epsilon);
  }
  return free > 0 ? sum / free : (lower + upper) / 2;
}
