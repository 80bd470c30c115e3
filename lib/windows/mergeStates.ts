import { emptyWindowState, type WindowState } from './windowState.ts';

/**
 * One state for a shard that takes over from others: everything that they hold. A film that several hold (each child of
 * a split has all films of its parent) is taken from the one that changed it last. Nothing that was closed opens again.
 */
export function mergeStates(states: readonly WindowState[]): WindowState {
  const merged = emptyWindowState();
  for (const state of states) {
    merged.batch = Math.max(merged.batch, state.batch);
    merged.watermark = Math.max(merged.watermark, state.watermark);
    merged.previousWatermark = Math.max(merged.previousWatermark, state.previousWatermark);
    for (const [key, film] of state.films) {
      const known = merged.films.get(key);
      if (known === undefined || known.version < film.version) merged.films.set(key, film);
    }
    for (const [pane, ids] of state.eventIds) {
      merged.eventIds.set(pane, new Set([...(merged.eventIds.get(pane) ?? []), ...ids]));
    }
  }
  return merged;
}
