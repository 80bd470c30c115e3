import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';

/** What a person or an authority says of a day, or of a window, that the product does not know. */
export interface CalendarOverride {
  readonly market: Market;
  /** `off`: nobody works; `worked`: a working day whatever it was; `window`: the trade releases for it. */
  readonly kind: 'off' | 'worked' | 'window';
  readonly date: Day;
  /** Last day, of a window; equal to `date` otherwise. */
  readonly until: Day;
  /** Of a window: takes the place of the known window of this id in that year. */
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  /** Where it is written: an official notice, a distributor's letter. */
  readonly source: string;
}

/** A whole override file, checked. */
export interface CalendarOverrides {
  readonly entries: readonly CalendarOverride[];
  /** SHA-256 of the entries in canonical form, whatever the file looked like: what was forecast with them names it. */
  readonly hash: string;
}
