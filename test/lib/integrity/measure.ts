import { startOfDay } from '../../../lib/calendar/zone.ts';
import type { Day } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { assessIntegrity, type IntegrityNorms } from '../../../lib/integrity/assessIntegrity.ts';
import { fitDailyNorms } from '../../../lib/integrity/daily/dailyNorms.ts';
import { fitShowNorms } from '../../../lib/integrity/shows/showNorms.ts';
import { drawsOf } from '../../../lib/simulation/draw.ts';
import type { SimulatedMarket } from '../../../lib/simulation/simulatedMarket.ts';
import { type ShownFilmsOptions, type ShownWorldFilm, shownFilms } from '../simulation/shows/shownFilms.ts';
import { rowsByFilm, yearOfFilms } from '../simulation/worlds.ts';

/** Worlds that norms are learnt from; the rules were tuned on 101 to 126 and are judged on others. */
const NORM_SEEDS = [7, 8, 9] as const;
const NORM_SHOWS = 2_500;
const LATER = Number.MAX_SAFE_INTEGER;

/** What is usual in simulated years that nothing else is measured on, whatever their films bought among it. */
export function simulatedNorms(market: SimulatedMarket): IntegrityNorms {
  function* books() {
    const [seed] = NORM_SEEDS;
    for (const { shows } of shownFilms(market, seed, { worth: 'market', mostShows: NORM_SHOWS })) yield shows.book;
  }
  const years = NORM_SEEDS.map((seed) => yearOfFilms(market, seed));
  const films = years.flatMap((world) => {
    const rowsOf = rowsByFilm(world);
    return world.films.map((film) => ({ film, rows: rowsOf.get(film.filmId) ?? [] }));
  });
  return { daily: fitDailyNorms(films, LATER), shows: fitShowNorms(books(), LATER) };
}

/** Presale of one film on one day of sale, with what was bought and what was found. */
export interface MeasuredDay {
  readonly style: string;
  /** Bought tickets were given back on this day. */
  readonly back: boolean;
  /** Bought (or given back) tickets over all that were sold. */
  readonly worth: number;
  readonly trueTickets: number;
  readonly fakeTickets: number;
  readonly found: boolean;
  /** |observed − true| tickets, of rows as they are and of cleaned ones. */
  readonly rawError: number;
  readonly cleanedError: number;
}

export interface Measured {
  readonly shows: readonly MeasuredDay[];
  readonly daily: readonly MeasuredDay[];
}

/** Looks at films with their single shows, and once more at their daily rows alone, as on the eve of release. */
export function measure(
  market: SimulatedMarket,
  seeds: readonly number[],
  norms: IntegrityNorms,
  options: ShownFilmsOptions,
): Measured {
  const shows: MeasuredDay[] = [];
  const daily: MeasuredDay[] = [];
  for (const seed of seeds) {
    for (const one of shownFilms(market, seed, options)) {
      const asOf = startOfDay(one.film.releaseDate + 3, market);
      const { film, allRows } = one;
      const rows = allRows.filter(({ values }) => values.gross === undefined);
      const about = { film, rows, norms, asOf };
      shows.push(...daysOf(one, assessIntegrity({ ...about, book: one.shows.book })));
      daily.push(...daysOf(one, assessIntegrity(about)));
    }
  }
  return { shows, daily };
}

function daysOf(
  { sales, shows }: ShownWorldFilm,
  { findings, cleaned }: ReturnType<typeof assessIntegrity>,
): readonly MeasuredDay[] {
  const found = new Set(findings.filter(({ metric }) => metric === 'presale_tickets').map(({ day }) => day));
  const cleanedOf = new Map(cleaned.map((row) => [`${row.date} ${row.showDate}`, row.values.presale_tickets ?? 0]));
  const days = new Map<Day, { sold: number; bought: number; rawError: number; cleanedError: number }>();
  for (const { showDay, days: own } of sales) {
    for (const { day, trueTickets, fakeTickets } of own) {
      const sum = days.get(day) ?? { sold: 0, bought: 0, rawError: 0, cleanedError: 0 };
      sum.sold += trueTickets;
      sum.bought += fakeTickets;
      sum.rawError += Math.abs(fakeTickets);
      sum.cleanedError += Math.abs((cleanedOf.get(`${day} ${showDay}`) ?? 0) - trueTickets);
      days.set(day, sum);
    }
  }
  return Array.from(days, ([day, { sold, bought, rawError, cleanedError }]) => ({
    style: shows.styles[0] ?? 'none',
    back: bought < 0,
    worth: bought === 0 ? 0 : Math.abs(bought) / (Math.max(0, sold) + Math.abs(bought)),
    ...{ trueTickets: sold, fakeTickets: bought, found: found.has(day), rawError, cleanedError },
  }));
}

export interface Score {
  readonly days: number;
  readonly recall: number;
  readonly honestDays: number;
  readonly falsePositives: number;
  /** Part of |observed − true| that cleaning takes away, over all days, honest ones included. */
  readonly distortionCut: number;
}

/** @param least worth of what counts; 5 % as the goal says */
export function scoreOf(days: readonly MeasuredDay[], least = 0.05): Score {
  const fake = days.filter(({ worth }) => worth >= least);
  const honest = days.filter(({ fakeTickets }) => fakeTickets === 0);
  const sum = (of: (day: MeasuredDay) => number) => days.reduce((all, day) => all + of(day), 0);
  const share = (own: readonly MeasuredDay[]) => own.filter(({ found }) => found).length / own.length;
  return {
    days: fake.length,
    recall: share(fake),
    honestDays: honest.length,
    falsePositives: share(honest),
    distortionCut: 1 - sum(({ cleanedError }) => cleanedError) / sum(({ rawError }) => rawError),
  };
}

const [LEAST_WORTH, MOST_WORTH] = [0.02, 0.7];

/** Half of the films buy nothing, the others a share of their days' presale drawn evenly in logs from 2 % to 70 %. */
export function drawnWorth(seed: number): (filmId: string) => number {
  return (filmId) => {
    const draw = drawsOf(seed, `${filmId}/worth`);
    return draw.chance(0.5) ? 0 : Math.exp(draw.between(Math.log(LEAST_WORTH), Math.log(MOST_WORTH)));
  };
}

/** A film's own rows, and the truth of what was bought of its heat and marks. */
export interface AttentionFilm {
  readonly film: Film;
  readonly rows: readonly DailyRow[];
  readonly bought: ReadonlyMap<Day, { readonly wantToSee: number; readonly heat: number }>;
}

/** Films of simulated years as their markets show them. */
export function attentionFilms(market: SimulatedMarket, seeds: readonly number[]): readonly AttentionFilm[] {
  return seeds.flatMap((seed) => {
    const world = yearOfFilms(market, seed);
    const rowsOf = rowsByFilm(world);
    return world.films.map((film, i) => ({
      film,
      rows: rowsOf.get(film.filmId) ?? [],
      bought: new Map(world.truth[i]?.fakeAttention.map(({ day, ...amounts }) => [day, amounts])),
    }));
  });
}
