import { checkColumns } from '../contract.ts';
import type { FeatureMatrix } from '../matrix.ts';
import { placeRows } from './coordinates.ts';
import type { KernelModel } from './kernelModel.ts';
import { pointsOf } from './supportRows.ts';

/** One prediction per row. @throws RangeError when the number of columns differs from the training's */
export function predictKernel(model: KernelModel, x: FeatureMatrix): Float64Array {
  checkColumns(model, x);
  const { gamma, coefficients, slope, intercept } = model;
  const width = slope.length;
  const points = placeRows(model.coordinates, x);
  const support = pointsOf(model.support);
  const predictions = new Float64Array(x.rows);
  for (let row = 0; row < x.rows; row++) {
    const from = row * width;
    let sum = intercept;
    for (let k = 0; k < width; k++) sum += (slope[k] as number) * (points[from + k] as number);
    for (let i = 0; i < coefficients.length; i++) {
      const own = i * width;
      let distance = 0;
      for (let k = 0; k < width; k++) {
        const step = (points[from + k] as number) - (support[own + k] as number);
        distance += step * step;
      }
      sum += (coefficients[i] as number) * Math.exp(-gamma * distance);
    }
    predictions[row] = sum;
  }
  return predictions;
}
