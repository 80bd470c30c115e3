import type { FeatureMatrix } from '../matrix.ts';
import type { ComparablesModel } from './comparablesModel.ts';

/** Beyond this many deviations films are simply "very far apart", so that one odd value cannot decide alone. */
const FARTHEST = 5;

/** One film on the yardstick: robust deviations from the median film, NaN where unknown. */
export function standardizeFilm(
  { yardstick, center, scale }: Pick<ComparablesModel, 'yardstick' | 'center' | 'scale'>,
  x: FeatureMatrix,
  row: number,
): Float64Array {
  return Float64Array.from(yardstick, (column, j) => {
    const deviation = ((x.data[row * x.columns + column] as number) - (center[j] as number)) / (scale[j] as number);
    return Math.min(Math.max(deviation, -FARTHEST), FARTHEST);
  });
}
