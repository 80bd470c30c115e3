import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { AppError } from '../errors/appError.ts';
import { DAILY_METRICS, type DailyMetric, type DailyRow, type Film } from '../film/film.ts';
import { MARKETS, type Market } from '../film/market.ts';
import { canonicalJson } from '../provenance/canonicalJson.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { MarketRecords } from './mergeHistory.ts';

export interface EncodedSnapshot {
  /** SHA-256 of the snapshot before compression: equal for equal records, whatever the version of zlib. */
  readonly hash: string;
  readonly bytes: Uint8Array;
}

const FORMAT = 1;
const ALIGNMENT = 8;
const NO_DAY = -(2 ** 31);
const UNPACKED_LIMIT = 1024 * 1024 * 1024;

const Header = z.object({
  format: z.literal(FORMAT),
  market: z.custom<Market>((value) => typeof value === 'string' && Object.hasOwn(MARKETS, value)),
  films: z.array(z.custom<Film>((value) => typeof (value as Film | null)?.filmId === 'string')),
  otherFilms: z.array(z.string()),
  rows: z.int().nonnegative(),
  hasShowDates: z.boolean(),
  metrics: z.array(z.enum(DAILY_METRICS)),
});

/**
 * Writes a market's history as columns, so that hundreds of thousands of rows load in a fraction of a second. Layout,
 * gzipped: uint32 length of the header; the header as canonical JSON with the films and the ids of films that only rows
 * name, padded with blanks to 8 bytes; then little-endian columns over the rows: one float64 per metric that occurs (NaN
 * = unknown), int32 index of the film (films first, then the other ids), int32 day, and int32 day of showing where there
 * is any. Films stand in order of release and id, rows in order of film, day and day of showing: the same records give
 * the same bytes.
 */
export function encodeSnapshot(records: MarketRecords): EncodedSnapshot {
  const films = records.films.toSorted((a, b) => a.releaseDate - b.releaseDate || (a.filmId < b.filmId ? -1 : 1));
  const described = new Set(films.map(({ filmId }) => filmId));
  const named = new Set(records.rows.map(({ filmId }) => filmId));
  const otherFilms = [...named].filter((filmId) => !described.has(filmId)).sort();
  const position = new Map([...described, ...otherFilms].map((filmId, index) => [filmId, index]));
  const filmOf = (row: DailyRow) => position.get(row.filmId) ?? -1;
  const rows = records.rows.toSorted(
    (a, b) => filmOf(a) - filmOf(b) || a.date - b.date || (a.showDate ?? NO_DAY) - (b.showDate ?? NO_DAY),
  );
  const metrics = DAILY_METRICS.filter((metric) => rows.some((row) => row.values[metric] !== undefined));
  const hasShowDates = rows.some((row) => row.showDate !== undefined);
  const { market } = records;
  const header = { format: FORMAT, market, films, otherFilms, rows: rows.length, hasShowDates, metrics };
  const plain = new Uint8Array(
    Buffer.concat([
      ...encodeHeader(canonicalJson(header)),
      ...metrics.map((metric) => bytesOf(Float64Array.from(rows, (row) => row.values[metric] ?? Number.NaN))),
      bytesOf(Int32Array.from(rows, filmOf)),
      bytesOf(Int32Array.from(rows, (row) => row.date)),
      ...(hasShowDates ? [bytesOf(Int32Array.from(rows, (row) => row.showDate ?? NO_DAY))] : []),
    ]),
  );
  return { hash: sha256(plain), bytes: gzipSync(plain) };
}

/**
 * Reads what {@link encodeSnapshot} wrote.
 * @param hash refuses any other content
 * @throws AppError `history.snapshot-broken`
 */
export function decodeSnapshot(bytes: Uint8Array, hash?: string): MarketRecords {
  try {
    const plain = gunzipSync(bytes, { maxOutputLength: UNPACKED_LIMIT });
    if (hash !== undefined && sha256(plain) !== hash) throw new RangeError('its content has another hash');
    return decodePlain(plain);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('history.snapshot-broken', { key: hash ?? '', reason: reason.slice(0, 200) }, { cause });
  }
}

function decodePlain(plain: Uint8Array): MarketRecords {
  // A copy of its own begins at an aligned address, which the columns need.
  const buffer = plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.byteLength);
  const headerLength = new DataView(buffer).getUint32(0, true);
  const text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(buffer, 4, headerLength));
  const header = Header.parse(JSON.parse(text));
  let at = 4 + headerLength;
  const doubles = () => {
    const column = new Float64Array(buffer, at, header.rows);
    at += column.byteLength;
    return column;
  };
  const integers = () => {
    const column = new Int32Array(buffer, at, header.rows);
    at += column.byteLength;
    return column;
  };
  const columns = header.metrics.map((metric): [DailyMetric, Float64Array] => [metric, doubles()]);
  const films = integers();
  const dates = integers();
  const showDates = header.hasShowDates ? integers() : undefined;

  const filmIds = [...header.films.map(({ filmId }) => filmId), ...header.otherFilms];
  const rows: DailyRow[] = [];
  for (let i = 0; i < header.rows; i++) {
    const filmId = filmIds[films[i] ?? -1];
    const date = dates[i];
    const showDate = showDates?.[i] ?? NO_DAY;
    if (filmId === undefined || date === undefined) throw new RangeError(`row ${i} belongs to no film`);
    const values: Partial<Record<DailyMetric, number>> = {};
    for (const [metric, column] of columns) {
      const value = column[i];
      if (value !== undefined && !Number.isNaN(value)) values[metric] = value;
    }
    rows.push(showDate === NO_DAY ? { filmId, date, values } : { filmId, date, showDate, values });
  }
  return { market: header.market, films: header.films, rows };
}

function encodeHeader(json: string): readonly Uint8Array[] {
  const text = new TextEncoder().encode(json);
  const padding = (ALIGNMENT - ((4 + text.length) % ALIGNMENT)) % ALIGNMENT;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length + padding, true);
  return [length, text, new Uint8Array(padding).fill(' '.charCodeAt(0))];
}

function bytesOf(column: Float64Array | Int32Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}
