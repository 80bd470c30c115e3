import { fitSequenceModel, type SequenceTraining } from '../../lib/models/lstm/fitSequenceModel.ts';
import { predictSequence } from '../../lib/models/lstm/predictSequence.ts';
import { seededRandom } from '../../lib/stats/random.ts';
import { standardNormal } from '../../lib/stats/standardNormal.ts';
import type { BenchmarkSuite } from './harness.ts';

/** Complete sequences of noise, one moment per film. */
function noise(rows: number, steps: number, channels: number): SequenceTraining {
  const random = seededRandom(1);
  const data = Float32Array.from({ length: rows * steps * channels }, () => standardNormal(random));
  return {
    sequences: { rows, steps, channels, data },
    x: { rows, columns: 1, data: new Float32Array(rows) },
    y: Float64Array.from({ length: rows }, () => standardNormal(random)),
    weights: new Float64Array(rows).fill(1),
    films: Int32Array.from({ length: rows }, (_, row) => row),
    releases: Int32Array.from({ length: rows }, (_, row) => row),
  };
}

/** Epochs of the sequence model: 2 layers of 64 cells, 8 heads of attention, batches of 32, one thread. */
export const benchmarks: BenchmarkSuite = async () => {
  const usual = noise(2_000, 14, 10);
  const groups = { count: 0, channels: new Int8Array(10).fill(-1), columns: new Int8Array(1).fill(-1) };
  const epoch = (kernel: 'simd' | 'plain') =>
    fitSequenceModel(usual, groups, { seeds: 1, epochs: 1, heldOut: 0, kernel });
  const { model } = epoch('simd');
  return {
    benchmarks: [
      { name: 'epoch of the sequence model, 2,000 x 14 x 10', goalMs: 900, run: () => epoch('simd') },
      { name: 'the same without WebAssembly', samples: 3, warmUp: 1, run: () => epoch('plain') },
      { name: 'predicting 2,000 films', run: () => predictSequence(model, usual) },
    ],
  };
};
