import type { SignalEventMessage } from '../signals/parseSignalEvent.ts';

/** Whoever replays: an event as it goes over the wire, and when it was so (ms since the epoch). */
export interface RecordedEvent {
  readonly at: number;
  readonly message: SignalEventMessage;
}

/** Events in the order in which they were observed; of one moment in the order given. */
export function inOrder(messages: readonly SignalEventMessage[]): readonly RecordedEvent[] {
  return messages.map((message) => ({ at: Date.parse(message.observedAt), message })).sort((a, b) => a.at - b.at);
}
