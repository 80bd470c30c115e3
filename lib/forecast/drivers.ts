import { FEATURES } from '../features/catalogue.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import { attributeModel, combineAttributions } from '../models/regressor.ts';
import type { Driver } from './forecast.ts';
import type { TargetModel } from './originModel.ts';

/** The product of `base` and all factors is the median forecast. */
export interface Explanation {
  readonly base: number;
  readonly drivers: readonly Driver[];
}

/** What a forecast was made from and came to. */
export interface Explained {
  /** One row. */
  readonly x: FeatureMatrix;
  /** Natural log of the amount the forecast is a ratio to, and what it is for a usual film. */
  readonly anchor: number;
  readonly typicalAnchor: number;
  /** Whether the anchor is money so far; else it is the level of the market. */
  readonly isBanked: boolean;
  /** Median forecast in currency units. */
  readonly median: number;
}

/** As many drivers are shown by name. */
const SHOWN = 30;
/** A factor within a thousandth of one says nothing by itself. */
const LEAST = 1e-3;

const OTHERS = { en: 'All other factors together', zh: '其他因素合计' } as const;
const ANCHORS = {
  banked: { en: 'Money so far, against a usual film at this moment', zh: '已有票房(相对同一时点的一般影片)' },
  reference_total: { en: 'Level of the market', zh: '市场整体水平' },
} as const;

/**
 * Why the median forecast is what it is: exact attributions of every model (linear for ridge, Shapley values for trees),
 * weighted as the stack weights the models and turned into factors, since models forecast logs. Money so far, to which
 * the forecast is a ratio, is a factor against what a usual film has at this moment. What no factor explains (the usual
 * film's total, the middle of the calibration errors) is the base.
 */
export function explain(model: TargetModel, explained: Explained): Explanation {
  const { x, anchor, typicalAnchor, isBanked, median } = explained;
  const parts = model.stack.models.flatMap((name, i) => {
    const own = model.models[name];
    return own ? [{ weight: model.stack.weights[i] ?? 0, attribution: attributeModel(own, x, 0) }] : [];
  });
  const { contributions } = combineAttributions(parts, model.stack.bias);
  const anchorName = isBanked ? 'banked' : 'reference_total';
  const anchorEffect = anchor - typicalAnchor;
  const anchorColumn = FEATURES.findIndex(({ name }) => name === anchorName);
  const effects = Array.from(contributions, (effect, column) => ({
    column,
    effect: column === anchorColumn ? effect + anchorEffect : effect,
  }));
  if (anchorColumn < 0) effects.push({ column: -1, effect: anchorEffect });
  const sorted = effects
    .filter(({ effect }) => effect !== 0)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect) || a.column - b.column);
  const shown = sorted.slice(0, SHOWN).filter(({ effect }) => Math.abs(effect) >= LEAST);
  const rest = sorted.slice(shown.length).reduce((sum, { effect }) => sum + effect, 0);
  const drivers = shown.map(({ column, effect }): Driver => {
    const feature = FEATURES[column];
    const name = column === anchorColumn || !feature ? ANCHORS[anchorName] : { en: feature.en, zh: feature.zh };
    const value = x.data[column] ?? Number.NaN;
    return {
      feature: feature?.name ?? anchorName,
      name,
      value: Number.isNaN(value) ? null : value,
      factor: Math.exp(effect),
    };
  });
  if (rest !== 0) drivers.push({ feature: 'others', name: OTHERS, value: null, factor: Math.exp(rest) });
  const product = drivers.reduce((sum, { factor }) => sum * factor, 1);
  return { base: median / product, drivers };
}
