import type { Baselines } from '../../forecast/baselines.ts';
import type { ComparablesModel } from '../../models/comparables/comparablesModel.ts';
import type { PooledLegsModel } from '../../models/pooledLegs/pooledLegsModel.ts';
import type { RidgeModel } from '../../models/ridge/ridgeModel.ts';
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
  readonly origins: Readonly<Record<string, Baselines>>;
}

type Numbers = readonly (number | null)[];

const FILM_ARRAYS = ['center', 'scale', 'importance', 'films', 'y', 'weights'] as const;
const FILM_INDICES = ['yardstick', 'source'] as const;
const RIDGE_ARRAYS = ['mean', 'slope', 'lower', 'upper', 'flag', 'missingShare'] as const;

type WrittenFilms = Readonly<Record<(typeof FILM_ARRAYS)[number] | (typeof FILM_INDICES)[number], Numbers>> & {
  readonly k: number;
  readonly columns: number;
};
/** A ridge by the columns that taught it something. */
type WrittenRidge = Readonly<Record<(typeof RIDGE_ARRAYS)[number] | 'used', Numbers>> &
  Pick<RidgeModel, 'columns' | 'intercept' | 'penalty'>;
interface WrittenLegs {
  readonly columns: number;
  readonly intercept: number;
  readonly factors: readonly {
    readonly name: string;
    readonly effects: Numbers;
    /** Indicator columns, or one column and where it is cut. */
    readonly indicators?: Numbers;
    readonly column?: number;
    readonly cuts?: Numbers;
  }[];
}
interface WrittenOrigin {
  readonly logMultiplier: number | null;
  readonly comparables: WrittenFilms;
  readonly presalePace: WrittenFilms | null;
  readonly pooledLegs: WrittenLegs | null;
  readonly catalogue: WrittenRidge;
}

/** The bytes of `comparables.json`; unknown values are null. */
export function encodeComparables({ films, origins }: ComparablesFile): Uint8Array {
  const written = Object.entries(origins).map(([origin, own]): [string, WrittenOrigin] => [
    origin,
    {
      logMultiplier: own.multiplier?.logRatio ?? null,
      comparables: writeFilms(own.comparables),
      presalePace: own.presalePace ? writeFilms(own.presalePace) : null,
      pooledLegs: own.pooledLegs ? writeLegs(own.pooledLegs) : null,
      catalogue: writeRidge(own.catalogue),
    },
  ]);
  return toBytes(canonicalJson({ films, origins: Object.fromEntries(written) }));
}

/** Reads {@link encodeComparables}. @throws SyntaxError or TypeError for other bytes */
export function decodeComparables(bytes: Uint8Array): ComparablesFile {
  const { films, origins } = JSON.parse(toText(bytes)) as {
    films: readonly LearntFilm[];
    origins: Readonly<Record<string, WrittenOrigin>>;
  };
  const read = Object.entries(origins).map(([origin, own]): [string, Baselines] => {
    const { logMultiplier, presalePace, pooledLegs } = own;
    return [
      origin,
      {
        comparables: readFilms(own.comparables),
        catalogue: readRidge(own.catalogue),
        ...(logMultiplier === null
          ? {}
          : { multiplier: { kind: 'multiplier', columns: 0, logRatio: logMultiplier } as const }),
        ...(presalePace ? { presalePace: readFilms(presalePace) } : {}),
        ...(pooledLegs ? { pooledLegs: readLegs(pooledLegs) } : {}),
      },
    ];
  });
  return { films, origins: Object.fromEntries(read) };
}

function writeFilms(model: ComparablesModel): WrittenFilms {
  const { k, columns } = model;
  return { k, columns, ...each([...FILM_ARRAYS, ...FILM_INDICES], (name) => Array.from(model[name], orNull)) };
}

function readFilms(written: WrittenFilms): ComparablesModel {
  const { k, columns } = written;
  const arrays = each(FILM_ARRAYS, (name) => toNumbers(written[name]));
  return { kind: 'comparables', k, columns, ...arrays, ...each(FILM_INDICES, (name) => toIndices(written[name])) };
}

function writeLegs({ columns, intercept, factors }: PooledLegsModel): WrittenLegs {
  const written = factors.map(({ factor, effects }) => ({
    name: factor.name,
    effects: Array.from(effects),
    ...(factor.kind === 'indicators'
      ? { indicators: Array.from(factor.columns) }
      : { column: factor.column, cuts: Array.from(factor.cuts) }),
  }));
  return { columns, intercept, factors: written };
}

function readLegs({ columns, intercept, factors }: WrittenLegs): PooledLegsModel {
  const read = factors.map(({ name, effects, indicators, column, cuts }) => ({
    factor: indicators
      ? ({ name, kind: 'indicators', columns: toIndices(indicators) } as const)
      : ({ name, kind: 'tiers', column: column ?? -1, cuts: toNumbers(cuts ?? []) } as const),
    effects: toNumbers(effects),
  }));
  return { kind: 'pooled-legs', columns, intercept, factors: read };
}

function writeRidge(model: RidgeModel): WrittenRidge {
  const { columns, intercept, penalty } = model;
  const used = Array.from(model.slope.keys()).filter((column) => model.slope[column] !== 0 || model.flag[column] !== 0);
  return {
    ...{ columns, intercept, penalty, used },
    ...each(RIDGE_ARRAYS, (name) => used.map((column) => orNull(model[name][column] as number))),
  };
}

function readRidge(written: WrittenRidge): RidgeModel {
  const { columns, intercept, penalty } = written;
  const used = toIndices(written.used);
  const arrays = each(RIDGE_ARRAYS, (name) => {
    const all = new Float64Array(columns);
    toNumbers(written[name]).forEach((value, i) => {
      all[used[i] as number] = value;
    });
    return all;
  });
  return { kind: 'ridge', columns, intercept, penalty, ...arrays };
}

function each<Name extends string, T>(names: readonly Name[], value: (name: Name) => T): Record<Name, T> {
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, T>;
}

const toNumbers = (numbers: Numbers) => Float64Array.from(numbers, (number) => number ?? Number.NaN);
const toIndices = (numbers: Numbers) => Int32Array.from(numbers, (number) => number ?? -1);
const orNull = (value: number) => (Number.isNaN(value) ? null : value);
