import { canonicalJson } from '../provenance/canonicalJson.ts';
import { compareEvents } from './eventOrder.ts';
import type { SignalEvent } from './signalEvent.ts';

export interface FirstTakings {
  /** Each id once, in the order of events. */
  readonly events: readonly SignalEvent[];
  /** Ids that came again with other content, which is not believed. */
  readonly conflicts: readonly string[];
}

/**
 * Of events that share an id, the one that was taken in first; taken in at the same millisecond, the one whose canonical
 * JSON is least, so that neither the order of arrival nor the cut of batches matters.
 * @param before only events taken in before this instant (ms) count; default all
 */
export function firstTakings(events: Iterable<SignalEvent>, before = Number.POSITIVE_INFINITY): FirstTakings {
  const first = new Map<string, SignalEvent>();
  const conflicts = new Set<string>();
  for (const event of events) {
    if (event.ingestedAt >= before) continue;
    const known = first.get(event.eventId);
    if (known === undefined) {
      first.set(event.eventId, event);
      continue;
    }
    if (event.ingestedAt === known.ingestedAt && isPlainlySame(event, known)) continue;
    const [says, said] = [contentOf(event), contentOf(known)];
    if (says !== said) conflicts.add(event.eventId);
    const earlier = event.ingestedAt - known.ingestedAt || (says < said ? -1 : 0);
    if (earlier < 0) first.set(event.eventId, event);
  }
  return { events: [...first.values()].sort(compareEvents), conflicts: [...conflicts].sort() };
}

/** What an event says, whenever it was taken in. */
function contentOf({ ingestedAt: _, ...content }: SignalEvent): string {
  return canonicalJson(content);
}

/** Whether two events are equal member by member, which spares writing them out; lists count as different. */
function isPlainlySame(one: SignalEvent, other: SignalEvent): boolean {
  const [a, b] = [Object.entries(one), new Map(Object.entries(other))];
  return a.length === b.size && a.every(([name, value]) => b.get(name) === value);
}
