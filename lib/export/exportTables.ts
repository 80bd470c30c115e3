import { dayOf } from '../calendar/zone.ts';
import type { Day } from '../film/day.ts';
import { MARKETS, type Market } from '../film/market.ts';
import { contentHash } from '../provenance/chainEntry.ts';
import { type CommittedForecast, committedForecast } from '../stores/forecastLog.ts';
import type { ExportSources } from './exportSources.ts';
import { FORECAST_COLUMNS, type ToldForecast } from './forecastColumns.ts';
import { createPartitionedTable } from './partitionedTable.ts';
import { FILM_CHANGE_COLUMNS, SIGNAL_COLUMNS } from './signalColumns.ts';

/** Which rows the tables hold; chains are always whole, since a part of a chain proves nothing. */
export interface ExportRange {
  /** Default: all. */
  readonly market?: Market | undefined;
  /** First local day. */
  readonly from?: Day | undefined;
  /** The day after the last. */
  readonly until?: Day | undefined;
}

export interface ExportedTables {
  readonly forecasts: number;
  readonly signals: number;
  readonly filmChanges: number;
  /** Every forecast of the log by the hash that its chain knows it by, whatever the range. */
  readonly committed: ReadonlyMap<string, CommittedForecast>;
}

export interface ExportTablesOptions extends ExportRange {
  readonly write: (name: string, body: Uint8Array) => Promise<void>;
  /** Only what was taken in before this moment, ms since the epoch. */
  readonly before: number;
  readonly onFilm?: (filmId: string) => void;
}

/**
 * Writes forecasts, signals and changes of films as Parquet, by market and local day: of a forecast the day of its
 * as-of moment, of an event the day on which it was observed.
 */
export async function exportTables(sources: ExportSources, options: ExportTablesOptions): Promise<ExportedTables> {
  const { write, before, onFilm } = options;
  const forecasts = createPartitionedTable({ name: 'forecasts', columns: FORECAST_COLUMNS, write });
  const signals = createPartitionedTable({ name: 'signals', columns: SIGNAL_COLUMNS, write });
  const filmChanges = createPartitionedTable({ name: 'film_changes', columns: FILM_CHANGE_COLUMNS, write });
  const committed = new Map<string, CommittedForecast>();

  for await (const { market, filmId } of allFilms(sources)) {
    onFilm?.(filmId);
    for await (const told of tellings(sources, market, filmId)) {
      const forecast = committedForecast(market, filmId, told);
      committed.set(contentHash(forecast), forecast);
      const day = dayOf(Date.parse(told.asOf), market);
      if (isWithin(options, market, day)) await forecasts.add(market, day, told);
    }
    if (options.market && options.market !== market) continue;
    for (const event of await sources.signals.read(market, filmId, before)) {
      const day = dayOf(event.observedAt, market);
      if (!isWithin(options, market, day)) continue;
      if (event.type === 'signal') await signals.add(market, day, event);
      else await filmChanges.add(market, day, event);
    }
  }
  return {
    forecasts: await forecasts.end(),
    signals: await signals.end(),
    filmChanges: await filmChanges.end(),
    committed,
  };
}

function isWithin({ market, from, until }: ExportRange, ofMarket: Market, day: Day): boolean {
  if (market !== undefined && market !== ofMarket) return false;
  return (from === undefined || day >= from) && (until === undefined || day < until);
}

/** Films of the catalogue, then those that signals alone speak of. */
async function* allFilms({ films, signals }: ExportSources) {
  for (const market of Object.keys(MARKETS).sort() as Market[]) {
    const unnamed = new Set((await signals.heads(market)).map(({ filmId }) => filmId));
    let cursor: string | undefined;
    do {
      const page = await films.list(market, { limit: 500, ...(cursor === undefined ? {} : { cursor }) });
      for (const { filmId } of page.films) {
        unnamed.delete(filmId);
        yield { market, filmId };
      }
      cursor = page.cursor;
    } while (cursor !== undefined);
    for (const filmId of unnamed) yield { market, filmId };
  }
}

async function* tellings({ forecasts }: ExportSources, market: Market, filmId: string): AsyncGenerator<ToldForecast> {
  let cursor: string | undefined;
  do {
    const page = await forecasts.list(market, filmId, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    for (const { changed: _, ...told } of page.revisions) yield { market, filmId, ...told };
    cursor = page.cursor;
  } while (cursor !== undefined);
}
