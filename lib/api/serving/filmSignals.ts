import type { Market } from '../../film/market.ts';
import type { SignalHead } from '../../ports/signalHeads.ts';
import { firstTakings } from '../../signals/firstTakings.ts';
import { type LiveFilm, toLiveFilm } from '../../signals/liveFilm.ts';
import type { SignalEvent } from '../../signals/signalEvent.ts';

/** What a server has heard of one film; made anew whenever there is more. */
export interface FilmSignals {
  readonly head: SignalHead;
  /** Each id once, in the order of events. */
  readonly events: readonly SignalEvent[];
  /** What was worked out already, by the number of events taken in by then. */
  readonly cuts: ReadonlyMap<number, LiveFilm>;
  /** What was taken in before an instant (ms), worked out once; undefined when that was nothing. */
  before(instant: number): LiveFilm | undefined;
}

/** Cuts kept per film; moments of origins are asked about again and again. */
const MOST_CUTS = 20;

/**
 * @param kept of the film, an id may occur twice
 * @param former what had been heard before; what it worked out stays where nothing new was taken in earlier
 */
export function filmSignals(
  market: Market,
  head: SignalHead,
  kept: Iterable<SignalEvent>,
  former?: FilmSignals,
): FilmSignals {
  const { events } = firstTakings(kept);
  const moments = Float64Array.from(events, ({ ingestedAt }) => ingestedAt).sort();
  // Every instant between two takings in knows the same, so cuts are filed by how many events they know.
  const cuts = new Map<number, LiveFilm>();
  if (former) {
    const known = new Set(former.events);
    const news = events.reduce(
      (first, event) => (known.has(event) ? first : Math.min(first, event.ingestedAt)),
      Number.POSITIVE_INFINITY,
    );
    const unchanged = countBefore(moments, news);
    for (const [count, cut] of former.cuts) if (count <= unchanged) cuts.set(count, cut);
  }
  return {
    head,
    events,
    cuts,
    before(instant) {
      const count = countBefore(moments, instant);
      if (count === 0) return undefined;
      const known = cuts.get(count);
      if (known) return known;
      if (cuts.size >= MOST_CUTS) cuts.clear();
      const cut = toLiveFilm(
        market,
        head.filmId,
        events.filter(({ ingestedAt }) => ingestedAt < instant),
      );
      cuts.set(count, cut);
      return cut;
    },
  };
}

function countBefore(sorted: Float64Array, instant: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
