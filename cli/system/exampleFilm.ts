import { parse } from 'csv-parse/sync';
import type { HistoryFile } from '../../lib/history/historyFile.ts';
import { unpack } from '../../lib/history/unpack.ts';
import { kindOf } from '../historyFiles.ts';

/** A forecast worth showing of the given files. */
export interface ExampleFilm {
  readonly filmId: string;
  readonly origin: string;
}

const KNOWN_DAYS = 3;
const MS_PER_DAY = 86_400_000;

/** The latest release of which the files hold three days, as of then; a film whose run is still open if there is one. */
export function exampleFilm(files: readonly HistoryFile[]): ExampleFilm | undefined {
  const lastDay = files.filter((file) => kindOf(file) === 'daily').map(latestDate);
  const until = Date.parse(lastDay.toSorted().at(-1) ?? '') - (KNOWN_DAYS - 1) * MS_PER_DAY;
  const films = files
    .filter((file) => kindOf(file) === 'films')
    .flatMap(readFilms)
    .filter((film) => Date.parse(film.release_date) <= until);
  const latest = (own: readonly FilmCells[]) =>
    own.toSorted((a, b) => a.release_date.localeCompare(b.release_date)).at(-1);
  const film = latest(films.filter(({ final_gross }) => !final_gross)) ?? latest(films);
  return film && { filmId: film.film_id, origin: `T+${KNOWN_DAYS}` };
}

interface FilmCells {
  readonly film_id: string;
  readonly release_date: string;
  readonly final_gross: string;
}

function readFilms({ body }: HistoryFile): readonly FilmCells[] {
  const options = { columns: true, bom: true, relax_column_count: true, skip_records_with_error: true } as const;
  return parse(Buffer.from(unpack(body)), options);
}

/** The latest date that occurs in a file; dates sort as text. */
function latestDate({ body }: HistoryFile): string {
  let latest = '';
  for (const [date] of new TextDecoder().decode(unpack(body)).matchAll(/\b\d{4}-\d{2}-\d{2}\b/g)) {
    if (date > latest) latest = date;
  }
  return latest;
}
