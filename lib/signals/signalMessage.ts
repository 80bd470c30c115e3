import { formatDay } from '../film/day.ts';
import type { SignalEventMessage } from './parseSignalEvent.ts';
import { SIGNAL_METRICS, type SignalEvent } from './signalEvent.ts';

/** An event as it goes over the wire, the inverse of `parseSignalEvent`; when it was taken in is for the taker to say. */
export function signalMessage(event: SignalEvent): SignalEventMessage {
  const { ingestedAt: _ingestedAt, observedAt, ...rest } = event;
  const when = { observedAt: new Date(observedAt).toISOString() };
  if (rest.type === 'film.changed') return { ...rest, ...when };
  const { showDate, ...reading } = rest;
  const unit = SIGNAL_METRICS[reading.metric].units[0];
  return { ...reading, ...when, unit, ...(showDate !== undefined && { showDate: formatDay(showDate) }) };
}
