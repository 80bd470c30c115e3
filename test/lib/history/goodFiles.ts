import { formatDay, parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';

/** The moment at which the test files are read: noon of 2 March 2026 in China, the small hours in the US. */
export const NOW = Date.parse('2026-03-02T04:00:00Z');

export interface GoodFiles {
  readonly films: readonly Film[];
  readonly rows: readonly DailyRow[];
  /** Header first; every cell plain. */
  readonly filmLines: readonly string[];
  readonly dailyLines: readonly string[];
}

/** Two small files without a fault: films of both markets and some days of each. */
export function goodFiles(filmCount: number, daysPerFilm: number): GoodFiles {
  const films: Film[] = [];
  const rows: DailyRow[] = [];
  const filmLines = ['film_id,title,market,release_date,final_gross,currency,genres,runtime_min'];
  const dailyLines = ['film_id,date,gross,screening_share,presale_gross,want_to_see'];
  for (let i = 0; i < filmCount; i++) {
    const market = i % 2 === 0 ? 'US' : 'CN';
    const currency = i % 2 === 0 ? 'USD' : 'CNY';
    const releaseDate = parseDay('2025-10-01') + 3 * i;
    const [filmId, title] = [`film-${i}`, i % 2 === 0 ? `Title number ${i}` : `片名${i}`];
    const genres = ['Drama', '喜剧'];
    const finalGross = 100 * (5_000_000 + i);
    films.push({
      ...{ filmId, title, market, releaseDate, currency, genres, directors: [], cast: [] },
      runtimeMin: 90 + i,
      finalGross,
    });
    filmLines.push(
      `${filmId},${title},${market},${formatDay(releaseDate)},${finalGross / 100},${currency},Drama|喜剧,${90 + i}`,
    );
    for (let day = -1; day < daysPerFilm - 1; day++) {
      const date = releaseDate + day;
      const [gross, share, presale, want] = [100_000 + 7 * day + i, 0.125, 250.5, 1_000 + day];
      const values = { gross: gross * 100, screening_share: share, presale_gross: presale * 100, want_to_see: want };
      rows.push({ filmId, date, values });
      dailyLines.push(`${filmId},${formatDay(date)},${gross},${share},${presale},${want}`);
    }
  }
  return { films, rows, filmLines, dailyLines };
}
