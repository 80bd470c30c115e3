import { parquetReadObjects } from 'hyparquet';
import { MARKETS } from '../../../lib/film/market.ts';
import { SIGNAL_METRICS, type SignalReading } from '../../../lib/signals/signalEvent.ts';

export const toFile = (bytes: Uint8Array) =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
/** The rows of a Parquet file, read by hyparquet. */
export const readParquet = (bytes: Uint8Array) => parquetReadObjects({ file: toFile(bytes) });

/** What a reader must find of a reading, worked out apart from the columns. */
export function signalRow({ showDate, ...event }: SignalReading) {
  const isMoney = event.metric === 'gross' || event.metric === 'presale_gross';
  return {
    event_id: event.eventId,
    film_id: event.filmId,
    source: event.source,
    metric: event.metric,
    kind: event.kind,
    money_minor: isMoney ? BigInt(event.value) : undefined,
    currency: isMoney ? MARKETS[event.market].currency : undefined,
    value: isMoney ? undefined : event.value,
    unit: SIGNAL_METRICS[event.metric].units[0],
    show_date: showDate === undefined ? undefined : new Date(showDate * 86_400_000),
    observed_at: new Date(event.observedAt),
    ingested_at: new Date(event.ingestedAt),
    sequence: event.sequence,
  };
}

/** NULL is null for one reader and undefined for another. */
export const plain = (rows: readonly object[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? undefined])));
