import { FEATURES } from '../features/catalogue.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import { attributeModel, combineAttributions } from '../models/regressor.ts';
import type { GroupEffect } from './explainSequence.ts';
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
  /** What the sequence model adds, if it has a say. */
  readonly sequence?: readonly GroupEffect[];
}

/** As many drivers are shown by name. */
const SHOWN = 30;
/** A factor within a thousandth of one says nothing by itself. */
const LEAST = 1e-3;

const OTHERS = { en: 'All other factors together', zh: '其他因素合计' } as const;
const UNNAMED = { name: '', en: '', zh: '' } as const;
const ANCHORS = {
  banked: { en: 'Money so far, against a usual film at this moment', zh: '已有票房(相对同一时点的一般影片)' },
  reference_total: { en: 'Level of the market', zh: '市场整体水平' },
} as const;

interface Effect extends Omit<Driver, 'factor'> {
  /** On the natural log of the forecast. */
  readonly effect: number;
}

/**
 * Why the median forecast is what it is: attributions of every model (exact for linear models, exact
 * Shapley values for trees, Aumann-Shapley values for kernel models, Shapley values over groups of days for the sequence
 * model), weighted as the stack weights the models and turned into factors, since models forecast logs. Money so far, to which
 * the forecast is a ratio, is a factor against what a usual film has at this moment. What no factor explains (the usual
 * film's total, the middle of the calibration errors) is the base.
 */
export function explain(model: TargetModel, explained: Explained): Explanation {
  const { x, anchor, typicalAnchor, isBanked, median, sequence = [] } = explained;
  const parts = model.stack.models.flatMap((name, i) => {
    const own = model.models[name];
    return own ? [{ weight: model.stack.weights[i] ?? 0, attribution: attributeModel(own, x, 0) }] : [];
  });
  const { contributions } = combineAttributions(parts, model.stack.bias);
  const anchorName = isBanked ? 'banked' : 'reference_total';
  const anchorEffect = anchor - typicalAnchor;
  const effects: Effect[] = Array.from(contributions, (effect, column) => {
    const { name, en, zh } = FEATURES[column] ?? UNNAMED;
    const isAnchor = name === anchorName;
    const value = x.data[column] ?? Number.NaN;
    return {
      feature: name,
      name: isAnchor ? ANCHORS[anchorName] : { en, zh },
      value: Number.isNaN(value) ? null : value,
      effect: isAnchor ? effect + anchorEffect : effect,
    };
  });
  if (!effects.some(({ feature }) => feature === anchorName)) {
    effects.push({ feature: anchorName, name: ANCHORS[anchorName], value: null, effect: anchorEffect });
  }
  effects.push(...sequence.map((own) => ({ ...own, value: null })));
  const sorted = effects.filter(({ effect }) => effect !== 0).sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect)); // stable: equal ones stay in the catalogue's order
  const shown = sorted.slice(0, SHOWN).filter(({ effect }) => Math.abs(effect) >= LEAST);
  const rest = sorted.slice(shown.length).reduce((sum, { effect }) => sum + effect, 0);
  const drivers = shown.map(({ effect, ...driver }): Driver => ({ ...driver, factor: Math.exp(effect) }));
  if (rest !== 0) drivers.push({ feature: 'others', name: OTHERS, value: null, factor: Math.exp(rest) });
  const product = drivers.reduce((sum, { factor }) => sum * factor, 1);
  return { base: median / product, drivers };
}
