import { dayOfDate, yearOf } from '../../../lib/calendar/gregorian.ts';
import { median } from '../../../lib/stats/median.ts';
import { catalogueTable } from './catalogueTable.ts';
import { banked, type FilmRun } from './filmRuns.ts';
import { plainRidge } from './plainRidge.ts';

/** How wrong one method was. */
export interface Errors {
  readonly films: number;
  /** Root mean square of ln(forecast / actual). */
  readonly logRmse: number;
  /** Median of |forecast / actual - 1|. */
  readonly medianApe: number;
}

/** Years of release that are forecast, both inclusive; every year by the films that had matured on its first day. */
export interface TestYears {
  readonly from: number;
  readonly to: number;
}

const MATURITY_DAYS = 120;

/** The median of total over money so far, applied to the money of the first `days` days and previews. */
export function multiplierErrors(runs: readonly FilmRun[], days: number, years: TestYears): Errors {
  return errorsOf(runs, years, (known, asked) => {
    const ratio = median(
      known.map((run) => Math.log(run.total / banked(run, days))).filter((value) => Number.isFinite(value)),
    );
    return asked.map((run) => ratio + Math.log(banked(run, days)));
  });
}

/**
 * Ridge on what the catalogue says, with booked theatres or without; and on further numbers a film, which is how an
 * oracle that knows more than a catalogue is measured.
 */
export function catalogueErrors(
  runs: readonly FilmRun[],
  years: TestYears,
  options: { readonly theaters: boolean; readonly extra?: (run: FilmRun) => readonly number[] },
): Errors {
  const table = catalogueTable(runs, options);
  const rowOf = new Map(
    runs.map((run, i) => [run, Float64Array.from([...(options.extra?.(run) ?? []), ...(table[i] ?? [])])]),
  );
  const rows = (films: readonly FilmRun[]) => films.map((run) => rowOf.get(run) ?? new Float64Array());
  return errorsOf(runs, years, (known, asked) =>
    plainRidge(
      rows(known),
      known.map(({ total }) => Math.log(total)),
      rows(asked),
    ),
  );
}

/** @param forecast logs of totals of `asked`, by films whose totals were known then */
function errorsOf(
  runs: readonly FilmRun[],
  { from, to }: TestYears,
  forecast: (known: readonly FilmRun[], asked: readonly FilmRun[]) => readonly number[],
): Errors {
  const misses: number[] = [];
  for (let year = from; year <= to; year++) {
    const known = runs.filter(({ release }) => release + MATURITY_DAYS <= dayOfDate(year, 1, 1));
    const asked = runs.filter(({ release }) => yearOf(release) === year);
    forecast(known, asked).forEach((log, i) => {
      const miss = log - Math.log((asked[i] as FilmRun).total);
      if (Number.isFinite(miss)) misses.push(miss);
    });
  }
  return {
    films: misses.length,
    logRmse: Math.sqrt(misses.reduce((sum, miss) => sum + miss ** 2, 0) / misses.length),
    medianApe: median(misses.map((miss) => Math.abs(Math.exp(miss) - 1))),
  };
}
