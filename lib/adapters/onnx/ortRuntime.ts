import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { AppError } from '../../errors/appError.ts';
import type { FeatureMatrix } from '../../models/matrix.ts';
import { checkGraph } from '../../onnx/checkGraph.ts';
import { GRAPH_INPUT } from '../../onnx/tabularGraph.ts';
import type { GraphExpectation, ModelRuntime, ModelSession } from '../../ports/modelRuntime.ts';

/** ONNX Runtime on one thread: a function has one film to forecast, and threads cost more than they bring. */
export const ortRuntime: ModelRuntime = { openSession };

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

async function openSession(bytes: Uint8Array, expectation: GraphExpectation): Promise<ModelSession> {
  checkGraph(bytes, expectation);
  const ort = await loadOrt();
  const session = await ort.InferenceSession.create(bytes, OPTIONS).catch((cause: unknown) => {
    throw new AppError('model.runtime', {}, { cause });
  });
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

function numbersOf(answer: Tensor | undefined, name: string, rows: number): Float64Array {
  const data = answer?.data;
  if (!(data instanceof Float64Array) || data.length !== rows || !data.every(Number.isFinite)) {
    throw new AppError('model.run-failed', { detail: name });
  }
  return data;
}
