/** A failure that may pass: worth another try, and counted by the breaker. */
export interface TransientFailure extends Error {
  readonly isTransient: true;
  /** What the source asked to wait, ms. */
  readonly retryAfterMs?: number;
}

export function transientFailure(reason: string, details: { cause?: unknown; retryAfterMs?: number } = {}): Error {
  const { cause, retryAfterMs } = details;
  const error = new Error(reason, { cause });
  return Object.assign(error, { isTransient: true }, retryAfterMs !== undefined && { retryAfterMs });
}

export function isTransient(error: unknown): error is TransientFailure {
  return error instanceof Error && 'isTransient' in error;
}
