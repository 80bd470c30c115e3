import type { TrainingRows } from '../../../lib/models/contract.ts';
import type { FeatureMatrix } from '../../../lib/models/matrix.ts';
import { featureMatrix } from '../../../lib/models/matrix.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { standardNormal } from '../../../lib/stats/standardNormal.ts';

export interface SyntheticOptions {
  readonly seed: number;
  /** Share of missing inputs; default 0.1. */
  readonly missing?: number;
  /** Standard deviation of what inputs do not explain; default 0.3. */
  readonly noise?: number;
}

/**
 * Rows whose target is a smooth, bent and interacting function of the first four columns plus noise; missing values
 * carry a meaning of their own in column 1. At least four columns.
 */
export function syntheticRows(rows: number, columns: number, options: SyntheticOptions): Required<TrainingRows> {
  const { seed, missing = 0.1, noise = 0.3 } = options;
  const random = seededRandom(seed);
  const x = featureMatrix(rows, columns);
  for (let i = 0; i < x.data.length; i++) x.data[i] = random() < missing ? Number.NaN : 3 * standardNormal(random) + 1;
  const y = Float64Array.from({ length: rows }, (_, row) => {
    const at = (column: number) => {
      const value = x.data[row * columns + column] ?? Number.NaN;
      return Number.isNaN(value) ? 0 : value;
    };
    const unknown = Number.isNaN(x.data[row * columns + 1]) ? 1 : 0;
    return 0.4 * at(0) + Math.sin(at(1)) + 0.1 * at(2) * at(3) + unknown + noise * standardNormal(random);
  });
  const weights = Float64Array.from({ length: rows }, () => 0.5 + random());
  return { x, y, weights };
}

/** Inputs of the kinds that a model may meet: usual, missing, huge, tiny and negative. */
export function wildInputs(rows: number, columns: number, seed: number): FeatureMatrix {
  const random = seededRandom(seed);
  const x = featureMatrix(rows, columns);
  for (let i = 0; i < x.data.length; i++) {
    const kind = random();
    const usual = 3 * standardNormal(random) + 1;
    x.data[i] =
      kind < 0.25
        ? Number.NaN
        : kind < 0.3
          ? 3.4e38
          : kind < 0.35
            ? -3.4e38
            : kind < 0.4
              ? 1e-40
              : kind < 0.45
                ? 0
                : usual;
  }
  return x;
}
