import type { OriginModel } from '../../forecast/originModel.ts';
import { forecastOutputs } from '../../forecast/pointForecast.ts';
import type { FeatureMatrix } from '../../models/matrix.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { toBytes, toText } from './artifactFiles.ts';

/** Inputs of a graph and what it must answer, at every output. */
export interface GoldenRows {
  readonly x: FeatureMatrix;
  /** One number per row. */
  readonly outputs: Readonly<Record<string, Float64Array>>;
}

/** How far a graph may be from its golden rows, relative to the larger of the answer and one. */
const GOLDEN_TOLERANCE = 1e-5;

/** What the trainer's models say, by the names of the graph's outputs. */
export function goldenRows(model: OriginModel, x: FeatureMatrix): GoldenRows {
  return { x, outputs: forecastOutputs(model, x) };
}

/** The first output that is off, if any. */
export function offGolden(
  golden: GoldenRows,
  answers: Readonly<Record<string, Float64Array>>,
): { readonly output: string } | undefined {
  for (const [output, expected] of Object.entries(golden.outputs)) {
    const answer = answers[output];
    const fits = expected.every((value, row) => {
      const gap = Math.abs((answer?.[row] ?? Number.NaN) - value);
      return gap <= GOLDEN_TOLERANCE * Math.max(1, Math.abs(value));
    });
    if (!fits) return { output };
  }
  return undefined;
}

/** The bytes of `golden.json`, by origin ("T+3"); missing inputs are null. */
export function encodeGolden(golden: Readonly<Record<string, GoldenRows>>): Uint8Array {
  const written = Object.entries(golden).map(([origin, { x, outputs }]) => [
    origin,
    {
      ...{ rows: x.rows, columns: x.columns },
      x: Array.from(x.data, (value) => (Number.isNaN(value) ? null : value)),
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, Array.from(values)])),
    },
  ]);
  return toBytes(canonicalJson(Object.fromEntries(written)));
}

/** Reads {@link encodeGolden}. @throws SyntaxError or TypeError for other bytes */
export function decodeGolden(bytes: Uint8Array): Readonly<Record<string, GoldenRows>> {
  interface Written {
    readonly rows: number;
    readonly columns: number;
    readonly x: readonly (number | null)[];
    readonly outputs: Readonly<Record<string, readonly number[]>>;
  }
  const written = JSON.parse(toText(bytes)) as Readonly<Record<string, Written>>;
  const entries = Object.entries(written).map(([origin, { rows, columns, x, outputs }]): [string, GoldenRows] => [
    origin,
    {
      x: { rows, columns, data: Float32Array.from(x, (value) => value ?? Number.NaN) },
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, values]) => [name, Float64Array.from(values)])),
    },
  ]);
  return Object.fromEntries(entries);
}
