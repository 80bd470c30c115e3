import type { CumulativeSeries, Total } from './cumulativeSeries.ts';
import { insertion } from './cumulativeSeries.ts';
import type { FilmWindowsChange, WindowChange } from './windowChange.ts';
import { type WindowRow, windowRow } from './windowRow.ts';
import { PANES_PER_WINDOW, paneOf, READING_MEMORY_MS } from './windowRules.ts';
import { type FilmWindows, filmKey, type WindowState } from './windowState.ts';

/**
 * Takes a planned change over into the state, which is changed in place, and lets go of what no open window needs.
 * @returns the windows that changed, as they stand after the batch: by film as planned, then by start
 */
export function applyChange(state: WindowState, change: WindowChange): readonly WindowRow[] {
  state.batch++;
  const firstOpen = paneOf(change.lateBefore) - PANES_PER_WINDOW + 1;
  const rows: WindowRow[] = [];
  for (const filmChange of change.films) {
    const film = changeFilm(state, filmChange);
    for (const start of startsOf(filmChange, firstOpen)) rows.push(windowRow(film, start));
  }
  for (const [pane, ids] of change.eventIds) {
    const known = state.eventIds.get(pane);
    if (known === undefined) state.eventIds.set(pane, new Set(ids));
    else for (const id of ids) known.add(id);
  }
  if (paneOf(state.previousWatermark) < paneOf(state.watermark)) evict(state);
  state.previousWatermark = state.watermark;
  state.watermark = change.watermark;
  return rows;
}

function changeFilm(state: WindowState, { market, filmId, panes, totals }: FilmWindowsChange): FilmWindows {
  const key = filmKey({ market, filmId });
  let film = state.films.get(key);
  if (film === undefined) {
    film = { market, filmId, changedIn: 0, panes: new Map(), series: new Map() };
    state.films.set(key, film);
  }
  film.changedIn = state.batch;
  for (const pane of panes) film.panes.set(pane.index, pane);
  for (const [key, total] of totals) {
    const series = film.series.get(key) ?? [];
    film.series.set(key, series.toSpliced(insertion(series, total).at, 0, total));
  }
  return film;
}

/** Starts of the open windows that changed panes lie in, ascending. */
function startsOf({ panes }: FilmWindowsChange, firstOpen: number): readonly number[] {
  const starts = new Set<number>();
  for (const { index } of panes) {
    for (let start = Math.max(index - PANES_PER_WINDOW + 1, firstOpen); start <= index; start++) starts.add(start);
  }
  return [...starts].sort((a, b) => a - b);
}

/** Lets go of panes all of whose windows are closed, of the ids in them, and of totals that nothing follows any more. */
function evict(state: WindowState): void {
  const firstHeld = paneOf(state.watermark) - PANES_PER_WINDOW + 1;
  for (const index of state.eventIds.keys()) if (index < firstHeld) state.eventIds.delete(index);
  for (const [key, film] of state.films) {
    for (const index of film.panes.keys()) if (index < firstHeld) film.panes.delete(index);
    for (const [name, series] of film.series) {
      const rest = remembered(series, firstHeld);
      const last = rest.at(-1) as Total;
      if (last.at < state.watermark - READING_MEMORY_MS) film.series.delete(name);
      else if (rest !== series) film.series.set(name, rest);
    }
    if (film.panes.size === 0 && film.series.size === 0) state.films.delete(key);
  }
}

/** The totals of panes that are held and the one before them, which the next one is measured against. */
function remembered(series: CumulativeSeries, firstHeld: number): CumulativeSeries {
  let first = series.findIndex(({ at }) => paneOf(at) >= firstHeld);
  if (first < 0) first = series.length;
  return first > 1 ? series.slice(first - 1) : series;
}
