import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { fitBoosting } from '../../lib/models/boosting/fitBoosting.ts';
import { selectRows } from '../../lib/models/matrix.ts';
import { fitRidge } from '../../lib/models/ridge/fitRidge.ts';
import { checkGraph } from '../../lib/onnx/checkGraph.ts';
import type { TabularGraphSpec } from '../../lib/onnx/tabularGraph.ts';
import { buildTabularGraph, graphOutputs } from '../../lib/onnx/tabularGraph.ts';
import { syntheticRows } from '../lib/models/syntheticRows.ts';
import type { BenchmarkSuite } from './harness.ts';

const FEATURES = 150;
const ORIGINS = 5;

/** Opening and running the graphs of an artifact: per origin three targets of a ridge and 300 trees each. */
export const benchmarks: BenchmarkSuite = async () => {
  const rows = syntheticRows(2_500, FEATURES, { seed: 2 });
  const models = [
    { name: 'ridge', weight: 0.4, model: fitRidge(rows) },
    { name: 'boosting', weight: 0.6, model: fitBoosting(rows, { seed: 1, columnShare: 0.3 }) },
  ];
  const spec: TabularGraphSpec = {
    features: FEATURES,
    featureNames: Array.from({ length: FEATURES }, (_, j) => `f${j}`),
    targets: ['total', 'openingDay', 'openingWeekend'].map((name) => ({ name, bias: 0.01, models })),
    metadata: {},
  };
  const bytes = buildTabularGraph(spec);
  const expectation = { features: FEATURES, outputs: graphOutputs(spec.targets) };
  const session = await ortRuntime.openSession(bytes, expectation);
  const one = selectRows(rows.x, [7]);
  const hundred = selectRows(
    rows.x,
    Array.from({ length: 100 }, (_, i) => i),
  );
  return {
    benchmarks: [
      { name: `writing one graph of ${bytes.length} bytes`, run: () => buildTabularGraph(spec) },
      { name: 'checking one graph before it is opened', run: () => checkGraph(bytes, expectation) },
      {
        name: `checking and opening the graphs of ${ORIGINS} origins`,
        goalMs: 150,
        run: async () => {
          const sessions = [];
          for (let i = 0; i < ORIGINS; i++) sessions.push(await ortRuntime.openSession(bytes, expectation));
          for (const opened of sessions) await opened.close();
        },
      },
      {
        name: 'ONNX alone: one film, three targets',
        goalMs: 0.2,
        run: () => session.run(one),
        samples: 30,
        perSample: 200,
      },
      { name: 'ONNX alone: 100 films, three targets', run: () => session.run(hundred), samples: 30, perSample: 20 },
    ],
    end: () => session.close(),
  };
};
