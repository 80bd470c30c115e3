import type { Day } from '../../film/day.ts';
import type { DailyRow, Film } from '../../film/film.ts';
import type { Finding } from '../finding.ts';
import { presaleFindings, toFinding } from '../presaleFindings.ts';
import { type DailyNorms, presaleMetric } from './dailyNorms.ts';
import { markJumps } from './markJumps.ts';
import { type OddDay, oddDays, showDatesOf } from './oddDays.ts';

/** A jump below this part of the level changes nothing that matters. */
const LEAST_JUMP = 0.05;
/** More than this part of what is held comes back in one day only when it had been bought to be given back. */
const REFUND_BURST = 0.05;
/** A day that holds less than this part of what came back explains nothing of it. */
const LEAST_PART = 0.01;

/**
 * Presale of days that neither the film's other days nor its search support, and refunds that are larger than sales. Of a
 * spike only what is beyond the limit is taken off: the rest, some honest film has reached.
 */
export function unsupportedPresale(film: Film, rows: readonly DailyRow[], norms: DailyNorms): readonly Finding[] {
  const metric = presaleMetric(rows);
  return showDatesOf(rows).flatMap((showDate) => {
    const days = oddDays(film, rows, metric, showDate);
    const sold = rows
      .filter((row) => row.showDate === showDate)
      .map(({ date, values }) => ({ date, sold: values[metric] ?? 0 }));
    const heldBefore = (day: Day) => sold.reduce((sum, one) => sum + (one.date < day ? one.sold : 0), 0);
    const returned = returnedPresale(film, days, showDate, heldBefore);
    const known = new Set(returned.map(({ day }) => day));
    const spikes = days.filter(
      ({ row, value, expected }) => !known.has(row.date) && value > expected * Math.exp(norms.presale),
    );
    return [...returned, ...spikes.flatMap((day) => spikeOf(film, day, showDate, norms.presale))];
  });
}

function spikeOf({ filmId }: Film, { row, value, expected }: OddDay, showDate: Day | undefined, limit: number) {
  const evidence = { value, expected, times: value / expected, limit: Math.exp(limit) };
  const about = { filmId, day: row.date, showDate, rule: 'unsupported-presale', detail: 'daily', evidence } as const;
  return presaleFindings(row, { ...about, share: 1 - (expected * Math.exp(limit)) / value });
}

/**
 * More given back than sold: as much as was to be sold on that day beside it had been bought before, on the days that stand
 * out most.
 */
function returnedPresale(
  { filmId }: Film,
  days: readonly OddDay[],
  showDate: Day | undefined,
  heldBefore: (day: Day) => number,
): readonly Finding[] {
  const left = new Map(days.map((day) => [day, Math.max(0, day.value - day.expected)]));
  return days.flatMap((burst): readonly Finding[] => {
    const held = heldBefore(burst.row.date);
    if (burst.value >= 0 || -burst.value < REFUND_BURST * held) return [];
    const wanted = burst.expected - burst.value;
    const found: Finding[] = [];
    let tickets = 0;
    const before = days.filter(({ row }) => row.date < burst.row.date);
    for (const day of before.sort((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0))) {
      const part = Math.min(left.get(day) ?? 0, wanted - tickets);
      if (part <= LEAST_PART * wanted) break;
      tickets += part;
      left.set(day, (left.get(day) ?? 0) - part);
      const evidence = { tickets: part, share: part / day.value };
      const about = {
        filmId,
        day: day.row.date,
        showDate,
        rule: 'returned-tickets',
        detail: 'daily',
        evidence,
      } as const;
      found.push(...presaleFindings(day.row, { ...about, share: part / day.value }));
    }
    if (tickets === 0) return [];
    const evidence = { tickets, usual: 0 };
    const about = { filmId, day: burst.row.date, showDate, rule: 'refund-burst', detail: 'daily', evidence } as const;
    return [...found, ...presaleFindings(burst.row, { ...about, share: tickets / burst.value })];
  });
}

/** Heat of days before release that neither other days nor search support. */
export function heatSpikes(film: Film, rows: readonly DailyRow[], { heat }: DailyNorms): readonly Finding[] {
  return oddDays(film, rows, 'social_heat')
    .filter(({ value, expected }) => value > expected * Math.exp(heat))
    .map(({ row, value, expected }) => {
      const evidence = { value, expected, times: value / expected, limit: Math.exp(heat) };
      const about = { filmId: film.filmId, day: row.date, showDate: undefined, evidence } as const;
      return toFinding('social_heat', value, value - expected * Math.exp(heat), {
        ...about,
        rule: 'heat-spike',
        detail: 'daily',
      });
    });
}

/**
 * Marks that came at once, on the day on which they came and on every day after it.
 * @param unjudged rows of later days, in which no jump is looked for
 */
export function wantToSeeJumps(
  film: Film,
  rows: readonly DailyRow[],
  { marks }: DailyNorms,
  unjudged: readonly DailyRow[] = [],
): readonly Finding[] {
  const { filmId, releaseDate } = film;
  const jumps = markJumps(film, rows).filter(
    ({ level, jump, usual }) => jump > usual * Math.exp(marks) && jump - usual > LEAST_JUMP * level,
  );
  return jumps.flatMap(({ row, jump, usual }) => {
    const evidence = { jump, usual, since: row.date };
    return [...rows, ...unjudged].flatMap(({ date, values: { want_to_see: raw } }) => {
      if (raw === undefined || Number.isNaN(raw) || date < row.date || date >= releaseDate) return [];
      const about = {
        filmId,
        day: date,
        showDate: undefined,
        rule: 'want-to-see-jump',
        detail: 'daily',
        evidence,
      } as const;
      return [toFinding('want_to_see', raw, Math.round(jump - usual), about)];
    });
  });
}
