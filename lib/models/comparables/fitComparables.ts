import { quantile } from '../../stats/quantile.ts';
import type { CheckedRows, TrainingRows } from '../contract.ts';
import { checkRows } from '../contract.ts';
import type { ComparablesModel } from './comparablesModel.ts';
import { standardizeFilm } from './standardizeFilm.ts';

export interface ComparablesOptions {
  /** What films are compared by: column number and how much it counts (default 1). */
  readonly yardstick: readonly { readonly column: number; readonly importance?: number }[];
  /** How many neighbours speak; default 15. */
  readonly k?: number;
}

/** The interquartile range of the normal distribution with deviation 1. */
const NORMAL_IQR = 1.3489795003921634;

/**
 * Keeps the training films for comparison, each column centred on its median and scaled by its interquartile range (by
 * its standard deviation where the middle half is constant). A column that is constant, or never present, is left out.
 * @throws RangeError for malformed rows (see `checkRows`), for k < 1, an importance that is not > 0 or a column that
 * does not exist
 */
export function fitComparables(rows: TrainingRows, options: ComparablesOptions): ComparablesModel {
  const { k = 15 } = options;
  const checked = checkRows(rows);
  const { columns } = checked.x;
  if (!(k >= 1)) throw new RangeError(`k must be at least 1, got ${k}`);
  const used = options.yardstick.flatMap(({ column, importance = 1 }) => {
    if (!(Number.isInteger(column) && column >= 0 && column < columns)) throw new RangeError(`no column ${column}`);
    if (!(importance > 0 && importance < Infinity)) throw new RangeError(`importance must be > 0, got ${importance}`);
    const { center, scale } = robustScale(checked, column);
    return scale > 0 ? [{ column, importance, center, scale }] : [];
  });
  const total = used.reduce((sum, { importance }) => sum + importance, 0);
  const yard = {
    yardstick: Int32Array.from(used, ({ column }) => column),
    center: Float64Array.from(used, ({ center }) => center),
    scale: Float64Array.from(used, ({ scale }) => scale),
    importance: Float64Array.from(used, ({ importance }) => importance / total),
  };
  const films = new Float64Array(checked.x.rows * used.length);
  for (let i = 0; i < checked.x.rows; i++) films.set(standardizeFilm(yard, checked.x, i), i * used.length);
  const { y, weights, source } = checked;
  return { kind: 'comparables', columns, k, ...yard, films, y, weights, source };
}

function robustScale({ x }: CheckedRows, column: number): { readonly center: number; readonly scale: number } {
  const present = Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.columns + column] as number).filter(
    (value) => !Number.isNaN(value),
  );
  const center = quantile(present, 0.5);
  const range = quantile(present, 0.75) - quantile(present, 0.25);
  if (range > 0) return { center, scale: range / NORMAL_IQR };
  const squares = present.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return { center, scale: present.length === 0 ? 0 : Math.sqrt(squares / present.length) };
}
