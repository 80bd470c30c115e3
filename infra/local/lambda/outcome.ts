/** A failure as Lambda shows it to callers. */
export interface FunctionFailure {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How a call of a function ended. */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly failure: FunctionFailure }
  /** The local run is being stopped: neither done nor failed. */
  | { readonly ok: false; readonly stopped: true };

export function failed(errorType: string, errorMessage: string): Outcome {
  return { ok: false, failure: { errorType, errorMessage } };
}

export const STOPPED: Outcome = { ok: false, stopped: true };
