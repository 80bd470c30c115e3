import type { ComparablesModel } from '../../models/comparables/comparablesModel.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { toBytes, toText } from './artifactFiles.ts';

/** A film that was learnt from; total in currency units. */
export interface LearntFilm {
  readonly filmId: string;
  readonly title: string;
  readonly total: number;
}

/** What the simple methods go by, and the films that they and all models learnt from. */
export interface ComparablesFile {
  /** In the order of release; the `source` of comparables counts in it. */
  readonly films: readonly LearntFilm[];
  /** By origin ("T+3"). */
  readonly origins: Readonly<Record<string, OriginBaselines>>;
}

export interface OriginBaselines {
  /** Natural log; null while there is no day of release to multiply. */
  readonly logMultiplier: number | null;
  readonly comparables: ComparablesModel;
}

const ARRAYS = ['center', 'scale', 'importance', 'films', 'y', 'weights'] as const;
const INDICES = ['yardstick', 'source'] as const;

/** The bytes of `comparables.json`; unknown values are null. */
export function encodeComparables({ films, origins }: ComparablesFile): Uint8Array {
  const written = Object.entries(origins).map(([origin, { logMultiplier, comparables }]) => {
    const { k, columns } = comparables;
    const arrays = [...ARRAYS, ...INDICES].map((name) => [name, Array.from(comparables[name], orNull)]);
    return [origin, { logMultiplier, comparables: { k, columns, ...Object.fromEntries(arrays) } }];
  });
  return toBytes(canonicalJson({ films, origins: Object.fromEntries(written) }));
}

/** Reads {@link encodeComparables}. @throws SyntaxError or TypeError for other bytes */
export function decodeComparables(bytes: Uint8Array): ComparablesFile {
  type Written = Readonly<Record<(typeof ARRAYS)[number] | (typeof INDICES)[number], readonly (number | null)[]>>;
  const { films, origins } = JSON.parse(toText(bytes)) as {
    films: readonly LearntFilm[];
    origins: Readonly<
      Record<string, { logMultiplier: number | null; comparables: Written & { k: number; columns: number } }>
    >;
  };
  const read = Object.entries(origins).map(([origin, { logMultiplier, comparables }]): [string, OriginBaselines] => {
    const numbers = (name: (typeof ARRAYS)[number]) => Float64Array.from(comparables[name], (n) => n ?? Number.NaN);
    const indices = (name: (typeof INDICES)[number]) => Int32Array.from(comparables[name], (n) => n ?? -1);
    const { k, columns } = comparables;
    const arrays = { ...each(ARRAYS, numbers), ...each(INDICES, indices) };
    return [origin, { logMultiplier, comparables: { kind: 'comparables', k, columns, ...arrays } }];
  });
  return { films, origins: Object.fromEntries(read) };
}

function each<Name extends string, T>(names: readonly Name[], value: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, T>;
}

const orNull = (value: number) => (Number.isNaN(value) ? null : value);
