import type { Day } from '../film/day.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { seededRandom } from '../stats/random.ts';
import { calendarEffect } from './calendarEffect.ts';
import { type Draw, drawsFrom } from './draw.ts';
import { type MarketProfile, PROFILES, type SimulatedMarket } from './marketProfile.ts';
import { DISTRIBUTORS, filmTitle, personName, sequelTitle } from './names.ts';
import { SIMULATED_ID } from './simulatedId.ts';

/** A film with the truth about it, of which a market shows only the consequences; logs are natural. */
export interface PlannedFilm {
  readonly filmId: string;
  readonly title: string;
  readonly releaseDate: Day;
  readonly genres: readonly string[];
  readonly directors: readonly string[];
  readonly cast: readonly string[];
  readonly distributor: string;
  /** Currency units. */
  readonly budget: number | undefined;
  readonly runtimeMin: number;
  /** Log of the first day's gross that the trade could expect … */
  readonly expectation: number;
  /** … what it knows by its campaign beyond the catalogue, part of the expectation … */
  readonly buzz: number;
  /** … and what nobody could know. */
  readonly surprise: number;
  /** How well it is liked: bends its legs and what people write. */
  readonly wordOfMouth: number;
  readonly weeklyDecay: number;
  readonly earlySlope: number;
  readonly runDays: number;
}

interface Person {
  readonly name: string;
  /** Lasting effect on the log of the first day. */
  readonly pull: number;
}

/** When, relative to the last day of data, some films open, so that every origin has a film to forecast. */
const ABOUT_THE_END = [-6, -3, -1, 1, 4, 8];
const FRIDAY_OF_EPOCH = 1; // 2 January 1970
const SEQUEL_CHANCE = 0.12;

/** Draws a market's films over the days from `from` until a little after `until` (exclusive end of the data). */
export function planFilms(
  market: SimulatedMarket,
  options: { readonly seed: number; readonly count: number; readonly from: Day; readonly until: Day },
): readonly PlannedFilm[] {
  const { seed, count, from, until } = options;
  const draw = drawsFrom(seededRandom(deriveSeed(seed, `films/${market}`)));
  const trade = foundTrade(draw, market, count);
  const dates = Array.from({ length: count }, (_, i) => {
    const atTheEnd = ABOUT_THE_END[i];
    const size = draw.normal();
    const day = atTheEnd === undefined ? drawRelease(draw, market, size, from, until - 1) : until - 1 + atTheEnd;
    return { day, size };
  }).sort((a, b) => a.day - b.day);
  const width = String(count).length;
  return dates.map(({ day, size }, i) => {
    const filmId = `${SIMULATED_ID}${market.toLowerCase()}-${String(i + 1).padStart(width, '0')}`;
    return drawFilm(draw, market, trade, { filmId, releaseDate: day, size, years: (day - from) / 365.25 });
  });
}

interface Series {
  readonly title: string;
  readonly pull: number;
  parts: number;
}

interface Trade {
  readonly directors: readonly Person[];
  readonly actors: readonly Person[];
  readonly distributors: readonly Person[];
  readonly titles: Set<string>;
  /** Films that had, or may get, another part. */
  readonly series: Series[];
}

function foundTrade(draw: Draw, market: SimulatedMarket, films: number): Trade {
  const people = (size: number, spread: number): readonly Person[] =>
    Array.from({ length: size }, () => ({ name: personName(draw, market), pull: draw.normal(0, spread) }));
  return {
    directors: people(Math.ceil(films / 5) + 3, 0.35),
    actors: people(Math.ceil(films / 2) + 8, 0.3),
    distributors: DISTRIBUTORS[market].map((name) => ({ name, pull: draw.normal(0, 0.25) })),
    titles: new Set(),
    series: [],
  };
}

function drawFilm(
  draw: Draw,
  market: SimulatedMarket,
  trade: Trade,
  film: { readonly filmId: string; readonly releaseDate: Day; readonly size: number; readonly years: number },
): PlannedFilm {
  const profile = PROFILES[market];
  const { filmId, releaseDate, size, years } = film;
  const { title, pull: seriesPull } = drawTitle(draw, market, trade);
  const genres = drawGenres(draw, profile);
  const director = draw.pick(trade.directors);
  const cast = [...new Set([0, 1, 2, 3].map(() => draw.pick(trade.actors)))];
  const distributor = draw.pick(trade.distributors);
  const mainGenre = profile.genres.find(({ name }) => name === genres[0]);
  const buzz = draw.normal(0, 0.4);
  const wordOfMouth = draw.normal();
  const castPull = cast.reduce((sum, { pull }) => sum + pull, 0) / cast.length;
  const expectation =
    profile.openingLevel +
    profile.growth * years +
    0.7 * size +
    0.7 * director.pull +
    0.8 * castPull +
    distributor.pull +
    (mainGenre?.opening ?? 0) +
    seriesPull +
    buzz;
  return {
    filmId,
    title,
    releaseDate,
    genres,
    directors: [director.name],
    cast: cast.map(({ name }) => name),
    distributor: distributor.name,
    budget: draw.chance(0.8)
      ? roundBudget(Math.exp(profile.budgetLevel + 0.9 * size + draw.normal(0, 0.3)))
      : undefined,
    runtimeMin: Math.round(draw.normal(106 + 5 * size, 10)),
    expectation,
    buzz,
    surprise: draw.normal(0, 0.25),
    wordOfMouth,
    // What opens big falls faster; what is liked falls slower.
    weeklyDecay:
      profile.weeklyDecay +
      (mainGenre?.legs ?? 0) +
      profile.weeklyDecaySpread * (0.8 * wordOfMouth + 0.6 * draw.normal()) -
      0.07 * (expectation - profile.openingLevel),
    earlySlope: profile.earlySlopeSpread * (0.8 * wordOfMouth + 0.6 * draw.normal()),
    runDays: Math.round(profile.runDays * Math.exp(profile.runDaysSpread * draw.normal() + 0.15 * size)),
  };
}

function drawTitle(draw: Draw, market: SimulatedMarket, { titles, series }: Trade) {
  const continued = series.length > 5 && draw.chance(SEQUEL_CHANCE) ? draw.pick(series) : undefined;
  if (continued) {
    continued.parts++;
    const title = sequelTitle(draw, market, continued.title, continued.parts);
    if (!titles.has(title)) {
      titles.add(title);
      return { title, pull: continued.pull };
    }
  }
  let title = filmTitle(draw, market);
  for (let tries = 0; titles.has(title) && tries < 50; tries++) title = filmTitle(draw, market);
  titles.add(title);
  if (draw.chance(0.3)) series.push({ title, pull: draw.normal(0.4, 0.25), parts: 1 });
  return { title, pull: 0 };
}

function drawGenres(draw: Draw, { genres }: MarketProfile): readonly string[] {
  const weights = genres.map(({ weight }) => weight);
  const count = draw.chance(0.55) ? 2 : 1;
  const drawn = Array.from({ length: count }, () => genres[draw.weighted(weights)]?.name ?? '');
  return [...new Set(drawn)];
}

/** A day to open on: of three weeks, rather the one in which cinemas are full, the more so the bigger the film. */
function drawRelease(draw: Draw, market: SimulatedMarket, size: number, from: Day, last: Day): Day {
  const { openingDays } = PROFILES[market];
  const candidates = [0, 1, 2].map(() => {
    const friday = from + draw.below(Math.max(1, last - from));
    const week = friday - ((((friday - FRIDAY_OF_EPOCH) % 7) + 7) % 7);
    const offset = openingDays[draw.weighted(openingDays.map(([, weight]) => weight))]?.[0] ?? 0;
    return Math.min(last, Math.max(from, week + offset));
  });
  const weights = candidates.map((day) => Math.exp((0.5 + 0.6 * size) * weekendEffect(day, market)));
  return candidates[draw.weighted(weights)] ?? from;
}

function weekendEffect(day: Day, market: SimulatedMarket): number {
  return [0, 1, 2, 3].reduce((sum, offset) => sum + calendarEffect(day + offset, market) / 4, 0);
}

/** To two leading digits, as budgets are told. */
function roundBudget(amount: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / unit) * unit;
}
