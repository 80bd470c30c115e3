import { AppError } from '../../errors/appError.ts';

/** Refusals that speak of a mistake in our own call; hiding them as an outage would hide a defect. */
const OUR_MISTAKES = new Set(['ValidationException', 'InvalidArgument', 'KeyTooLongError', 'TypeError', 'RangeError']);

/**
 * What to throw for a failed call of a store.
 * @returns AppError `store.unavailable` with the cause, or the error itself where the call was at fault
 */
export function storeFailure(operation: string, cause: unknown): unknown {
  if (cause instanceof AppError || (cause instanceof Error && OUR_MISTAKES.has(cause.name))) return cause;
  return new AppError('store.unavailable', { operation }, { cause });
}

/** How often the SDK sent a request whose answer was this error; an SDK retry may meet its own earlier write. */
export function attemptsOf(error: unknown): number {
  const { $metadata } = error as { readonly $metadata?: { readonly attempts?: number } };
  return $metadata?.attempts ?? 1;
}
