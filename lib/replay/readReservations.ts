import { parse } from 'csv-parse/sync';
import { AppError } from '../errors/appError.ts';
import { sha256 } from '../provenance/sha256.ts';
import type { SignalEventMessage } from '../signals/parseSignalEvent.ts';

const SOURCE = 'kobis-reservations';

/** Columns of readings, what they are of, and how they follow one another. */
const READINGS = [
  // what is sold for days to come: it falls as those days are played
  { column: 'reserved_gross_krw', metric: 'presale_gross', kind: 'level', unit: 'minor' },
  { column: 'reserved_tickets', metric: 'presale_tickets', kind: 'level', unit: 'count' },
  { column: 'gross_to_date_krw', metric: 'gross', kind: 'cumulative', unit: 'minor' },
  { column: 'admissions_to_date', metric: 'admissions', kind: 'cumulative', unit: 'count' },
] as const;

/** Facts that a films file of reservations tells, and the events' names for them. */
const FACTS = [
  { column: 'title', field: 'title', read: (text: string) => text },
  { column: 'release_date', field: 'releaseDate', read: (text: string) => text },
  { column: 'genres', field: 'genres', read: (text: string) => text.split('|') },
  { column: 'directors', field: 'directors', read: (text: string) => text.split('|') },
  { column: 'runtime_min', field: 'runtimeMin', read: Number },
  { column: 'certificate', field: 'certificate', read: (text: string) => text },
] as const;

type Row = Readonly<Record<string, string>>;

/** Whether a header line is that of recorded reservations. */
export function isReservations(header: string): boolean {
  return header.includes('observed_at_kst') && header.includes('film_id');
}

/**
 * Readings of the Korean reservation board as events: each number a row has, none for what it lacks.
 * @param text CSV with film_id, observed_at_kst (wall clock of Seoul) and any of the columns of readings
 * @throws AppError `replay.row` with the line of a row that cannot be read
 */
export function readReservations(text: string): readonly SignalEventMessage[] {
  return rowsOf(text).flatMap((row, index) => {
    const filmId = row['film_id'] ?? '';
    const observedAt = seoul(row['observed_at_kst'] ?? '', index);
    return READINGS.flatMap(({ column, metric, kind, unit }): SignalEventMessage[] => {
      const written = row[column]?.trim() ?? '';
      if (written === '') return [];
      const value = Number(written);
      if (!Number.isSafeInteger(value)) throw new AppError('replay.row', { line: index + 2, column, value: written });
      const eventId = idOf([filmId, metric, observedAt, written]);
      return [{ eventId, filmId, market: 'KR', source: SOURCE, metric, kind, value, unit, observedAt }];
    });
  });
}

/**
 * What the board's films file says of each film, as changes of the catalogue from nothing.
 * @param observedAt ISO instant at which it was said
 */
export function readReservedFilms(text: string, observedAt: string): readonly SignalEventMessage[] {
  return rowsOf(text).flatMap((row) => {
    const filmId = row['film_id'] ?? '';
    return FACTS.flatMap(({ column, field, read }): SignalEventMessage[] => {
      const written = row[column]?.trim() ?? '';
      if (written === '') return [];
      const eventId = idOf([filmId, field, observedAt, written]);
      const identity = { eventId, filmId, market: 'KR', source: SOURCE, observedAt } as const;
      return [{ type: 'film.changed', ...identity, field, old: null, new: read(written) }];
    });
  });
}

function rowsOf(text: string): readonly Row[] {
  return parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Row[];
}

function seoul(written: string, index: number): string {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(written) ?? [];
  if (!day || !time) throw new AppError('replay.row', { line: index + 2, column: 'observed_at_kst', value: written });
  return `${day}T${time}:00+09:00`;
}

/** The same reading has the same id however often it is replayed. */
const idOf = (parts: readonly string[]) => `${SOURCE}-${sha256(parts.join('\n')).slice(0, 24)}`;
