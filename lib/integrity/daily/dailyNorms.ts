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

/**
 * Learns how far days stand out among earlier films: the limit of a metric is a high quantile of all their days, so that
 * what such films bought makes it more lenient, never stricter.
 * @param films with their rows known before `today`
 */
export function fitDailyNorms(
  films: Iterable<{ readonly film: Film; readonly rows: readonly DailyRow[] }>,
  today: Day,
): DailyNorms {
  const presale: number[] = [];
  const heat: number[] = [];
  const marks: number[] = [];
  for (const { film, rows } of films) {
    const known = rows.filter(({ date }) => date < today);
    for (const showDate of showDatesOf(known)) presale.push(...logsOf(film, known, presaleMetric(known), showDate));
    heat.push(...logsOf(film, known, 'social_heat', undefined));
    for (const { jump, usual } of markJumps(film, known)) if (jump > 0 && usual > 0) marks.push(Math.log(jump / usual));
  }
  const limit = (logs: readonly number[], none: number, oneIn: number) =>
    logs.length < FEWEST_DAYS ? none : quantile(logs, 1 - 1 / oneIn);
  return {
    presale: limit(presale, NO_DAILY_NORMS.presale, ONE_IN.presale),
    heat: limit(heat, NO_DAILY_NORMS.heat, ONE_IN.heat),
    marks: limit(marks, NO_DAILY_NORMS.marks, ONE_IN.marks),
  };
}

/** The metric that tells how much of a film was sold ahead. */
export function presaleMetric(rows: readonly DailyRow[]): 'presale_tickets' | 'presale_gross' {
  return rows.some(({ values }) => presaleMetricOf(values) === 'presale_tickets') ? 'presale_tickets' : 'presale_gross';
}

function logsOf(film: Film, rows: readonly DailyRow[], metric: SpikeMetric, showDate: Day | undefined) {
  return oddDays(film, rows, metric, showDate).flatMap(({ value, expected }) =>
    value > 0 ? [Math.log(value / expected)] : [],
  );
}
