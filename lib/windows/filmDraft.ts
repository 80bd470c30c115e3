import type { Market } from '../film/market.ts';
import type { SignalReading } from '../signals/signalEvent.ts';
import { type CumulativeSeries, insertion, type Total, toTotal } from './cumulativeSeries.ts';
import { emptyPane, type Pane } from './pane.ts';
import type { FilmWindowsChange } from './windowChange.ts';
import { MOST_PER_PANE, paneOf } from './windowRules.ts';
import type { FilmWindows } from './windowState.ts';

/** Metrics that windows add up, with the member of a pane that holds the sum. */
const SUMS = { presale_gross: 'presaleGross', presale_tickets: 'presaleTickets' } as const;

/** The windows of one film as a batch would leave them: copies of what changes, beside the state, which stays as it is. */
export class FilmDraft {
  readonly #film: { readonly market: Market; readonly filmId: string };
  readonly #before: FilmWindows | undefined;
  readonly #panes = new Map<number, Pane>();
  readonly #series = new Map<string, CumulativeSeries>();
  readonly #totals: (readonly [string, Total])[] = [];
  readonly #metrics = new Set<string>();

  constructor(film: { readonly market: Market; readonly filmId: string }, before: FilmWindows | undefined) {
    this.#film = { market: film.market, filmId: film.filmId };
    this.#before = before;
  }

  get isTouched(): boolean {
    return this.#metrics.size > 0;
  }

  /** Counts an event. @returns false, with nothing changed, when a sum would be too large to be exact */
  take(reading: SignalReading, index: number): boolean {
    const { metric, kind, value, observedAt } = reading;
    if (metric === 'presale_gross' || metric === 'presale_tickets') {
      if (kind === 'increment' && !this.#add([[index, value]], SUMS[metric])) return false;
      if (kind === 'cumulative' && !this.#takeTotal(reading, index, SUMS[metric])) return false;
    }
    const pane = this.#pane(index);
    if (metric === 'social_heat') {
      pane.heatSum += value;
      pane.heatCount++;
    } else if (metric === 'sentiment') {
      pane.sentimentSum += value;
      pane.sentimentCount++;
    }
    pane.count++;
    pane.lastEventAt = Math.max(pane.lastEventAt, observedAt);
    this.#metrics.add(metric);
    return true;
  }

  change(): FilmWindowsChange {
    return { ...this.#film, panes: [...this.#panes.values()], totals: this.#totals, metrics: [...this.#metrics] };
  }

  #takeTotal(reading: SignalReading, index: number, sum: 'presaleGross' | 'presaleTickets'): boolean {
    const key = `${reading.metric}#${reading.showDate ?? ''}#${reading.source}`;
    const series = this.#series.get(key) ?? this.#before?.series.get(key) ?? [];
    const total = toTotal(reading);
    const { at, own, following } = insertion(series, total);
    const parts: [number, number][] = [[index, own]];
    if (following !== undefined && following.change !== 0) parts.push([paneOf(following.total.at), following.change]);
    if (!this.#add(parts, sum)) return false;
    this.#series.set(key, series.toSpliced(at, 0, total));
    this.#totals.push([key, total]);
    return true;
  }

  /** Adds to panes, all or none. */
  #add(parts: readonly (readonly [index: number, amount: number])[], sum: 'presaleGross' | 'presaleTickets'): boolean {
    const sums = new Map<number, number>();
    for (const [index, amount] of parts) {
      sums.set(index, (sums.get(index) ?? this.#stored(index)?.[sum] ?? 0) + amount);
    }
    for (const value of sums.values()) if (Math.abs(value) > MOST_PER_PANE) return false;
    for (const [index, value] of sums) this.#pane(index)[sum] = value;
    return true;
  }

  #stored(index: number): Pane | undefined {
    return this.#panes.get(index) ?? this.#before?.panes.get(index);
  }

  /** The pane to be changed, copied on first touch. */
  #pane(index: number): Pane {
    let pane = this.#panes.get(index);
    if (pane === undefined) {
      pane = { ...(this.#before?.panes.get(index) ?? emptyPane(index)) };
      this.#panes.set(index, pane);
    }
    return pane;
  }
}
