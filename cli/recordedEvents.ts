import { AppError } from '../lib/errors/appError.ts';
import type { HistoryFile } from '../lib/history/historyFile.ts';
import { unpack } from '../lib/history/unpack.ts';

import { readEventLines } from '../lib/replay/readEventLines.ts';
import { announceFilm, readHistoryEvents } from '../lib/replay/readHistoryEvents.ts';
import { isReservations, readReservations, readReservedFilms } from '../lib/replay/readReservations.ts';
import type { SignalEventMessage } from '../lib/signals/parseSignalEvent.ts';
import { checkHistory, kindOf, noteIssues, readUserFile } from './historyFiles.ts';
import type { Terminal } from './terminal.ts';

const HOUR = 3_600_000;

/**
 * The events that files hold: recorded ones, reservations with the films they are of, or daily history with its films.
 * @param files whole paths
 * @throws AppError `cli.file-unreadable`, `replay.…`, or why a history file was refused
 */
export async function readRecordedEvents(
  files: readonly string[],
  terminal: Terminal,
): Promise<readonly SignalEventMessage[]> {
  const read = await Promise.all(files.map(readUserFile));
  const texts = read.map((file) => ({ file, text: new TextDecoder().decode(unpack(file.body)) }));
  const header = (text: string) => text.slice(0, 16_384).split('\n', 1)[0] ?? '';
  const boards = texts.filter(({ text }) => isReservations(header(text)));
  const lines = texts.filter(({ text }) => text.trimStart().startsWith('{'));
  const tables = texts.filter((own) => !boards.includes(own) && !lines.includes(own));
  const recorded = lines.flatMap(({ text }) => readEventLines(text));
  if (boards.length > 0) {
    const readings = boards.flatMap(({ text }) => readReservations(text));
    const first = readings.reduce((least, { observedAt }) => Math.min(least, Date.parse(observedAt)), Infinity);
    const announced = new Date((Number.isFinite(first) ? first : 0) - HOUR).toISOString();
    return [...recorded, ...tables.flatMap(({ text }) => readReservedFilms(text, announced)), ...readings];
  }
  if (tables.length === 0) return recorded;
  return [
    ...recorded,
    ...(await historyEvents(
      tables.map(({ file }) => file),
      terminal,
    )),
  ];
}

async function historyEvents(
  files: readonly HistoryFile[],
  terminal: Terminal,
): Promise<readonly SignalEventMessage[]> {
  const of = (kind: 'films' | 'daily') => files.filter((file) => kindOf(file) === kind);
  const films = of('films');
  if (films.length === 0) throw new AppError('replay.file-kind', { file: files[0]?.name ?? '' });
  const checked = await checkHistory(films, of('daily'), Date.now(), terminal);
  noteIssues(checked, terminal);
  const rowsOf = Map.groupBy(checked.rows, ({ filmId }) => filmId);
  return checked.films.flatMap((film) => {
    const rows = rowsOf.get(film.filmId) ?? [];
    const first = rows.reduce((least, { date }) => Math.min(least, date), film.releaseDate);
    return [...announceFilm(film, first - 1), ...readHistoryEvents(film, rows)];
  });
}
