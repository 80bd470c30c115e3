import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../errors/appError.ts';
import type { SequenceInputs } from '../../models/lstm/sequenceModel.ts';
import type { FeatureMatrix } from '../../models/matrix.ts';
import { checkGraph } from '../../onnx/checkGraph.ts';
import { checkSequenceGraph } from '../../onnx/checkSequenceGraph.ts';
import { SEQUENCE_INPUT, SEQUENCE_OUTPUT } from '../../onnx/sequenceGraph.ts';
import { GRAPH_INPUT } from '../../onnx/tabularGraph.ts';
import type {
  GraphExpectation,
  ModelRuntime,
  ModelSession,
  SequenceExpectation,
  SequenceSession,
} from '../../ports/modelRuntime.ts';

/** ONNX Runtime on one thread: a function has one film to forecast, and threads cost more than they bring. */
export const ortRuntime: ModelRuntime = { openSession, openSequenceSession };

const OPTIONS: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
};

type Ort = typeof import('onnxruntime-node');
let loading: Promise<Ort> | undefined;

/** The native library, loaded when the first graph is opened; a failure is forgotten, so that the next try loads anew. */
function loadOrt(): Promise<Ort> {
  loading ??= import('onnxruntime-node').catch((cause: unknown) => {
    loading = undefined;
    throw new AppError('model.runtime', {}, { cause });
  });
  return loading;
}

/** The runtime's own session of bytes that have been checked. */
async function created(bytes: Uint8Array): Promise<{ readonly ort: Ort; readonly session: InferenceSession }> {
  const ort = await loadOrt();
  const session = await ort.InferenceSession.create(bytes, OPTIONS).catch((cause: unknown) => {
    throw new AppError('model.runtime', {}, { cause });
  });
  return { ort, session };
}

async function openSession(bytes: Uint8Array, expectation: GraphExpectation): Promise<ModelSession> {
  checkGraph(bytes, expectation);
  const { ort, session } = await created(bytes);
  const { features, outputs } = expectation;
  return {
    features,
    outputs,
    run: (x) => run(ort, session, expectation, x),
    close: () => session.release(),
  };
}

async function run(
  ort: Ort,
  session: InferenceSession,
  { features, outputs }: GraphExpectation,
  x: FeatureMatrix,
): Promise<Readonly<Record<string, Float64Array>>> {
  if (x.columns !== features) throw new AppError('model.inputs', { expected: features, actual: x.columns });
  if (x.rows === 0) return Object.fromEntries(outputs.map((name) => [name, new Float64Array(0)]));
  const input = new ort.Tensor('float32', x.data, [x.rows, x.columns]);
  const answers = await session.run({ [GRAPH_INPUT]: input }).catch((cause: unknown) => {
    throw new AppError('model.run-failed', { detail: 'run' }, { cause });
  });
  return Object.fromEntries(outputs.map((name) => [name, numbersOf(answers[name], name, x.rows)]));
}

async function openSequenceSession(bytes: Uint8Array, expectation: SequenceExpectation): Promise<SequenceSession> {
  checkSequenceGraph(bytes, expectation);
  const { ort, session } = await created(bytes);
  const { steps, channels, features } = expectation;
  return {
    ...{ steps, channels, features },
    run: (inputs) => runSequences(ort, session, expectation, inputs),
    close: () => session.release(),
  };
}

async function runSequences(
  ort: Ort,
  session: InferenceSession,
  { steps, channels, features }: SequenceExpectation,
  { sequences, x }: SequenceInputs,
): Promise<Float64Array> {
  if (x.columns !== features) throw new AppError('model.inputs', { expected: features, actual: x.columns });
  const [expected, actual] = [steps * channels, sequences.steps * sequences.channels];
  if (sequences.steps !== steps || sequences.channels !== channels || sequences.rows !== x.rows) {
    throw new AppError('model.inputs', { expected, actual });
  }
  if (x.rows === 0) return new Float64Array(0);
  const feeds = {
    [SEQUENCE_INPUT]: new ort.Tensor('float32', sequences.data, [x.rows, steps, channels]),
    [GRAPH_INPUT]: new ort.Tensor('float32', x.data, [x.rows, features]),
  };
  const answers = await session.run(feeds).catch((cause: unknown) => {
    throw new AppError('model.run-failed', { detail: 'run' }, { cause });
  });
  return numbersOf(answers[SEQUENCE_OUTPUT], SEQUENCE_OUTPUT, x.rows);
}

function numbersOf(answer: Tensor | undefined, name: string, rows: number): Float64Array {
  const data = answer?.data;
  if (!(data instanceof Float64Array) || data.length !== rows || !data.every(Number.isFinite)) {
    throw new AppError('model.run-failed', { detail: name });
  }
  return data;
}
