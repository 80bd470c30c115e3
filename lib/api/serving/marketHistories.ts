import type { Day } from '../../film/day.ts';
import type { DailyRow } from '../../film/film.ts';
import type { Market } from '../../film/market.ts';
import type { FiledHistory } from '../../signals/filedHistory.ts';
import type { LiveFilm } from '../../signals/liveFilm.ts';
import type { MarketHistory } from '../../signals/marketHistory.ts';
import { type StandingHistory, standAtMidnight } from '../../signals/standAtMidnight.ts';
import { type SignalledHistory, signalMerger } from '../../signals/withSignals.ts';
import type { FilmSignals } from './filmSignals.ts';
import { createServedSignals, type HeardSignals, type ServedSignalsOptions } from './servedSignals.ts';
import { createServedSnapshots, type ServedSnapshot, type ServedSnapshotsOptions } from './servedSnapshots.ts';

/** The history that a market's forecasts are made from. */
export interface ServedHistory {
  /** With what signals said before `asOf`. */
  readonly history: MarketHistory;
  /** Content hash of the snapshot; empty when the market has none. */
  readonly hash: string;
  /** False when the store of files could not be asked: then it is the last one loaded, or an empty one. */
  readonly fresh: boolean;
  /** False when the store of signals could not be asked: then they are those heard before. */
  readonly hears: boolean;
  /**
   * No signal taken in at or after this instant (ms) is in it. Of the present history it lies just behind the latest
   * signal heard, so that the same instant always means the same history.
   */
  readonly asOf: number;
  /** False when an earlier instant was asked about at which the market had no files yet; then it is of the present ones. */
  readonly stood: boolean;
  /** The last day that files state takings of; before the epoch when they state none. */
  readonly filedThrough: Day;
  /** Films that were taken off the calendar. */
  readonly withdrawn: ReadonlySet<string>;
  /** What files and signals say of a film day by day; the same array as long as they say the same. */
  rowsOf(filmId: string): readonly DailyRow[];
  /** What signals said of a film before `asOf`. */
  live(filmId: string): LiveFilm | undefined;
  /** Everything heard of a film, also what came later. */
  heard(filmId: string): FilmSignals | undefined;
  /** The history with the running day completed; undefined exactly at midnight. */
  standing(): StandingHistory | undefined;
  /** The same files with what signals said before another instant, not later than `asOf`. */
  before(instant: number): ServedHistory;
}

export interface MarketHistories {
  /** The present history of a market; never fails. */
  current(market: Market): Promise<ServedHistory>;
  /** The present history, with signals that were kept just now; never fails. */
  now(market: Market): Promise<ServedHistory>;
  /** The history that was the present one at an instant (ms); never fails. */
  at(market: Market, instant: number): Promise<ServedHistory>;
}

export type MarketHistoriesOptions = ServedSnapshotsOptions & ServedSignalsOptions;

/** Histories kept per snapshot, each with what was worked out about it. */
const MOST_MOMENTS = 12;

/** Market histories from files and signals: each is arranged once and kept while it is asked for. */
export function createMarketHistories(options: MarketHistoriesOptions): MarketHistories {
  const { clock } = options;
  const snapshots = createServedSnapshots(options);
  const signals = createServedSignals(options);
  const builders = new WeakMap<FiledHistory, ReturnType<typeof createBuilder>>();

  const serve = (snapshot: ServedSnapshot, heard: HeardSignals, until: number): ServedHistory => {
    const { files, hash, stood, fresh } = snapshot;
    const hears = heard.fresh;
    const build = builders.get(files) ?? createBuilder(files);
    builders.set(files, build);
    const of = (instant: number): ServedHistory => {
      const { live, standing, rowsOf, ...merged } = build(heard, instant);
      return {
        history: merged.history,
        withdrawn: merged.withdrawn,
        ...{ hash, fresh, hears, stood, asOf: instant, filedThrough: files.history.days.lastDay },
        rowsOf,
        live: (filmId) => live.get(filmId),
        heard: (filmId) => heard.films.get(filmId),
        standing,
        before: (earlier) => of(Math.min(earlier, instant)),
      };
    };
    return of(lastHeard(heard, Math.min(until, heard.settled)));
  };

  return {
    async current(market) {
      const [snapshot, heard] = await Promise.all([snapshots.current(market), signals.current(market)]);
      return serve(snapshot, heard, clock() + 1);
    },
    async now(market) {
      const [snapshot, heard] = await Promise.all([snapshots.current(market), signals.now(market)]);
      return serve(snapshot, heard, clock() + 1);
    },
    async at(market, instant) {
      const [snapshot, heard] = await Promise.all([snapshots.at(market, instant), signals.now(market)]);
      return serve(snapshot, heard, instant);
    },
  };
}

/** The instant just behind the last signal taken in before `until`; 0 when there was none. */
function lastHeard({ films }: HeardSignals, until: number): number {
  let last = -1;
  for (const { head, events } of films.values()) {
    if (head.latest < until) last = Math.max(last, head.latest);
    else for (const { ingestedAt } of events) if (ingestedAt < until && ingestedAt > last) last = ingestedAt;
  }
  return last + 1;
}

interface Built extends SignalledHistory {
  readonly live: ReadonlyMap<string, LiveFilm>;
  readonly rowsOf: (filmId: string) => readonly DailyRow[];
  readonly standing: () => StandingHistory | undefined;
}

/** Builds histories of one snapshot and keeps the last ones asked for. */
function createBuilder(files: FiledHistory): (heard: HeardSignals, asOf: number) => Built {
  const merge = signalMerger(files);
  const kept = new Map<number, { readonly heard: HeardSignals['films']; readonly built: Built }>();

  const build = (films: HeardSignals['films'], asOf: number, former: Built | undefined): Built => {
    const live = new Map<string, LiveFilm>();
    for (const [filmId, film] of films) {
      const known = film.before(asOf);
      if (known) live.set(filmId, known);
    }
    if (former && isSame(former.live, live)) return former;
    const merged = merge([...live.values()], asOf);
    let stood: { readonly standing: StandingHistory | undefined } | undefined;
    const standing = () => {
      stood ??= { standing: standAtMidnight(merged) };
      return stood.standing;
    };
    const spoken = new Map(merged.films.flatMap((film) => (film.live ? [[film.film.filmId, film.rows]] : [])));
    const rowsOf = (filmId: string) => spoken.get(filmId) ?? files.rowsOf(filmId);
    return { ...merged, live, standing, rowsOf };
  };

  return ({ films }, asOf) => {
    const found = kept.get(asOf);
    kept.delete(asOf);
    const built = found?.heard === films ? found.built : build(films, asOf, found?.built);
    kept.set(asOf, { heard: films, built });
    for (const oldest of kept.keys()) if (kept.size > MOST_MOMENTS) kept.delete(oldest);
    return built;
  };
}

function isSame(one: ReadonlyMap<string, LiveFilm>, other: ReadonlyMap<string, LiveFilm>): boolean {
  return one.size === other.size && [...other].every(([filmId, live]) => one.get(filmId) === live);
}
