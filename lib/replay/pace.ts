import type { RecordedEvent } from './recordedEvent.ts';

/** Events that go out together, and when: milliseconds after the first. */
export interface Departure {
  readonly dueMs: number;
  readonly events: readonly RecordedEvent[];
}

/**
 * When events leave in a replay.
 * @param events in the order in which they were observed
 * @param speed recorded seconds per second; Infinity = as fast as they are taken
 * @param most events that leave together
 * @param togetherMs events due within so many milliseconds leave together
 */
export function departures(
  events: readonly RecordedEvent[],
  { speed, most, togetherMs }: { readonly speed: number; readonly most: number; readonly togetherMs: number },
): readonly Departure[] {
  const first = events[0]?.at ?? 0;
  const leaving: { dueMs: number; events: RecordedEvent[] }[] = [];
  for (const event of events) {
    const dueMs = (event.at - first) / speed;
    const last = leaving.at(-1);
    if (last && last.events.length < most && dueMs - last.dueMs < togetherMs) last.events.push(event);
    else leaving.push({ dueMs, events: [event] });
  }
  return leaving;
}
