import type { RefreshRequest } from '../ports/refreshQueue.ts';
import type { FilmChange, SignalEvent } from '../signals/signalEvent.ts';
import type { WindowChange } from '../windows/windowChange.ts';
import { PANE_MS, WINDOW_MS } from '../windows/windowRules.ts';
import { filmKey } from '../windows/windowState.ts';

/** The films that a batch says something new about, each once, with what is new. */
export function refreshRequests(change: WindowChange, events: readonly SignalEvent[]): readonly RefreshRequest[] {
  const requests = new Map<string, RefreshRequest>();
  for (const { market, filmId, panes, metrics } of change.films) {
    const start = Math.max(...panes.map(({ index }) => index)) * PANE_MS;
    const window = { start, end: start + WINDOW_MS };
    requests.set(filmKey({ market, filmId }), { market, filmId, reason: { changed: metrics, window } });
  }
  const changes = events.filter((event): event is FilmChange => event.type === 'film.changed');
  for (const { market, filmId, field } of changes) {
    const key = filmKey({ market, filmId });
    const reason = requests.get(key)?.reason ?? { changed: [] };
    const changed = [...new Set([...reason.changed, `film.${field}`])];
    requests.set(key, { market, filmId, reason: { ...reason, changed } });
  }
  return [...requests.values()];
}
