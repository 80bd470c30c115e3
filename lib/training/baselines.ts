import { BASELINE_NAMES, type BaselineName, type Baselines, baselineTotals } from '../forecast/baselines.ts';
import type { ComparablesModel } from '../models/comparables/comparablesModel.ts';
import { rowOf } from '../models/matrix.ts';
import type { Fold } from './folds.ts';
import type { OriginDataset } from './originDataset.ts';
import { fitSimpleModels } from './simpleModels.ts';

/** Baselines fitted on every row, and what their like forecast for films they had not seen (ln of ratios to the anchor). */
export interface BaselineFits {
  readonly baselines: Baselines;
  /** One per row, NaN where a method forecast nothing; absent where it forecast no row at all. */
  readonly outOfFold: Readonly<Partial<Record<BaselineName, Float64Array>>>;
}

/** @param served whether each row is of the population that is judged; legs are fitted on it alone */
export function fitBaselines(dataset: OriginDataset, served: readonly boolean[], folds: readonly Fold[]): BaselineFits {
  const { x, anchor, running } = dataset;
  const outOfFold = Object.fromEntries(
    BASELINE_NAMES.map((name) => [name, new Float64Array(x.rows).fill(Number.NaN)]),
  ) as Record<BaselineName, Float64Array>;
  for (const { fit, forecast } of folds) {
    const models = fitSimpleModels(dataset, fit, served);
    for (const row of forecast) {
      const inputs = { values: rowOf(x, row), anchor: anchor[row] as number, running: running[row] as number };
      const totals = baselineTotals(models, inputs);
      for (const name of BASELINE_NAMES) outOfFold[name][row] = totals[name] - inputs.anchor;
    }
  }
  const all = fitSimpleModels(dataset, Array.from(dataset.films.keys()), served);
  return {
    baselines: bySourceFilm(all, dataset.films),
    outOfFold: Object.fromEntries(Object.entries(outOfFold).filter(([, own]) => own.some(Number.isFinite))),
  };
}

/** Names the films compared with by their places among the training films instead of by rows. */
function bySourceFilm(baselines: Baselines, films: Int32Array): Baselines {
  const named = (model: ComparablesModel) => ({ ...model, source: model.source.map((row) => films[row] ?? -1) });
  const { comparables, presalePace } = baselines;
  return {
    ...baselines,
    comparables: named(comparables),
    ...(presalePace ? { presalePace: named(presalePace) } : {}),
  };
}
