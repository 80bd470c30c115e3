import { SPREAD_LEVELS, SPREAD_NAMES, type SpreadModel, type SpreadName } from '../forecast/originModel.ts';
import { fitBoosting } from '../models/boosting/fitBoosting.ts';
import { selectRows } from '../models/matrix.ts';
import { predictModel } from '../models/regressor.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import type { Fold } from './folds.ts';
import type { OriginDataset } from './originDataset.ts';

/** Quantile models fitted on every film, and what their like said of films they had not seen. */
export interface SpreadFit {
  readonly model: SpreadModel;
  /** One per row: ln(total / anchor); NaN where no fold forecast the row. */
  readonly outOfFold: Readonly<Record<SpreadName, Float64Array>>;
}

/** Fewest films on which quantiles are fitted. */
const FEWEST_ROWS = 80;

/** Small and slow: quantiles of few films are soon those of chance. */
const SETTINGS = {
  rounds: 150,
  depth: 3,
  learningRate: 0.06,
  columnShare: 0.3,
  rowShare: 0.7,
  minLeafWeight: 15,
} as const;

/** What of a dataset quantiles are learnt from. */
type SpreadRows = Pick<OriginDataset, 'origin' | 'x' | 'weights'> & { readonly y: Pick<OriginDataset['y'], 'total'> };

/** @returns undefined when too few films have a total */
export function fitSpread(dataset: SpreadRows, folds: readonly Fold[], seed: number): SpreadFit | undefined {
  const y = dataset.y.total;
  const has = (row: number) => Number.isFinite(y[row]);
  const all = Array.from(y.keys()).filter(has);
  if (all.length < FEWEST_ROWS) return undefined;
  const fit = (rows: readonly number[], level: SpreadName, name: string) =>
    fitBoosting(
      {
        x: selectRows(dataset.x, rows),
        y: Float64Array.from(rows, (row) => y[row] as number),
        weights: Float64Array.from(rows, (row) => dataset.weights[row] as number),
      },
      {
        ...SETTINGS,
        seed: deriveSeed(seed, `spread/${level}/${dataset.origin}/${name}`),
        loss: { kind: 'pinball', level: SPREAD_LEVELS[level] },
      },
    );
  const outOfFoldOf = (level: SpreadName) => {
    const forecasts = new Float64Array(y.length).fill(Number.NaN);
    folds.forEach((fold, index) => {
      const rows = fold.fit.filter(has);
      if (rows.length < FEWEST_ROWS) return;
      const said = predictModel(fit(rows, level, `fold ${index}`), selectRows(dataset.x, fold.forecast));
      fold.forecast.forEach((row, i) => {
        forecasts[row] = said[i] as number;
      });
    });
    return forecasts;
  };
  const stackOfOne = { kind: 'stack', models: ['boosting'], weights: Float64Array.of(1), bias: 0 } as const;
  const perLevel = <T>(value: (level: SpreadName) => T) =>
    Object.fromEntries(SPREAD_NAMES.map((level) => [level, value(level)])) as Record<SpreadName, T>;
  return {
    model: perLevel((level) => ({ stack: stackOfOne, models: { boosting: fit(all, level, 'all') } })),
    outOfFold: perLevel(outOfFoldOf),
  };
}
