/** What a split must respect. */
export interface SplitRules {
  /** L2 penalty on leaf values, in rows. */
  readonly l2: number;
  /** Above zero. */
  readonly minLeafWeight: number;
  /** What a split must gain, in summed squared target. */
  readonly minGain: number;
  /** Per column: 1 the prediction may only rise with it, -1 only fall, 0 free; absent = all free. */
  readonly monotone?: Int8Array;
}

/** Sums of a node and the range that monotone splits above it leave for its value. */
export interface NodeSums {
  readonly gradient: number;
  readonly weight: number;
  readonly lower: number;
  readonly upper: number;
}

/** The best split so far: rows of `feature` in bins 0 … bin go left, missing ones to the side said. */
export interface Split {
  feature: number;
  bin: number;
  missingLeft: boolean;
  leftGradient: number;
  leftWeight: number;
  /** Score of both children together. */
  score: number;
}
