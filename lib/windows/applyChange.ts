import type { CumulativeSeries, Total } from './cumulativeSeries.ts';
import { insertion } from './cumulativeSeries.ts';
import { firstOpenStart, startsOver } from './startsOver.ts';
import type { FilmWindowsChange, WindowChange } from './windowChange.ts';
import { type WindowRow, windowRow } from './windowRow.ts';
import { paneOf, READING_MEMORY_MS } from './windowRules.ts';
import { type FilmWindows, filmKey, type WindowState } from './windowState.ts';

/** What a batch made of windows, as they stand after it. */
export interface AppliedChange {
  /** Windows that changed: by film as planned, then by start. */
  readonly changed: readonly WindowRow[];
  /** Windows that the watermark has passed, by film: they change no more. */
  readonly closed: readonly ClosedWindows[];
}

/** Windows of one film that have closed, ascending. */
export interface ClosedWindows {
  /** Of the film, when it changed last. */
  readonly version: string;
  readonly rows: readonly WindowRow[];
}

/** Takes a planned change over into the state, which is changed in place, and lets go of what no open window needs. */
export function applyChange(state: WindowState, change: WindowChange): AppliedChange {
  state.batch++;
  const closes = paneOf(state.previousWatermark) < paneOf(state.watermark);
  // Where the present watermark tells what is late, nothing of the batch counts in the windows that close with it.
  const closesFirst = closes && change.lateBefore >= state.watermark;
  let closed = closesFirst ? close(state) : [];
  const firstOpen = firstOpenStart(paneOf(change.lateBefore));
  const changed: WindowRow[] = [];
  for (const filmChange of change.films) {
    const film = changeFilm(state, filmChange, change.watermark);
    const panes = filmChange.panes.map(({ index }) => index);
    for (const start of startsOver(panes, firstOpen)) changed.push(windowRow(film, start));
  }
  for (const [pane, ids] of change.eventIds) {
    const known = state.eventIds.get(pane);
    if (known === undefined) state.eventIds.set(pane, new Set(ids));
    else for (const id of ids) known.add(id);
  }
  if (closes && !closesFirst) closed = close(state);
  state.previousWatermark = state.watermark;
  state.watermark = change.watermark;
  return { changed, closed };
}

function changeFilm(
  state: WindowState,
  { market, filmId, panes, totals }: FilmWindowsChange,
  watermark: number,
): FilmWindows {
  const key = filmKey({ market, filmId });
  let film = state.films.get(key);
  if (film === undefined) {
    film = { market, filmId, version: '', panes: new Map(), series: new Map() };
    state.films.set(key, film);
  }
  // The watermark leads, so that a film that moves to a shard with fewer batches goes on rising.
  film.version = `${digits(watermark)}#${digits(state.batch)}`;
  for (const pane of panes) film.panes.set(pane.index, pane);
  for (const [key, total] of totals) {
    const series = film.series.get(key) ?? [];
    film.series.set(key, series.toSpliced(insertion(series, total).at, 0, total));
  }
  return film;
}

/**
 * Closes what ends by the watermark. Lets go of panes all of whose windows are closed, of the ids in them, and of totals
 * that nothing follows any more.
 */
function close(state: WindowState): readonly ClosedWindows[] {
  const firstOpen = firstOpenStart(paneOf(state.watermark));
  const firstClosing = firstOpenStart(paneOf(state.previousWatermark));
  const closed: ClosedWindows[] = [];
  for (const index of state.eventIds.keys()) if (index < firstOpen) state.eventIds.delete(index);
  for (const [key, film] of state.films) {
    const rows = startsOver(film.panes.keys(), firstClosing, firstOpen).map((start) => windowRow(film, start));
    if (rows.length > 0) closed.push({ version: film.version, rows });
    for (const index of film.panes.keys()) if (index < firstOpen) film.panes.delete(index);
    for (const [name, series] of film.series) {
      const rest = remembered(series, firstOpen);
      const last = rest.at(-1) as Total;
      if (last.at < state.watermark - READING_MEMORY_MS) film.series.delete(name);
      else if (rest !== series) film.series.set(name, rest);
    }
    if (film.panes.size === 0 && film.series.size === 0) state.films.delete(key);
  }
  return closed;
}

const digits = (value: number) => String(value).padStart(15, '0');

/** The totals of panes that are held and the one before them, which the next one is measured against. */
function remembered(series: CumulativeSeries, firstHeld: number): CumulativeSeries {
  let first = series.findIndex(({ at }) => paneOf(at) >= firstHeld);
  if (first < 0) first = series.length;
  return first > 1 ? series.slice(first - 1) : series;
}
