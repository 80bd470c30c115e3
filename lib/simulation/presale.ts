import { releaseWindowAt } from '../calendar/releaseWindow.ts';
import type { Day } from '../film/day.ts';
import { MARKETS } from '../film/market.ts';
import { calendarEffect } from './calendarEffect.ts';
import { type Draw, drawsOf } from './draw.ts';
import type { Fakes } from './fakes.ts';
import type { PresaleProfile } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';
import { PROFILES } from './profiles.ts';
import { weeklyFall } from './runPath.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** Tickets sold on one day for one day of showing: whole, and less what was given back that day. */
interface PresaleDay {
  readonly day: Day;
  readonly showDay: Day;
  /** Tickets of people who want to see the film. */
  readonly trueTickets: number;
  /** Bought tickets; negative on the day on which they are given back. */
  readonly fakeTickets: number;
  /** Shows on sale. */
  readonly shows: number;
}

/** Advance sales of the first days of a film. */
export interface Presale {
  /** By day of sale, then day of showing. */
  readonly days: readonly PresaleDay[];
  /** Share of the first day's expected demand that buys before it. */
  readonly share: number;
  /** Share of each of the first days' demand that buys before it. */
  readonly shares: readonly number[];
}

/** People in a show as cinemas plan it, and seats that it has. */
const PLANNED_AUDIENCE = 25;
const SEATS = 110;
const SHORTEST = 3;
const LONGEST = 45;

/**
 * Advance sales as the audience's wish beyond any surprise makes them: nothing here knows how the film will be received.
 * What is sold grows towards the day of showing at a pace of the film's own; fans rush on the first day of sale.
 * @param priceOf minor units a ticket costs on a day of showing
 */
export function sellAhead(
  market: SimulatedMarket,
  film: PlannedFilm,
  priceOf: (showDay: Day) => number,
  fakes: Fakes | undefined,
  seed: number,
): Presale {
  const { presale: profile, run } = PROFILES[market];
  const draw = drawsOf(seed, `${film.filmId}/presale`);
  const share = logistic(draw.normal(...profile.share) + profile.fans * (film.fans - USUAL_FANS));
  const habit = drawHabit(draw, market, film, profile);
  const cinemas = draw.normal(0, 0.2);
  const units = 10 ** MARKETS[market].minorDigits;
  const shares = profile.laterDays.map((part) => share * part);
  const days = shares.flatMap((part, later) => {
    const showDay = film.releaseDate + later;
    const settled = later === 0 ? film.front : (-weeklyFall(run, 0, film.size) * later) / 7;
    const demand = film.expectation + film.hidden + settled + calendarEffect(showDay, market);
    const admissions = (Math.exp(demand) * units) / priceOf(showDay);
    return sellShowDay(drawsOf(seed, `${film.filmId}/presale/${later}`), habit, {
      first: film.releaseDate - habit.opens,
      showDay,
      wanted: admissions * part,
      shows: (Math.exp(cinemas) * admissions) / PLANNED_AUDIENCE,
      fakes: later === 0 ? fakes?.tickets : undefined,
    });
  });
  return { days: days.sort((a, b) => a.day - b.day || a.showDay - b.showDay), share, shares };
}

/** How a film's audience buys ahead. */
interface Habit {
  /** Days before release on which sales open. */
  readonly opens: number;
  /** Log by which sales of a day fall short of those of the day after it. */
  readonly pace: number;
  /** Share that is bought on the first day of sale. */
  readonly rush: number;
  readonly dayNoise: number;
  readonly refunds: number;
}

function drawHabit(draw: Draw, market: SimulatedMarket, film: PlannedFilm, profile: PresaleProfile): Habit {
  const { premium, size } = profile.opensEarlier;
  const opens = Math.round(draw.normal(...profile.opens) + (film.premium ? premium : 0) + size * film.size);
  const window = releaseWindowAt(film.releaseDate, market)?.id ?? '';
  const pace =
    draw.normal(...profile.pace) +
    profile.paceByFans * (film.fans - USUAL_FANS) +
    (film.premium ? profile.paceByFormat : 0) +
    (profile.paceByWindow[window] ?? 0);
  return {
    opens: Math.max(SHORTEST, Math.min(LONGEST, opens)),
    pace: Math.exp(pace),
    rush: profile.rush * film.fans,
    dayNoise: profile.dayNoise,
    refunds: profile.refunds,
  };
}

interface ShowDaySale {
  /** First day of sale. */
  readonly first: Day;
  readonly showDay: Day;
  /** Tickets that would be sold ahead were no day out of the ordinary. */
  readonly wanted: number;
  /** Shows that cinemas mean to give. */
  readonly shows: number;
  readonly fakes: Fakes['tickets'] | undefined;
}

function sellShowDay(draw: Draw, habit: Habit, sale: ShowDaySale): readonly PresaleDay[] {
  const length = sale.showDay - sale.first;
  const weight = (before: number) => Math.exp(-habit.pace * (before - 1));
  let sum = 0;
  for (let before = 1; before <= length; before++) sum += weight(before);
  const days: PresaleDay[] = [];
  let kept = 0;
  let bought = 0;
  let shows = 0;
  for (let before = length; before >= 1; before--) {
    const part = ((1 - habit.rush) * weight(before)) / sum + (before === length ? habit.rush : 0);
    const sold = wholeTickets(draw, sale.wanted * part * Math.exp(draw.heavy(habit.dayNoise)));
    const back = wholeTickets(draw, kept * habit.refunds * Math.exp(draw.normal(0, 0.5)));
    const trueTickets = sold - Math.min(kept, back);
    const fakeTickets = fakesOf(sale, before, bought);
    kept += trueTickets;
    bought += fakeTickets;
    const ramp = Math.exp(-0.22 * (before - 1) + draw.normal(0, 0.1));
    // Cinemas never take a show off sale that has sold tickets, and never sell more seats than there are.
    shows = Math.max(shows, Math.ceil(sale.shows * ramp), Math.ceil((kept + bought) / SEATS), 1);
    days.push({ day: sale.showDay - before, showDay: sale.showDay, trueTickets, fakeTickets, shows });
  }
  return days;
}

/** Bought tickets of a day: the same number on each day of buying; all are given back at once, or none. */
function fakesOf({ fakes, wanted }: ShowDaySale, before: number, bought: number): number {
  if (fakes === undefined) return 0;
  if (before === fakes.givenBack) return -bought;
  const buying = before <= fakes.from && before > fakes.from - fakes.days && before > (fakes.givenBack ?? 0);
  return buying ? Math.round((fakes.ratio * wanted) / fakes.days) : 0;
}

/** A whole number that is right on average. */
function wholeTickets(draw: Draw, expected: number): number {
  return Math.floor(expected + draw.uniform());
}

const USUAL_FANS = 0.25;
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
