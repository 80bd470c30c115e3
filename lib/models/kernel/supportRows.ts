/**
 * Points that a kernel model remembers, each coordinate on a grid of 256 levels between its least and greatest training
 * value: coordinate k of point i is `start[k] + step[k] · levels[i · width + k]`. A byte instead of eight keeps artifacts
 * small; the trainer learns from the points on the grid, so trainer, graph and explanation agree to the last digits.
 * Coordinates of two values, such as flags, lose nothing, and others at most 1/510 of their range.
 */
export interface SupportRows {
  readonly count: number;
  /** count x coordinates, row after row. */
  readonly levels: Uint8Array;
  readonly start: Float64Array;
  readonly step: Float64Array;
}

const LEVELS = 255;
/** Values in the middle between two levels go up, whatever the last digits of their coordinates are. */
const TIE = 1e-9;

/** @param points rows x `width` coordinates, row after row, at least one row */
export function supportRows(points: Float64Array, width: number): SupportRows {
  const count = width === 0 ? 0 : points.length / width;
  const start = new Float64Array(width).fill(Infinity);
  const end = new Float64Array(width).fill(-Infinity);
  for (let at = 0; at < points.length; at++) {
    const k = at % width;
    start[k] = Math.min(start[k] as number, points[at] as number);
    end[k] = Math.max(end[k] as number, points[at] as number);
  }
  const step = end.map((value, k) => (value - (start[k] as number)) / LEVELS);
  const levels = new Uint8Array(points.length);
  for (let at = 0; at < points.length; at++) {
    const k = at % width;
    const size = step[k] as number;
    levels[at] = size > 0 ? Math.floor(((points[at] as number) - (start[k] as number)) / size + 0.5 + TIE) : 0;
  }
  return { count, levels, start, step };
}

/** The points themselves, count x coordinates. */
export function pointsOf({ levels, start, step }: SupportRows): Float64Array {
  const width = start.length;
  const points = new Float64Array(levels.length);
  for (let at = 0; at < levels.length; at++) {
    const k = at % width;
    points[at] = (start[k] as number) + (step[k] as number) * (levels[at] as number);
  }
  return points;
}

/** The rows with these numbers, in this order. */
export function selectSupport({ levels, start, step }: SupportRows, rows: ArrayLike<number>): SupportRows {
  const width = start.length;
  const chosen = new Uint8Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const from = (rows[i] as number) * width;
    chosen.set(levels.subarray(from, from + width), i * width);
  }
  return { count: rows.length, levels: chosen, start, step };
}
