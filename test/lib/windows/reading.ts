import type { SignalReading } from '../../../lib/signals/signalEvent.ts';

let made = 0;

/** A reading with an id of its own, taken in when it was made, unless it is said otherwise. */
export function reading(parts: Partial<SignalReading> & { readonly observedAt: number }): SignalReading {
  return {
    type: 'signal',
    eventId: `e${made++}`,
    filmId: 'A',
    market: 'CN',
    source: 'maoyan',
    metric: 'presale_gross',
    kind: 'increment',
    value: 1,
    ingestedAt: parts.observedAt,
    ...parts,
  };
}

/** A moment of the first day of 2026, UTC. */
export const at = (hour: number, minute = 0, second = 0) => Date.UTC(2026, 0, 1, hour, minute, second);
