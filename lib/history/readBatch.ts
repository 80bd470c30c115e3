import type { DailyRow, Film } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { HistorySnapshots } from '../stores/historySnapshots.ts';
import { type BatchFiles, readBatchFile } from './batchFiles.ts';
import type { ParsedFile, ReadProgress } from './historyFile.ts';
import type { HistoryIssue } from './issue.ts';
import type { MarketRecords } from './mergeHistory.ts';
import { parseDaily } from './parseDaily.ts';
import { parseFilms } from './parseFilms.ts';

/** How long daily rows wait for the films file that names their film. */
export const WAIT_FOR_FILM_MS = 15 * 60_000;

export interface ReadBatchDeps {
  readonly files: ObjectStore;
  readonly snapshots: HistorySnapshots;
  readonly onProgress?: (progress: ReadProgress) => void | Promise<void>;
}

/** What the files of a batch say. */
export interface BatchReading {
  readonly films: ParsedFile<Film> | undefined;
  readonly daily: ParsedFile<DailyRow> | undefined;
  /** Rows whose film may still be named by another batch. */
  readonly waiting: readonly HistoryIssue[];
  /** Rows not taken, with those whose film never came. */
  readonly quarantine: readonly HistoryIssue[];
  /** Accepted films and rows by market; markets without any are left out. */
  readonly markets: readonly MarketRecords[];
  /** Hash over both contents; undefined unless both files are there. */
  readonly fingerprint: string | undefined;
}

/** Reads and checks the files of a batch against the films that are known already. */
export async function readBatch(
  deps: ReadBatchDeps,
  batch: string,
  files: BatchFiles,
  now: number,
): Promise<BatchReading> {
  const known = await knownFilms(deps.snapshots);
  const options = { now, ...(deps.onProgress && { onProgress: deps.onProgress }) };
  const filmsBody = files.films && (await readBatchFile(deps.files, files.films));
  const dailyBody = files.daily && (await readBatchFile(deps.files, files.daily));

  const films =
    filmsBody && 'body' in filmsBody
      ? await parseFilms(filmsBody, { ...options, marketOf: (filmId) => known.get(filmId)?.market })
      : filmsBody;
  const named = new Map(films?.status === 'accepted' ? films.items.map((film) => [film.filmId, film]) : []);
  const filmOf = (filmId: string) => named.get(filmId) ?? known.get(filmId);
  const daily = dailyBody && 'body' in dailyBody ? await parseDaily(dailyBody, { ...options, filmOf }) : dailyBody;

  const unknown = daily?.status === 'accepted' ? daily.waiting : [];
  const expired = files.daily !== undefined && now >= files.daily.arrival.arrivedAt + WAIT_FOR_FILM_MS;
  const rows = daily?.status === 'accepted' ? daily.items : [];
  const markets = (Object.keys(MARKETS) as Market[]).map((market) => ({
    market,
    films: [...named.values()].filter((film) => film.market === market),
    rows: rows.filter((row) => filmOf(row.filmId)?.market === market),
  }));
  const bodies = [filmsBody, dailyBody].flatMap((file) => (file && 'body' in file ? [sha256(file.body)] : []));
  return {
    films,
    daily,
    waiting: expired ? [] : unknown,
    quarantine: [...(films?.quarantine ?? []), ...(daily?.quarantine ?? []), ...(expired ? unknown : [])],
    markets: markets.filter((records) => records.films.length + records.rows.length > 0),
    fingerprint: bodies.length === 2 ? sha256([batch, ...bodies].join('\n')).slice(0, 32) : undefined,
  };
}

/** Every film of every accepted batch. */
async function knownFilms(snapshots: HistorySnapshots): Promise<ReadonlyMap<string, Film>> {
  const films = new Map<string, Film>();
  for (const market of Object.keys(MARKETS) as Market[]) {
    const pointer = await snapshots.current(market);
    if (!pointer) continue;
    for (const film of (await snapshots.load(pointer.key)).films) films.set(film.filmId, film);
  }
  return films;
}
