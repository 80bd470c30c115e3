import { AppError } from '../../errors/appError.ts';
import type { TargetModel } from '../../forecast/originModel.ts';
import { SEQUENCE } from '../../forecast/sequenceShare.ts';
import { readGraph } from '../../onnx/readGraph.ts';
import { fromPlainBytes, toPlainBytes } from '../../provenance/plainBytes.ts';
import { FILE } from './artifactFiles.ts';
import { referToGraph, resolveFromGraph } from './graphReferences.ts';

/** By origin ("T+3"), what explains forecasts of the total: the models themselves, with the covers of their trees. */
export type Explanations = Readonly<Record<string, () => TargetModel>>;

/**
 * The bytes of `shap.bin`: by origin the models of the total, without what the graph of the same origin holds already.
 * @param graphs by origin, the bytes of its ONNX graph
 */
export function encodeExplanations(
  models: Readonly<Record<string, TargetModel>>,
  graphs: Readonly<Record<string, Uint8Array>>,
): Uint8Array {
  const entries = Object.entries(models).map(([origin, model]) => {
    const bytes = graphs[origin];
    if (!bytes) throw new RangeError(`there is no graph of ${origin}`);
    return [origin, referToGraph(model, readGraph(bytes))];
  });
  return toPlainBytes(Object.fromEntries(entries));
}

/**
 * Reads {@link encodeExplanations}. The models of an origin are put together from its graph when they are first asked
 * for, and kept.
 * @param graphOf the bytes of the ONNX graph of an origin
 * @throws RangeError or SyntaxError for other bytes; the models of an origin, AppError `artifact.malformed` where file and
 * graph do not fit together
 */
export function decodeExplanations(bytes: Uint8Array, graphOf: (origin: string) => Uint8Array): Explanations {
  const thin = fromPlainBytes(bytes);
  if (!isRecord(thin)) throw new RangeError('no origins');
  const entries = Object.entries(thin).map(([origin, entry]) => {
    checkEntry(entry);
    let model: TargetModel | undefined;
    const resolve = (): TargetModel => {
      try {
        return resolveFromGraph(entry, readGraph(graphOf(origin))) as TargetModel;
      } catch (cause) {
        throw new AppError('artifact.malformed', { file: FILE.explanations }, { cause });
      }
    };
    return [origin, () => (model ??= resolve())] as const;
  });
  return Object.fromEntries(entries);
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What can be told without the graph: a stack, and a model for each of its names but the one with a graph of its own. */
function checkEntry(entry: unknown): void {
  const { stack, models } = isRecord(entry) ? entry : {};
  const names = isRecord(stack) ? stack['models'] : undefined;
  const known = (name: unknown) => name === SEQUENCE || (isRecord(models) && isRecord(models[String(name)]));
  if (!Array.isArray(names) || !names.every(known)) throw new RangeError('an origin without its models');
}
