import type { Day } from '../../film/day.ts';
import type { PlannedShow } from './timetable.ts';

/** How the seats of a batch are chosen: as people do, row after row from the front, or by a script's list (2, 3 …). */
export type Manner = number;
export const AS_PEOPLE: Manner = 0;
export const ROW_BY_ROW: Manner = 1;
export const FIRST_SCRIPT: Manner = 2;

/** Tickets of one show that change hands together. */
export interface Batch {
  readonly show: number;
  readonly day: Day;
  /** Negative when they are given back. */
  readonly count: number;
  readonly manner: Manner;
  readonly bought: boolean;
  /** The batch whose tickets are given back. */
  readonly of: Batch | undefined;
  /** Of a sale, not given back. */
  kept: number;
}

/** Sells the seats that there are. */
export interface BoxOffice {
  readonly batches: readonly Batch[];
  free(show: number): number;
  /** Sells as many of `count` seats as the show has, in one batch; @returns how many */
  sell(show: number, day: Day, count: number, how: { readonly manner: Manner; readonly bought: boolean }): number;
  giveBack(batch: Batch, day: Day, count: number): void;
}

export function openBoxOffice(shows: readonly PlannedShow[]): BoxOffice {
  const free = Int32Array.from(shows, ({ rows, places }) => rows * places);
  const batches: Batch[] = [];
  return {
    batches,
    free: (show) => free[show] ?? 0,
    sell(show, day, count, { manner, bought }) {
      const sold = Math.min(count, free[show] ?? 0);
      if (sold <= 0) return 0;
      free[show] = (free[show] as number) - sold;
      batches.push({ show, day, count: sold, manner, bought, of: undefined, kept: sold });
      return sold;
    },
    giveBack(batch, day, count) {
      const { show, manner, bought } = batch;
      batch.kept -= count;
      free[show] = (free[show] as number) + count;
      batches.push({ show, day, count: -count, manner, bought, of: batch, kept: 0 });
    },
  };
}
