import { type MixtureRule, scaled, type Tail } from '../forecast/mixture.ts';
import { weightedQuantile } from '../stats/weightedQuantile.ts';
import type { CalibrationRows } from './calibrationRows.ts';

/** With fewer films tails are too small to say what makes them likely. */
const FEWEST_FILMS = 60;
/** As many of the films are collapses, and as many break-outs. */
const TAIL = 0.15;
/** Penalty on the effect of an input, in films: a film at an edge of what is usual has its shares moved a little. */
const RIDGE = 150;
const ITERATIONS = 25;

/**
 * Splits the errors of films into collapses, the usual, and break-outs, and learns how likely the tails are from the size
 * forecast and from how far apart the models are, by two logistic regressions with a strong pull towards no effect.
 * @param members rows, and their errors and weights in the same order
 */
export function calibrateMixture(
  rows: CalibrationRows,
  members: readonly number[],
  errors: Float64Array,
  weights: Float64Array,
): MixtureRule | undefined {
  if (members.length < FEWEST_FILMS) return undefined;
  const size = members.map((row) => rows.points.total[row] ?? Number.NaN);
  const disagreement = members.map((row) => rows.disagreement?.[row] ?? Number.NaN);
  const scales = { size: scaleOf(size), disagreement: scaleOf(disagreement) };
  const inputs = members.map((_, i): readonly [number, number] => [
    scaled(size[i] ?? Number.NaN, scales.size),
    scaled(disagreement[i] ?? Number.NaN, scales.disagreement),
  ]);
  const bounds = [weightedQuantile(errors, weights, TAIL), weightedQuantile(errors, weights, 1 - TAIL)] as const;
  if (!(bounds[0] < bounds[1])) return undefined;
  const tail = (bound: number, isIn: (error: number) => boolean): Tail => {
    const fit = fitLogistic(Array.from(errors, isIn), inputs);
    return { bound, share: TAIL, ...fit };
  };
  return {
    ...scales,
    collapse: tail(bounds[0], (error) => error <= bounds[0]),
    breakout: tail(bounds[1], (error) => error >= bounds[1]),
  };
}

/** Newton's method for two inputs; the penalty leaves the intercept free. */
function fitLogistic(isIn: readonly boolean[], inputs: readonly (readonly [number, number])[]) {
  const share = isIn.filter(Boolean).length / isIn.length;
  let intercept = Math.log(share / (1 - share));
  let [size, disagreement] = [0, 0];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    let [pull, pullS, pullD, mass] = [0, -RIDGE * size, -RIDGE * disagreement, 0];
    let [ss, sd, dd] = [RIDGE, 0, RIDGE];
    inputs.forEach(([s, d], i) => {
      const likely = 1 / (1 + Math.exp(-(intercept + size * s + disagreement * d)));
      const surplus = (isIn[i] ? 1 : 0) - likely;
      const weight = likely * (1 - likely);
      pull += surplus;
      pullS += surplus * s;
      pullD += surplus * d;
      mass += weight;
      ss += weight * s * s;
      sd += weight * s * d;
      dd += weight * d * d;
    });
    const determinant = ss * dd - sd * sd;
    intercept += pull / mass;
    size += (dd * pullS - sd * pullD) / determinant;
    disagreement += (ss * pullD - sd * pullS) / determinant;
  }
  return { intercept: round(intercept), size: round(size), disagreement: round(disagreement) };
}

/** Mean and standard deviation of what is known; an input that never varies counts nothing. */
function scaleOf(values: readonly number[]) {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return { mean: 0, scale: 1 };
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const scale = Math.sqrt(squares / known.length);
  return { mean: round(mean), scale: scale > 1e-6 ? round(scale) : 1 };
}

const round = (value: number) => Math.round(value * 1e6) / 1e6;
