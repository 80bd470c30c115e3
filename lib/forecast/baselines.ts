import { FEATURES } from '../features/catalogue.ts';
import type { ComparablesModel } from '../models/comparables/comparablesModel.ts';
import { predictComparables } from '../models/comparables/findComparables.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import type { MultiplierModel } from '../models/multiplier.ts';
import { type PooledLegsModel, predictPooledLegs } from '../models/pooledLegs/pooledLegsModel.ts';
import { predictRidge } from '../models/ridge/predictRidge.ts';
import type { RidgeModel } from '../models/ridge/ridgeModel.ts';
import type { FilmInputs } from './filmInputs.ts';

/** The trade's own methods at one origin, shown beside every forecast and beaten by it or not. */
export interface Baselines {
  /** Times money of the run so far; absent while no day of release is known. */
  readonly multiplier?: MultiplierModel;
  /** Ratio to the anchor; its sources are places among the training films. */
  readonly comparables: ComparablesModel;
  /** Ratio to presale so far, for films that have any; absent after release and where too few films had presale. */
  readonly presalePace?: ComparablesModel;
  /** Times money of the run so far; before release times presale so far. Absent where too few films had any. */
  readonly pooledLegs?: PooledLegsModel;
  /** Natural log of the total from what stood in the catalogue before any signal. */
  readonly catalogue: RidgeModel;
}

export const BASELINE_NAMES = ['comparables', 'multiplier', 'pooledLegs', 'catalogue'] as const;
export type BaselineName = (typeof BASELINE_NAMES)[number];

type SimpleInputs = Pick<FilmInputs, 'values' | 'anchor' | 'running'>;

const PRESALE_COLUMN = FEATURES.findIndex(({ name }) => name === 'presale_total');

/** Natural log of presale so far in currency units; NaN when none is known. */
export function lnPresale(values: ArrayLike<number>): number {
  const taken = Math.expm1(values[PRESALE_COLUMN] ?? Number.NaN);
  return taken > 0 ? Math.log(taken) : Number.NaN;
}

/**
 * Natural log of the money that the trade multiplies: takings of the run so far, before release the presale so far; NaN
 * when there is none.
 */
export function lnMoneySoFar(
  { values, running }: Pick<SimpleInputs, 'values' | 'running'>,
  isReleased: boolean,
): number {
  if (!isReleased) return lnPresale(values);
  return running > 0 ? Math.log(running) : Number.NaN;
}

/** The comparables that speak for a film, and the natural log of the amount that they forecast a ratio to. */
export function comparablesFor(
  { comparables, presalePace }: Pick<Baselines, 'comparables' | 'presalePace'>,
  { values, anchor }: Pick<SimpleInputs, 'values' | 'anchor'>,
): { readonly model: ComparablesModel; readonly anchor: number } {
  const presale = presalePace ? lnPresale(values) : Number.NaN;
  return presalePace && Number.isFinite(presale)
    ? { model: presalePace, anchor: presale }
    : { model: comparables, anchor };
}

/** What each simple method says of a film's total, as natural logs; NaN where a method has nothing to go by. */
export function baselineTotals(baselines: Baselines, inputs: SimpleInputs): Record<BaselineName, number> {
  const x: FeatureMatrix = { rows: 1, columns: inputs.values.length, data: inputs.values as Float32Array };
  const { multiplier, pooledLegs, catalogue } = baselines;
  const compared = comparablesFor(baselines, inputs);
  const soFar = lnMoneySoFar(inputs, multiplier !== undefined);
  return {
    comparables: compared.anchor + first(predictComparables(compared.model, x)),
    multiplier: multiplier ? soFar + multiplier.logRatio : Number.NaN,
    pooledLegs: pooledLegs ? soFar + first(predictPooledLegs(pooledLegs, x)) : Number.NaN,
    catalogue: first(predictRidge(catalogue, x)),
  };
}

const first = (values: Float64Array) => values[0] ?? Number.NaN;
