import { PANES_PER_WINDOW } from './windowRules.ts';

/**
 * The windows that at least one of some panes lies in, by the pane they begin with, ascending.
 * @param from the first start that counts
 * @param until the first that does not any more
 */
export function startsOver(panes: Iterable<number>, from: number, until = Number.POSITIVE_INFINITY): readonly number[] {
  const starts = new Set<number>();
  for (const pane of panes) {
    const last = Math.min(pane, until - 1);
    for (let start = Math.max(pane - PANES_PER_WINDOW + 1, from); start <= last; start++) starts.add(start);
  }
  return [...starts].sort((a, b) => a - b);
}

/** The first window that is open when those that end by a moment's pane are closed. */
export function firstOpenStart(pane: number): number {
  return pane - PANES_PER_WINDOW + 1;
}
