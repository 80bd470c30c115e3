import { compareEvents } from '../signals/eventOrder.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';

/** Events of one record lie at most this far apart in their taking in, so that readers know where to stop. */
export const SPAN_MS = 1_000;

/** A record holds at most so many bytes of events; DynamoDB takes 400 KB. */
const MOST_BYTES = 200_000;
const DIGITS = 15;

/** Events as one record keeps them. */
export interface EventPack {
  /** The earliest `ingestedAt` in it, milliseconds since the epoch. */
  readonly from: number;
  /** A JSON array. */
  readonly text: string;
}

/** A moment as part of a sort key: sorts as text as it does as a number. */
export function timeKey(ms: number): string {
  const bounded = Math.min(Math.max(0, ms), 10 ** DIGITS - 1);
  return String(Math.ceil(bounded)).padStart(DIGITS, '0');
}

/** Cuts events of one film into records, by the order of their taking in; the same events are always cut alike. */
export function packEvents(events: readonly SignalEvent[]): readonly EventPack[] {
  const packs: EventPack[] = [];
  let texts: string[] = [];
  let from = 0;
  let bytes = 0;
  const close = () => {
    if (texts.length > 0) packs.push({ from, text: `[${texts.join(',')}]` });
    texts = [];
    bytes = 0;
  };
  for (const event of events.toSorted((a, b) => a.ingestedAt - b.ingestedAt || compareEvents(a, b))) {
    const text = JSON.stringify(event);
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > MOST_BYTES || event.ingestedAt - from >= SPAN_MS) close();
    if (texts.length === 0) from = event.ingestedAt;
    texts.push(text);
    bytes += size;
  }
  close();
  return packs;
}
