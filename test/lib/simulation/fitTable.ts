import { banked, type FilmRun, weekOf } from './filmRuns.ts';

/** What of a market is compared with the simulated one; every value in natural logs. */
export const FIT_MEASURES: readonly {
  readonly id: string;
  readonly en: string;
  readonly zh: string;
  readonly of: (run: FilmRun) => number;
}[] = [
  { id: 'total', en: 'Total', zh: '总票房', of: ({ total }) => Math.log(total) },
  { id: 'opening', en: 'First day', zh: '首日', of: ({ days }) => Math.log(days[0] as number) },
  { id: 'over-1', en: 'Total / first day', zh: '总票房 / 首日', of: (run) => Math.log(run.total / banked(run, 1)) },
  { id: 'over-3', en: 'Total / three days', zh: '总票房 / 前三日', of: (run) => Math.log(run.total / banked(run, 3)) },
  { id: 'over-7', en: 'Total / first week', zh: '总票房 / 首周', of: (run) => Math.log(run.total / banked(run, 7)) },
  {
    id: 'day-2',
    en: 'Second / first day',
    zh: '次日 / 首日',
    of: ({ days }) => Math.log((days[1] as number) / (days[0] as number)),
  },
  ...[1, 2, 3, 4].map((week) => ({
    id: `week-${week + 1}`,
    en: `Week ${week + 1} / week ${week}`,
    zh: `第${week + 1}周 / 第${week}周`,
    of: (run: FilmRun) => Math.log(weekOf(run, week) / weekOf(run, week - 1)),
  })),
];

export const FIT_LEVELS: readonly number[] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/** Quantiles of a measure over films, by linear interpolation; unknown values are left out. */
export function fitQuantiles(runs: readonly FilmRun[], of: (run: FilmRun) => number): readonly number[] {
  const values = Float64Array.from(runs, of).filter(Number.isFinite).sort();
  return FIT_LEVELS.map((level) => {
    const at = level * (values.length - 1);
    const low = values[Math.floor(at)] ?? Number.NaN;
    return low + (at % 1) * ((values[Math.ceil(at)] ?? Number.NaN) - low);
  });
}
