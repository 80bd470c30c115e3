import type { Day } from '../../film/day.ts';
import type { DailyRow, Film } from '../../film/film.ts';
import { quantile } from '../../stats/quantile.ts';
import { markJumps } from './markJumps.ts';
import { oddDays, presaleMetricOf, type SpikeMetric, showDatesOf } from './oddDays.ts';

/** How far days of honest films stand out, as logs of a value over what was expected. */
export interface DailyNorms {
  readonly presale: number;
  readonly heat: number;
  readonly marks: number;
}

/** One day in so many goes beyond the limit; a jump of marks is doubted on every day after it too. */
const ONE_IN: DailyNorms = { presale: 2000, heat: 300, marks: 250 };
const FEWEST_DAYS = 200;

/** What is believed of a market of which nothing is known: days up to eight times, heat four, marks four as expected. */
export const NO_DAILY_NORMS: DailyNorms = { presale: Math.log(8), heat: Math.log(4), marks: Math.log(4) };

/** How far the known days of one film stand out: logs of a value over what was expected, by metric. */
export interface DayResiduals {
  readonly presale: readonly number[];
  readonly heat: readonly number[];
  readonly marks: readonly number[];
}

/** @param rows of the film, in any order; all of them count */
export function dayResiduals(film: Pick<Film, 'releaseDate'>, rows: readonly DailyRow[]): DayResiduals {
  const metric = presaleMetric(rows);
  return {
    presale: showDatesOf(rows).flatMap((showDate) => logsOf(film, rows, metric, showDate)),
    heat: logsOf(film, rows, 'social_heat', undefined),
    marks: markJumps(film, rows).flatMap(({ jump, usual }) => (jump > 0 && usual > 0 ? [Math.log(jump / usual)] : [])),
  };
}

/**
 * How far days stand out among films: the limit of a metric is a high quantile of all their days, so that what such films
 * bought makes it more lenient, never stricter.
 */
export function normsOf(films: readonly DayResiduals[]): DailyNorms {
  const limit = (metric: keyof DailyNorms) => {
    const logs = films.flatMap((film) => film[metric]);
    return logs.length < FEWEST_DAYS ? NO_DAILY_NORMS[metric] : quantile(logs, 1 - 1 / ONE_IN[metric]);
  };
  return { presale: limit('presale'), heat: limit('heat'), marks: limit('marks') };
}

/**
 * Learns how far days stand out among earlier films.
 * @param films with their rows known before `today`
 */
export function fitDailyNorms(
  films: Iterable<{ readonly film: Film; readonly rows: readonly DailyRow[] }>,
  today: Day,
): DailyNorms {
  const known = [...films].map(({ film, rows }) =>
    dayResiduals(
      film,
      rows.filter(({ date }) => date < today),
    ),
  );
  return normsOf(known);
}

/** The metric that tells how much of a film was sold ahead. */
export function presaleMetric(rows: readonly DailyRow[]): 'presale_tickets' | 'presale_gross' {
  return rows.some(({ values }) => presaleMetricOf(values) === 'presale_tickets') ? 'presale_tickets' : 'presale_gross';
}

function logsOf(
  film: Pick<Film, 'releaseDate'>,
  rows: readonly DailyRow[],
  metric: SpikeMetric,
  showDate: Day | undefined,
) {
  return oddDays(film, rows, metric, showDate).flatMap(({ value, expected }) =>
    value > 0 ? [Math.log(value / expected)] : [],
  );
}
