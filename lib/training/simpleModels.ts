import { type Baselines, lnMoneySoFar } from '../forecast/baselines.ts';
import type { ComparablesModel } from '../models/comparables/comparablesModel.ts';
import { fitComparables } from '../models/comparables/fitComparables.ts';
import type { TrainingRows } from '../models/contract.ts';
import { type FeatureMatrix, featureMatrix, rowOf, selectRows } from '../models/matrix.ts';
import { fitMultiplier } from '../models/multiplier.ts';
import { fitPooledLegs } from '../models/pooledLegs/fitPooledLegs.ts';
import { fitRidge } from '../models/ridge/fitRidge.ts';
import {
  AFTER_RELEASE,
  BEFORE_RELEASE,
  CATALOGUE_ONLY,
  legFactors,
  PRESALE_PACE,
  type Yardstick,
  yardstickColumns,
} from './baselineColumns.ts';
import type { OriginDataset } from './originDataset.ts';

const NEIGHBOURS = 25;
/** Films of long ago are no yardstick, and would make artifacts large. */
const MOST_FILMS = 1_500;
/** Fewest films with money so far that pooled legs or a pace of presale are learnt from. */
const FEWEST_FILMS = 60;

/**
 * Every simple method fitted on some rows of a dataset; the sources of comparables are rows of the dataset.
 * @param served whether each row of the dataset is of the population that is judged; legs are fitted on it alone
 */
export function fitSimpleModels(
  dataset: OriginDataset,
  rows: readonly number[],
  served: readonly boolean[],
): Baselines {
  const isReleased = dataset.origin > 0;
  const anchor = (row: number) => dataset.anchor[row] as number;
  const soFar = (row: number) => lnSoFar(dataset, row);
  const withMoney = rows.filter((row) => Number.isFinite(soFar(row)));
  const judged = withMoney.filter((row) => served[row]);
  const legs = judged.length > 0 ? judged : withMoney;
  const common = {
    comparables: compareFilms(dataset, rows, isReleased ? AFTER_RELEASE : BEFORE_RELEASE, anchor),
    catalogue: fitCatalogue(dataset, rows),
    ...(legs.length >= FEWEST_FILMS
      ? { pooledLegs: fitPooledLegs(ratioRows(dataset, legs, soFar), { factors: legFactors(isReleased) }) }
      : {}),
  };
  if (!isReleased) {
    if (withMoney.length < FEWEST_FILMS) return common;
    return { ...common, presalePace: compareFilms(dataset, withMoney, PRESALE_PACE, soFar) };
  }
  return {
    ...common,
    multiplier: fitMultiplier({ ...ratioRows(dataset, legs, soFar), x: featureMatrix(legs.length, 0) }),
  };
}

/** Natural log of the money that legs multiply; NaN when there is none. */
function lnSoFar({ x, running, origin }: OriginDataset, row: number): number {
  return lnMoneySoFar({ values: rowOf(x, row), running: running[row] as number }, origin > 0);
}

/** The catalogue alone, toward the natural log of the total itself. */
function fitCatalogue(dataset: OriginDataset, rows: readonly number[]) {
  return fitRidge({ ...ratioRows(dataset, rows, () => 0), x: catalogueOnly(selectRows(dataset.x, rows)) });
}

function catalogueOnly(x: FeatureMatrix): FeatureMatrix {
  return { ...x, data: x.data.map((value, at) => (CATALOGUE_ONLY[at % x.columns] ? value : Number.NaN)) };
}

function compareFilms(
  dataset: OriginDataset,
  learnt: readonly number[],
  yardstick: Yardstick,
  lnBase: (row: number) => number,
): ComparablesModel {
  const rows = learnt.slice(-MOST_FILMS);
  const model = fitComparables(ratioRows(dataset, rows, lnBase), {
    yardstick: yardstickColumns(yardstick),
    k: NEIGHBOURS,
  });
  return { ...model, source: model.source.map((row) => rows[row] ?? -1) };
}

/** Rows toward ln(total / base). */
function ratioRows(dataset: OriginDataset, rows: readonly number[], lnBase: (row: number) => number): TrainingRows {
  const { x, y, anchor, weights } = dataset;
  return {
    x: selectRows(x, rows),
    y: Float64Array.from(rows, (row) => (y.total[row] as number) + (anchor[row] as number) - lnBase(row)),
    weights: Float64Array.from(rows, (row) => weights[row] as number),
  };
}
