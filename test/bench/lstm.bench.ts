import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import { attributeSequence } from '../../lib/models/lstm/attributeSequence.ts';
import { fitSequenceModel, type SequenceTraining } from '../../lib/models/lstm/fitSequenceModel.ts';
import { predictSequence } from '../../lib/models/lstm/predictSequence.ts';
import { type InputGroups, selectSequences } from '../../lib/models/lstm/sequenceModel.ts';
import { selectRows } from '../../lib/models/matrix.ts';
import { buildSequenceGraph } from '../../lib/onnx/sequenceGraph.ts';
import { seededRandom } from '../../lib/stats/random.ts';
import { standardNormal } from '../../lib/stats/standardNormal.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Complete sequences of noise, one moment per film. */
function noise(rows: number, steps: number, channels: number, columns: number): SequenceTraining {
  const random = seededRandom(1);
  const numbers = (length: number) => Float32Array.from({ length }, () => standardNormal(random));
  return {
    sequences: { rows, steps, channels, data: numbers(rows * steps * channels) },
    x: { rows, columns, data: numbers(rows * columns) },
    y: Float64Array.from({ length: rows }, () => standardNormal(random)),
    weights: new Float64Array(rows).fill(1),
    films: Int32Array.from({ length: rows }, (_, row) => row),
    releases: Int32Array.from({ length: rows }, (_, row) => row),
  };
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `n${i}`);

/** Training and predicting: 2 layers of 64 cells, 8 heads of attention, batches of 32, one thread. */
export const benchmarks: BenchmarkSuite = async () => {
  const usual = noise(2_000, 14, 10, 1);
  const alone: InputGroups = { count: 0, channels: new Int8Array(10).fill(-1), columns: Int8Array.of(-1) };
  const epoch = (kernel: 'simd' | 'plain') =>
    fitSequenceModel(usual, alone, { seeds: 1, epochs: 1, heldOut: 0, kernel });

  const real = noise(400, 21, 27, 200);
  const groups: InputGroups = {
    count: 6,
    channels: Int8Array.from({ length: 27 }, (_, channel) => (channel === 0 ? -1 : channel % 6)),
    columns: Int8Array.from({ length: 200 }, (_, column) => column % 6),
  };
  const fit = () => fitSequenceModel(real, groups, { epochs: 1, heldOut: 0 });
  const { model } = fit();
  const bytes = buildSequenceGraph({ model, featureNames: names(200), channelNames: names(27), metadata: {} });
  const expectation = { steps: 21, channels: 27, features: 200 };
  const session = await ortRuntime.openSequenceSession(bytes, expectation);
  const film = { sequences: selectSequences(real.sequences, [0]), x: selectRows(real.x, [0]) };
  return {
    benchmarks: [
      { name: 'epoch of the sequence model, 2,000 x 14 x 10', goalMs: 900, run: () => epoch('simd') },
      { name: 'the same without WebAssembly', samples: 3, warmUp: 1, run: () => epoch('plain') },
      { name: 'epoch of three networks, 400 x 21 x 27 and 200 columns', run: fit },
      { name: 'predicting 400 films by three networks', run: () => predictSequence(model, real) },
      {
        name: `opening their graph of ${Math.round(bytes.length / 1024)} kB`,
        run: async () => (await ortRuntime.openSequenceSession(bytes, expectation)).close(),
      },
      { name: 'one film by their graph', perSample: 50, run: () => session.run(film) },
      { name: 'the parts of six groups, 64 copies', run: () => attributeSequence(session.run, film, groups) },
    ],
    end: () => session.close(),
  };
};
