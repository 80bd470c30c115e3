import { fitBoosting } from '../../../lib/models/boosting/fitBoosting.ts';
import { fitRidge } from '../../../lib/models/ridge/fitRidge.ts';
import type { TabularGraphSpec } from '../../../lib/onnx/tabularGraph.ts';
import { graphOutputs } from '../../../lib/onnx/tabularGraph.ts';
import type { GraphExpectation } from '../../../lib/ports/modelRuntime.ts';
import { syntheticRows } from '../models/syntheticRows.ts';

export const FEATURES = 7;

/** Two targets, one of ridge and boosted trees, one of trees alone, as training would hand them over. */
export function sampleSpec(): TabularGraphSpec {
  const rows = syntheticRows(500, FEATURES, { seed: 1, missing: 0.15 });
  const monotone = Int8Array.of(1, 0, 0, 0, 0, 0, 0);
  const wide = rows.x.data.map((value, at) => (at % FEATURES === 5 ? value * 1e8 : value));
  const x = { ...rows.x, data: wide };
  return {
    features: FEATURES,
    featureNames: Array.from({ length: FEATURES }, (_, j) => `feature_${j}`),
    targets: [
      {
        name: 'T+3.total',
        bias: -0.0125,
        models: [
          { name: 'ridge', weight: 0.4, model: fitRidge({ ...rows, x }) },
          {
            name: 'boosting',
            weight: 0.6,
            model: fitBoosting({ ...rows, x }, { seed: 2, rounds: 60, columnShare: 0.5 }),
          },
        ],
      },
      {
        name: 'T+3.openingDay',
        bias: 0,
        models: [
          { name: 'trees', weight: 1, model: fitBoosting({ ...rows, x }, { seed: 3, rounds: 25, depth: 6, monotone }) },
        ],
      },
    ],
    metadata: { artifact: 'sample' },
  };
}

export function expectationOf(spec: TabularGraphSpec): GraphExpectation {
  return { features: spec.features, outputs: graphOutputs(spec.targets) };
}
