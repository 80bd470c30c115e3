import type { SignalEvent } from './signalEvent.ts';

/**
 * The order in which things happened: by event time, then by the source's sequence as whole numbers of any length (none
 * comes first), then by id, so that the order of arrival never matters.
 */
export function compareEvents(a: SignalEvent, b: SignalEvent): number {
  if (a.observedAt !== b.observedAt) return a.observedAt - b.observedAt;
  const [first, second] = [sequenceOf(a), sequenceOf(b)];
  if (first !== second) return first < second ? -1 : 1;
  return a.eventId < b.eventId ? -1 : a.eventId > b.eventId ? 1 : 0;
}

function sequenceOf(event: SignalEvent): bigint {
  return event.type === 'signal' && event.sequence !== undefined ? BigInt(event.sequence) : -1n;
}
