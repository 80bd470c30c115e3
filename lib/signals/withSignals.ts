import { dayOf } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import type { Market } from '../film/market.ts';
import { addedBySignals } from './addedBySignals.ts';
import { applyFilmChanges } from './applyFilmChanges.ts';
import { type ArrangedFilm, arrangeHistory } from './arrangeHistory.ts';
import { believeOpening } from './brokenOpening.ts';
import { toDailySeries } from './dailySeries.ts';
import type { FiledHistory } from './filedHistory.ts';
import { ANNOUNCED_DAYS } from './knownAt.ts';
import { toKnownFilm } from './knownFilm.ts';
import type { LiveFilm } from './liveFilm.ts';
import type { MarketHistory } from './marketHistory.ts';
import type { CommonPast } from './sharedMeasures.ts';

/** A film of a history with signals. */
export interface SignalledFilm extends ArrangedFilm {
  /** From files and signals. */
  readonly rows: readonly DailyRow[];
  /** What signals said of it; undefined when they said nothing. */
  readonly live: LiveFilm | undefined;
}

/** A market as files and signals have it just before a moment. */
export interface SignalledHistory {
  readonly market: Market;
  /** ms since 1970-01-01T00:00Z: no signal taken in at or after it is in the history. */
  readonly asOf: number;
  /** To be viewed as of `asOf`: the day that is running is not closed. */
  readonly history: MarketHistory;
  readonly films: readonly SignalledFilm[];
  /** What it has in common with the files alone. */
  readonly past: CommonPast;
  /** Films that were taken off the calendar, whether or not the history still has what they took. */
  readonly withdrawn: ReadonlySet<string>;
}

/**
 * Merges signals into a market's files; what no signal speaks of is shared with them, so this is cheap enough to be
 * repeated every second.
 * @returns a function of the films that have signals and the moment before which those were taken in; a film of signals
 * alone appears once they say its title and release date
 */
export function signalMerger(files: FiledHistory): (live: readonly LiveFilm[], asOf: number) => SignalledHistory {
  const { history: filed } = files;
  const { market } = filed;
  // A film is merged again only when something new was said of it.
  const merged = new WeakMap<LiveFilm, MergedFilm>();
  const silent = filed.films.map(
    (film, index): SignalledFilm => ({
      film,
      facts: filed.facts[index] as SignalledFilm['facts'],
      series: filed.series[index] as SignalledFilm['series'],
      get rows() {
        return files.rowsOf(film.filmId);
      },
      live: undefined,
    }),
  );

  const merge = (live: LiveFilm): MergedFilm => {
    const known = merged.get(live);
    if (known) return known;
    const index = filed.indexOf(live.filmId);
    const made = mergeFilm(live, index === undefined ? undefined : silent[index]);
    merged.set(live, made);
    return made;
  };

  return (live, asOf) => {
    const past = (through: Day): CommonPast => ({ history: filed, through });
    if (live.length === 0) {
      return {
        market,
        asOf,
        history: filed,
        films: silent,
        past: past(Number.POSITIVE_INFINITY),
        withdrawn: new Set(),
      };
    }
    const byId = new Map(live.map((film) => [film.filmId, merge(film)]));
    const today = dayOf(asOf, market);
    const own = [...byId.values()].flatMap(({ entry, withdrawn }) =>
      entry === undefined || (withdrawn && !hasOpened(entry, today)) ? [] : [entry],
    );
    const films = [...silent.filter(({ film }) => !byId.has(film.filmId)), ...own];
    const withdrawn = new Set([...byId].flatMap(([filmId, film]) => (film.withdrawn ? [filmId] : [])));
    const common = past(Math.min(...[...byId.values()].map(({ alikeThrough }) => alikeThrough)));
    return { market, asOf, history: arrangeHistory(market, films, common), films, past: common, withdrawn };
  };
}

interface MergedFilm {
  readonly entry: SignalledFilm | undefined;
  readonly withdrawn: boolean;
  /** Before this day nothing differs from what the files say. */
  readonly alikeThrough: Day;
}

function mergeFilm(live: LiveFilm, filed: SignalledFilm | undefined): MergedFilm {
  const { film, withdrawn } = applyFilmChanges(filed?.film, live.changes);
  const filedRows = filed?.rows ?? [];
  const added = addedBySignals(filedRows, live.signals.rows);
  const rows = added.length === 0 ? filedRows : [...filedRows, ...added];
  const changed = film !== filed?.film || withdrawn;
  const alikeThrough = Math.min(
    firstDay(added),
    changed ? firstNoticed([filed?.film, film], rows) : Number.POSITIVE_INFINITY,
  );
  if (film === undefined) return { entry: undefined, withdrawn, alikeThrough };
  const facts = film === filed?.film ? filed.facts : toKnownFilm(film);
  const series = toDailySeries(believeOpening(film, rows));
  return { entry: { film, facts, series, rows, live }, withdrawn, alikeThrough };
}

function firstDay(rows: readonly DailyRow[]): Day {
  return rows.reduce((first, { date }) => Math.min(first, date), Number.POSITIVE_INFINITY);
}

/** The last midnight at which a film was not heard of yet, whichever of its release dates holds. */
function firstNoticed(films: readonly (Film | undefined)[], rows: readonly DailyRow[]): Day {
  const releases = films.flatMap((film) => (film ? [film.releaseDate - ANNOUNCED_DAYS - 1] : []));
  return Math.min(firstDay(rows), ...releases);
}

/** Whether the film was shown on its release day or later; then what it took stays part of the market. */
function hasOpened({ film, series }: ArrangedFilm, today: Day): boolean {
  return series.grossBetween(film.releaseDate, today - 1) > 0;
}
