/** How wrong forecasts of wide films were that no model had been trained on; natural logs. */
export interface OutOfFoldError {
  readonly films: number;
  readonly logRmse: number;
  readonly medianApe: number;
}

/** What an artifact says about the training of one origin. */
export interface OriginReport {
  /** Films learnt from. */
  readonly films: number;
  /** Films whose errors make the intervals. */
  readonly calibrationFilms: number;
  /** Per target the share that each model has in the stack. */
  readonly weights: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Errors of the total, by "stack", model and baseline. */
  readonly outOfFold: Readonly<Record<string, OutOfFoldError>>;
}
