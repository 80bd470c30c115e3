import type { SignalEvent } from '../signals/signalEvent.ts';
import { FUTURE_TOLERANCE_MS } from './windowRules.ts';

/** Whether an event claims a time too far ahead of its taking in: the clock behind it is wrong. */
export function isFromFuture(
  { observedAt, ingestedAt }: Pick<SignalEvent, 'observedAt' | 'ingestedAt'>,
  toleranceMs = FUTURE_TOLERANCE_MS,
): boolean {
  return observedAt - ingestedAt > toleranceMs;
}
