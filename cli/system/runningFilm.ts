import { parse } from 'csv-parse/sync';
import type { HistoryFile } from '../../lib/history/historyFile.ts';
import { unpack } from '../../lib/history/unpack.ts';
import { kindOf } from '../historyFiles.ts';

/** A film of the files to show a forecast of: the latest release whose total is still open, else the latest release. */
export function runningFilm(files: readonly HistoryFile[]): string | undefined {
  const films = files.filter((file) => kindOf(file) === 'films').flatMap(readFilms);
  const latest = (own: readonly FilmCells[]) =>
    own.toSorted((a, b) => a.release_date.localeCompare(b.release_date)).at(-1)?.film_id;
  return latest(films.filter(({ final_gross }) => final_gross === '')) ?? latest(films);
}

interface FilmCells {
  readonly film_id: string;
  readonly release_date: string;
  readonly final_gross: string;
}

function readFilms({ body }: HistoryFile): readonly FilmCells[] {
  return parse(Buffer.from(unpack(body)), {
    columns: true,
    bom: true,
    relax_column_count: true,
    skip_records_with_error: true,
  });
}
