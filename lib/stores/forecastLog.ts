import type { Market } from '../film/market.ts';
import type { Forecast } from '../forecast/forecast.ts';
import type { Quantiles } from '../forecast/quantiles.ts';
import type { Item, ItemTable } from '../ports/itemTable.ts';
import { contentHash } from '../provenance/chainEntry.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { FactValue } from '../signals/signalEvent.ts';
import type { ProvenanceChains } from './provenanceChains.ts';

/** One forecast of a film as it was told; money in currency units. */
export interface ForecastRevision {
  /** Content hash: the same forecast told twice is one revision. */
  readonly revision: string;
  readonly origin: string;
  /** ISO instant. */
  readonly asOf: string;
  readonly total: Quantiles;
  readonly openingDay: Quantiles;
  readonly openingWeekend: Quantiles;
  readonly artifact: string;
  readonly inputsHash: string;
  /** Milliseconds since the epoch of the first telling. */
  readonly recordedAt: number;
  /** Content hash of the snapshot that it was made from; absent in records of before it was kept. */
  readonly snapshot?: string;
  /** The day that was running and was completed; absent when none was. */
  readonly runningDay?: Forecast['runningDay'];
  /** What it was told for; absent when somebody asked. */
  readonly reason?: RevisionReason;
  /** Against the revision before it; absent for the first. */
  readonly changed?: RevisionChange;
}

interface RevisionChange {
  /** Median total now / median total before; absent when it cannot be told. */
  readonly factor?: number;
  /** Width of the 80 % interval in logs, now minus before; absent when it cannot be told. */
  readonly width80?: number;
  readonly origin: boolean;
  readonly inputs: boolean;
  readonly artifact: boolean;
}

/** Why a forecast was made without anybody asking. */
export interface RevisionReason {
  /** Metrics of new readings; `film.` and the fact's name for a change of the catalogue. */
  readonly changed: readonly string[];
  /** The latest window that changed, ms since the epoch; absent where none did. */
  readonly window?: { readonly start: number; readonly end: number };
  /** What the changed facts became. */
  readonly facts?: readonly ChangedFact[];
}

export interface ChangedFact {
  readonly field: string;
  readonly old: FactValue;
  readonly new: FactValue;
}

/** What a forecast was made from and told for. */
export interface RevisionOrigin {
  readonly snapshot?: string;
  readonly reason?: RevisionReason;
}

interface RevisionPage {
  readonly revisions: readonly ForecastRevision[];
  readonly cursor?: string;
}

/** What a revision says of which film, in the form in which the chain of forecasts knows it by its hash. */
export type CommittedForecast = Pick<Forecast, 'market' | 'filmId'> &
  Pick<ForecastRevision, 'origin' | 'asOf' | 'total' | 'openingDay' | 'openingWeekend' | 'artifact' | 'inputsHash'>;

/**
 * The chain of the forecasts of a film. Each market has sixteen, so that functions that forecast many films at a time
 * seldom wait for one another.
 */
export const forecastSource = (market: Market, filmId: string) => `forecasts-${market}-${sha256(filmId)[0]}`;

export interface ForecastLog {
  /**
   * Keeps a forecast for ever and commits to it in a chain of its market, so that it can be shown later that it was
   * told before the outcome was known. @returns false when the same one was kept already
   */
  append(forecast: Forecast, recordedAt: number, about?: RevisionOrigin): Promise<boolean>;
  /** Forecasts of a film, the latest moment first; of one moment the one told last first. */
  list(market: Market, filmId: string, options?: { limit?: number; cursor?: string }): Promise<RevisionPage>;
}

type Told = Omit<ForecastRevision, 'changed'>;

export interface ForecastLogStores {
  /** The films table. */
  readonly table: ItemTable;
  /** Without chains nothing is committed to. */
  readonly chains?: Pick<ProvenanceChains, 'append'>;
}

const REMEMBERED = 5000;

const partition = (market: Market, filmId: string) => `forecasts#${market}#${filmId}`;

/** A forecast of the log as it was committed to. */
export function committedForecast(market: Market, filmId: string, told: Omit<CommittedForecast, 'market' | 'filmId'>) {
  const { origin, asOf, total, openingDay, openingWeekend, artifact, inputsHash } = told;
  return { market, filmId, origin, asOf, total, openingDay, openingWeekend, artifact, inputsHash };
}

/** What was forecast when, in the films table: one record per forecast, written once, found again by its content. */
export function createForecastLog(stores: ForecastLogStores): ForecastLog {
  const { table, chains } = stores;
  const kept = new Set<string>(); // revisions known to be in the table and in the chain, which need no write
  return {
    async append(forecast, recordedAt, about = {}) {
      const { market, filmId, runningDay } = forecast;
      const committed = committedForecast(market, filmId, forecast);
      const hash = contentHash(committed);
      const revision = hash.slice(0, 32);
      if (kept.has(revision)) return false;
      const { market: _market, filmId: _filmId, ...content } = committed;
      // Why it was told, and from which files, is no part of what was told: the first telling's is kept.
      const told: Told = { revision, ...content, recordedAt, ...about, ...(runningDay ? { runningDay } : {}) };
      // The moment leads the key, so that a page is a stretch of the film's own time.
      const sk = `${String(Date.parse(content.asOf)).padStart(15, '0')}#${revision}`;
      const item = { pk: partition(market, filmId), sk, ...told } as unknown as Item;
      const source = forecastSource(market, filmId);
      // Both, also for one that was kept already: whoever kept it may have died before it stood in the chain.
      const [isNew] = await Promise.all([
        table.put(item, { absent: true }),
        chains?.append({ source, kind: 'forecast', sha256: hash, at: recordedAt }),
      ]);
      if (kept.size >= REMEMBERED) kept.clear();
      kept.add(revision);
      return isNew;
    },

    async list(market, filmId, { limit = 50, cursor } = {}) {
      const pk = partition(market, filmId);
      const page = await table.query(pk, { descending: true, limit, ...(cursor ? { cursor } : {}) });
      const after = page.cursor
        ? await table.query(pk, { descending: true, limit: 1, cursor: page.cursor })
        : undefined;
      const told = latestFirst([...page.items, ...(after?.items ?? [])].map(toTold));
      const revisions = told.slice(0, page.items.length).map((now, index) => {
        const before = told[index + 1];
        return before ? { ...now, changed: changeOf(now, before) } : now;
      });
      return page.cursor ? { revisions, cursor: page.cursor } : { revisions };
    },
  };
}

function latestFirst(told: Told[]): Told[] {
  return told.sort((a, b) => Date.parse(b.asOf) - Date.parse(a.asOf) || b.recordedAt - a.recordedAt);
}

function changeOf(now: Told, before: Told): RevisionChange {
  const factor = now.total.p50 / before.total.p50;
  const width80 = logWidth(now.total) - logWidth(before.total);
  return {
    ...(Number.isFinite(factor) ? { factor } : {}),
    ...(Number.isFinite(width80) ? { width80 } : {}),
    origin: now.origin !== before.origin,
    inputs: now.inputsHash !== before.inputsHash,
    artifact: now.artifact !== before.artifact,
  };
}

const logWidth = (total: Quantiles) => Math.log(total.p90 / total.p10);

function toTold({ pk: _pk, sk: _sk, ttl: _ttl, ...told }: Item): Told {
  return told as unknown as Told; // only `append` writes these records
}
