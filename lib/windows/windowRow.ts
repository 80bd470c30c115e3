import type { Market } from '../film/market.ts';
import type { Pane } from './pane.ts';
import { PANE_MS, PANES_PER_WINDOW, WINDOW_MS } from './windowRules.ts';

/** One window of one film as it stands: what is emitted, and what consumers upsert by (film, start, end). */
export interface WindowRow {
  readonly market: Market;
  readonly filmId: string;
  /** Milliseconds since the epoch, inclusive. */
  readonly start: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly end: number;
  /** Presale money taken less refunds, integer minor units. */
  readonly presaleGross: number;
  /** Presale tickets sold less those given back. */
  readonly presaleTickets: number;
  /** Mean of the readings; absent when there was none. */
  readonly socialHeat?: number;
  /** Mean of the readings, -1..1; absent when there was none. */
  readonly sentiment?: number;
  /** Events of any metric. */
  readonly count: number;
  /** The greatest event time, milliseconds since the epoch. */
  readonly lastEventAt: number;
}

/**
 * The window that begins with a pane.
 * @param index panes since the epoch
 */
export function windowRow(
  film: { readonly market: Market; readonly filmId: string; readonly panes: ReadonlyMap<number, Pane> },
  index: number,
): WindowRow {
  let [presaleGross, presaleTickets, heatSum, heatCount, sentimentSum, sentimentCount, count] = [0, 0, 0, 0, 0, 0, 0];
  let lastEventAt = Number.NEGATIVE_INFINITY;
  for (let at = index; at < index + PANES_PER_WINDOW; at++) {
    const pane = film.panes.get(at);
    if (pane === undefined) continue;
    presaleGross += pane.presaleGross;
    presaleTickets += pane.presaleTickets;
    heatSum += pane.heatSum;
    heatCount += pane.heatCount;
    sentimentSum += pane.sentimentSum;
    sentimentCount += pane.sentimentCount;
    count += pane.count;
    lastEventAt = Math.max(lastEventAt, pane.lastEventAt);
  }
  const start = index * PANE_MS;
  return {
    market: film.market,
    filmId: film.filmId,
    start,
    end: start + WINDOW_MS,
    presaleGross,
    presaleTickets,
    ...(heatCount > 0 ? { socialHeat: heatSum / heatCount } : {}),
    ...(sentimentCount > 0 ? { sentiment: sentimentSum / sentimentCount } : {}),
    count,
    lastEventAt,
  };
}
