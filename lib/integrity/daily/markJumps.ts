import type { DailyRow, Film } from '../../film/film.ts';
import { median } from '../../stats/median.ts';

/** How many people marked the film on one day, and how many were to be expected. */
export interface MarkJump {
  readonly row: DailyRow;
  /** Level at the end of the day. */
  readonly level: number;
  readonly jump: number;
  readonly usual: number;
}

const NEIGHBOURS = 3;
const FEWEST = 3;

/** The days on which want-to-see grew, each against the median of the days about it. */
export function markJumps({ releaseDate }: Pick<Film, 'releaseDate'>, rows: readonly DailyRow[]): readonly MarkJump[] {
  const levels = rows
    .flatMap((row) => {
      const level = row.values.want_to_see;
      return level !== undefined && !Number.isNaN(level) && row.date < releaseDate ? [{ row, level }] : [];
    })
    .sort((a, b) => a.row.date - b.row.date);
  const growth = levels.slice(1).map(({ row, level }, i) => ({
    ...{ row, level },
    jump: (level - (levels[i]?.level ?? 0)) / Math.max(1, row.date - (levels[i]?.row.date ?? 0)),
  }));
  return growth.flatMap((day, i) => {
    const near = growth.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1).filter((other) => other !== day);
    if (near.length < FEWEST) return [];
    return [{ ...day, usual: Math.max(0, median(near.map(({ jump }) => jump))) }];
  });
}
