/** What the product is judged by at one market and origin. */
export interface Bar {
  readonly origin: string;
  /** Best of scikit-learn 1.2 (ridge, forest, boosting, SVR), XGBoost 1.7 and their average, on the same films and inputs. */
  readonly peer: { readonly logRmse: number; readonly medianApe: number };
  /** How far below the best peer the RMSE of the log must lie, as a share of it. */
  readonly gain: number;
  /** How far above the best peer the median relative error may lie. */
  readonly slack: number;
}

export interface JudgedMarket {
  readonly until: string;
  readonly films: number;
  readonly bars: readonly Bar[];
}

const bar = (origin: string, logRmse: number, medianApe: number, gain: number, slack = 0): Bar => ({
  ...{ origin, peer: { logRmse, medianApe }, gain, slack },
});

/**
 * The visible films of 2016 on, refitted yearly, each of the populations that figures are quoted for: peers' figures were
 * measured on the same films beforehand.
 */
export const JUDGED = {
  US: {
    ...{ until: '2018-01-01', films: 267 },
    bars: [
      bar('T+0', 0.653, 0.382, 0.03, 0.01),
      bar('T+1', 0.264, 0.153, 0.09),
      bar('T+3', 0.205, 0.115, 0.12),
      bar('T+7', 0.148, 0.083, 0.12),
    ],
  },
  CN: {
    ...{ until: '2017-03-01', films: 251 },
    bars: [
      bar('T+0', 1.3, 0.724, 0.1, 0.01),
      bar('T+1', 0.501, 0.243, 0.1),
      bar('T+3', 0.266, 0.164, 0.1),
      bar('T+7', 0.138, 0.07, 0.05),
    ],
  },
} as const satisfies Record<string, JudgedMarket>;
