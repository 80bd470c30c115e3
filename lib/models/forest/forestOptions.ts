import { MAX_BINS } from '../trees/binColumns.ts';

export interface ForestOptions {
  readonly seed: number;
  /** Default 200. */
  readonly trees?: number;
  /** Levels of splits per tree; default 10. */
  readonly depth?: number;
  /**
   * How a node is split: by the best cut of the columns drawn (random forest) or by the best of one random cut of each
   * (extremely randomized trees). Default best.
   */
  readonly cuts?: 'best' | 'random';
  /** Whether each tree sees a bootstrap sample or every row; default true for best cuts, false for random ones. */
  readonly bootstrap?: boolean;
  /** Share of the columns drawn anew at every node; default 1/3. */
  readonly columnShare?: number;
  /** The least summed weight of a leaf, above zero; default 3. */
  readonly minLeafWeight?: number;
  /** Bins per column, 2 … 255; default 64. Of no effect on rows that are binned already. */
  readonly bins?: number;
  /** Per column: 1 the prediction may only rise with it, -1 only fall, 0 free. */
  readonly monotone?: Int8Array;
}

/** Options with every default filled in. */
export type ForestSettings = Required<Omit<ForestOptions, 'monotone' | 'bins'>> & Pick<ForestOptions, 'monotone'>;

/** @param columns of the inputs @throws RangeError for options that make no sense */
export function forestSettings(options: ForestOptions, columns: number): ForestSettings {
  const { seed, trees = 200, depth = 10, cuts = 'best', bootstrap = cuts === 'best' } = options;
  const { columnShare = 1 / 3, minLeafWeight = 3, bins = MAX_BINS, monotone } = options;
  const holds: Readonly<Record<string, boolean>> = {
    'trees >= 1': trees >= 1 && Number.isInteger(trees),
    'depth >= 1': depth >= 1,
    'columnShare in (0, 1]': columnShare > 0 && columnShare <= 1,
    'minLeafWeight > 0': minLeafWeight > 0,
    'bins in 2 … 255': bins >= 2 && bins <= MAX_BINS,
    'one monotone direction per column': (monotone?.length ?? columns) === columns,
  };
  const broken = Object.keys(holds).find((rule) => !holds[rule]);
  if (broken) throw new RangeError(`a forest needs ${broken}`);
  const settings = { seed, trees, depth, cuts, bootstrap, columnShare, minLeafWeight };
  return monotone ? { ...settings, monotone } : settings;
}
