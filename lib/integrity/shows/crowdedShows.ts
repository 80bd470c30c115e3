import type { ShowBook } from '../showBook.ts';

/** Minutes that a hall needs at least between the end of a film and the beginning of the next. */
const CLEANING = 5;

/** Shows that begin before the film before them in the same hall can have ended, or that are begun upon so. */
export function crowdedShows(book: ShowBook, onSale: readonly number[]): ReadonlySet<number> {
  const { shows, runtimeMin } = book;
  const place = (show: number) => `${shows.showDate[show]} ${shows.cinema[show]} ${shows.hall[show]}`;
  const crowded = new Set<number>();
  for (const own of Map.groupBy(onSale, place).values()) {
    own.sort((a, b) => (shows.start[a] as number) - (shows.start[b] as number) || a - b);
    for (let i = 1; i < own.length; i++) {
      const [before, after] = [own[i - 1] as number, own[i] as number];
      if ((shows.start[after] as number) - (shows.start[before] as number) >= runtimeMin + CLEANING) continue;
      crowded.add(before).add(after);
    }
  }
  return crowded;
}
