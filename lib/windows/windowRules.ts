const MINUTE = 60_000;

/** Windows slide by this much, aligned to the epoch; a pane is the stretch between two starts. Milliseconds. */
export const PANE_MS = 15 * MINUTE;

/** Panes that a window is made of; every event lies in as many windows. */
export const PANES_PER_WINDOW = 4;

/** A window is [start, start + this). Milliseconds. */
export const WINDOW_MS = PANES_PER_WINDOW * PANE_MS;

/** The watermark stays this far behind the greatest event time seen. Milliseconds. */
export const WATERMARK_DELAY_MS = 10 * MINUTE;

/** An event may be this far ahead of the moment it was taken in; more is a wrong clock. Milliseconds. */
export const FUTURE_TOLERANCE_MS = 5 * MINUTE;

/**
 * A source's last cumulative reading is remembered so long after it was made, behind the watermark: a source that is
 * silent for longer starts anew. Milliseconds.
 */
export const READING_MEMORY_MS = 72 * 60 * MINUTE;

/** Sums of one pane stay within this, so that those of a window are exact integers. */
export const MOST_PER_PANE = Number.MAX_SAFE_INTEGER / PANES_PER_WINDOW;

/** How windows follow the watermark. */
export interface WindowRules {
  /**
   * Which watermark tells late events: the one before the present (default, so that an event is never refused for one
   * that arrived just before it) or the present one. Windows close by the present one in either case.
   */
  readonly lateFilter?: 'previous-batch' | 'current-batch';
  /** See {@link FUTURE_TOLERANCE_MS}; Infinity takes any event time for true. */
  readonly futureToleranceMs?: number;
}

/** The pane that a moment lies in, as the number of panes since the epoch. */
export function paneOf(moment: number): number {
  return Math.floor(moment / PANE_MS);
}
