import type { DailyRow } from '../film/film.ts';

/**
 * What signals add to the files of one film. A file is what was settled after the day: where it states a measure of a
 * day, the signals of that measure and day give way; until it does, they stand.
 * @returns the rows of signals, less what gives way
 */
export function addedBySignals(filed: readonly DailyRow[], live: readonly DailyRow[]): readonly DailyRow[] {
  if (filed.length === 0) return live;
  const settled = new Set(
    filed.flatMap(({ date, values }) => Object.keys(values).map((metric) => `${date} ${metric}`)),
  );
  return live.flatMap((row): DailyRow[] => {
    const values = Object.entries(row.values).filter(([metric]) => !settled.has(`${row.date} ${metric}`));
    return values.length === 0 ? [] : [{ ...row, values: Object.fromEntries(values) }];
  });
}
