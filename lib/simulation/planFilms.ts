import type { Day } from '../film/day.ts';
import { calendarEffect } from './calendarEffect.ts';
import { type Draw, drawsOf } from './draw.ts';
import type { GenreTraits, MarketProfile } from './marketProfile.ts';
import { filmTitle, sequelTitle } from './names.ts';
import { PROFILES } from './profiles.ts';
import { releaseDates, seasonOf } from './releaseDates.ts';
import { SIMULATED_ID } from './simulatedId.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';
import { busier, foundTrade, type Person, type Trade } from './trade.ts';

/** A film with the truth about it, of which a market shows only the consequences; logs are natural. */
export interface PlannedFilm {
  readonly filmId: string;
  readonly title: string;
  readonly releaseDate: Day;
  readonly genres: readonly string[];
  readonly directors: readonly string[];
  readonly cast: readonly string[];
  readonly distributor: string;
  readonly producer: string;
  readonly certificate: string | undefined;
  /** Currency units. */
  readonly budget: number | undefined;
  readonly runtimeMin: number;
  /** Shown in large formats, at a higher price. */
  readonly premium: boolean;
  /** How known director and cast are, in spreads: what a score of them tells. */
  readonly fame: { readonly director: number; readonly cast: number };
  /** Log of the first day's gross, on an average day, that the catalogue lets expect … */
  readonly expectation: number;
  /** … what the audience knows beyond the catalogue … */
  readonly hidden: number;
  /** … and what nobody knows before the first day. */
  readonly surprise: number;
  /** Growth of the market since the simulation's beginning, in logs; part of the expectation. */
  readonly marketGrowth: number;
  /** How big it is among the films of its market and time, in spreads. */
  readonly size: number;
  /** 0..1: how much it belongs to a following that buys early and comes first. */
  readonly fans: number;
  /** Extra of the first day. */
  readonly front: number;
  /** What is taken off the log of its fall per week: genre, word of mouth, front loading. */
  readonly legs: number;
  /** The part of `legs` that people tell each other, in spreads. */
  readonly wordOfMouth: number;
  /** When word of mouth turns, and by how much takings change per day while it does. */
  readonly turn: WordOfMouthTurn | undefined;
  readonly weekendTaste: number;
}

/** A sudden change of word of mouth. */
export interface WordOfMouthTurn {
  /** Age in days on which it begins. */
  readonly age: number;
  /** Days that it lasts. */
  readonly days: number;
  /** Log change per day; negative = collapse. */
  readonly slope: number;
}

export interface SlateOptions {
  readonly seed: number;
  readonly count: number;
  readonly from: Day;
  /** The last films open a little after the day before this one. */
  readonly until: Day;
}

/** When, relative to the last day, some films open, so that every origin has a film to forecast. */
const ABOUT_THE_END = [-6, -3, -1, 1, 4, 8];
const DAYS_PER_YEAR = 365.25;
const MOST_TRIES = 30;

/** Draws a market's films over the days from `from` until a little after `until`, by release day. */
export function planFilms(market: SimulatedMarket, options: SlateOptions): readonly PlannedFilm[] {
  const { seed, count, from, until } = options;
  const profile = PROFILES[market];
  const draw = drawsOf(seed, `${market}/slate`);
  const trade = foundTrade(draw, market, count, profile.appeal);
  const last = ABOUT_THE_END.slice(0, count).map((offset) => until - 1 + offset);
  const early = releaseDates(draw, market, profile.slate, { count: count - last.length, from, until });
  const width = String(count).length;
  return [...early, ...last]
    .sort((a, b) => a - b)
    .map((releaseDate, i) => {
      const filmId = `${SIMULATED_ID}${market.toLowerCase()}-${String(i + 1).padStart(width, '0')}`;
      const years = (releaseDate - from) / DAYS_PER_YEAR;
      return planFilm(market, trade, { seed, filmId, releaseDate, years });
    });
}

interface FilmSlot {
  readonly seed: number;
  readonly filmId: string;
  readonly releaseDate: Day;
  readonly years: number;
}

function planFilm(market: SimulatedMarket, trade: Trade, slot: FilmSlot): PlannedFilm {
  const { seed, filmId, releaseDate } = slot;
  const profile = PROFILES[market];
  const draw = drawsOf(seed, `${filmId}/plan`);
  const { title, pull: seriesPull } = drawTitle(draw, market, trade, profile);
  const genres = drawGenres(draw, profile.slate.genres);
  const marketGrowth = profile.appeal.growth * slot.years;
  const opening = drawOpening(draw, trade, profile, {
    known: seriesPull + mean(genres.map(({ opening }) => opening)) + marketGrowth,
    season: seasonOf(releaseDate, market, profile.slate).level,
    calendar: calendarEffect(releaseDate, market),
  });
  const { appeal, run, slate } = profile;
  const spread = Math.hypot(
    ...[appeal.size, appeal.director, appeal.cast / 2, appeal.distributor, appeal.producer, appeal.hidden],
  );
  const size = (opening.expectation + opening.hidden - appeal.level - marketGrowth) / spread;
  const fans = logistic(-1.3 + 1.5 * mean(genres.map((genre) => genre.fans)) + 0.6 * seriesPull + draw.normal(0, 0.9));
  const front = run.front[0] + run.front[1] * (0.6 * fansAboveUsual(fans) + 0.8 * draw.normal());
  const wordOfMouth = draw.normal();
  return {
    ...{ filmId, title, releaseDate, ...opening.facts },
    genres: genres.map(({ name }) => name),
    certificate: drawCertificate(draw, slate.certificates),
    budget: draw.chance(slate.budgetKnown)
      ? roundBudget(Math.exp(slate.budgetLevel + slate.budgetSpread * opening.budgetSize))
      : undefined,
    runtimeMin: Math.round(draw.normal(107 + 5 * opening.budgetSize, 10)),
    premium: draw.chance(Math.min(0.95, profile.tickets.premiumShare * Math.exp(0.7 * opening.budgetSize))),
    ...{ expectation: opening.expectation, hidden: opening.hidden, surprise: opening.surprise },
    ...{ marketGrowth, size, fans, front, wordOfMouth },
    legs:
      mean(genres.map(({ legs }) => legs)) + run.wordOfMouth * wordOfMouth + run.frontToLegs * (front - run.front[0]),
    turn: drawTurn(draw, profile, wordOfMouth, fans),
    weekendTaste: draw.normal(0, run.weekendTaste),
  };
}

/** How far a film's fans are from the usual, in spreads. */
const fansAboveUsual = (fans: number) => (Math.log(fans / (1 - fans)) + 1.1) / 0.95;

interface OpeningContext {
  readonly known: number;
  readonly season: number;
  readonly calendar: number;
}

/** Draws who makes the film and how big it opens, until it is of the market's kind. */
function drawOpening(draw: Draw, trade: Trade, { appeal, run }: MarketProfile, context: OpeningContext) {
  const least = Math.log(appeal.leastOpening) - context.calendar - run.front[0];
  for (let tries = 1; ; tries++) {
    const director = busier(draw, trade.directors);
    const cast = [...new Set([0, 1, 2, 3].map(() => busier(draw, trade.actors)))];
    const distributor = busier(draw, trade.distributors);
    const producer = busier(draw, trade.producers);
    const castPull = mean(cast.map(({ pull }) => pull));
    const scale = draw.normal();
    const expectation =
      appeal.level + context.known + context.season + appeal.size * scale + director.pull + castPull + distributor.pull;
    const hidden = draw.normal(0, appeal.hidden);
    const surprise = draw.heavy(appeal.surprise);
    if (tries < MOST_TRIES && expectation + hidden + surprise < least) continue;
    return {
      ...{ expectation, hidden, surprise },
      budgetSize: 0.85 * scale + Math.sqrt(1 - 0.85 ** 2) * draw.normal(),
      facts: {
        directors: [director.name],
        cast: cast.map(({ name }: Person) => name),
        distributor: distributor.name,
        producer: producer.name,
        fame: { director: director.pull / appeal.director, cast: (2 * castPull) / appeal.cast },
      },
    };
  }
}

/** Whether and how word of mouth turns: rather down for what is not liked but was bought early by fans. */
function drawTurn(draw: Draw, { run }: MarketProfile, wordOfMouth: number, fans: number): WordOfMouthTurn | undefined {
  const turns = draw.chance(run.breaks);
  const age = 1 + Math.min(9, Math.floor(-2.5 * Math.log(1 - draw.uniform())));
  const days = 4 + draw.below(7);
  const down = draw.chance(logistic(0.3 - 1.2 * wordOfMouth + 2 * (fans - 0.25)));
  const strength = run.breakStrength * Math.exp(draw.normal(0, 0.5));
  return turns ? { age, days, slope: down ? -strength : strength } : undefined;
}

function drawTitle(draw: Draw, market: SimulatedMarket, { titles, series }: Trade, profile: MarketProfile) {
  const [pull, spread] = profile.appeal.series;
  const goesOn = draw.chance(profile.slate.sequels);
  const continued = goesOn && series.length > 3 ? draw.pick(series) : undefined;
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
  if (draw.chance(0.35)) series.push({ title, pull: draw.normal(pull, spread), parts: 1 });
  return { title, pull: 0 };
}

function drawGenres(draw: Draw, genres: readonly GenreTraits[]): readonly GenreTraits[] {
  const weights = genres.map(({ weight }) => weight);
  const count = draw.chance(0.55) ? 2 : 1;
  const drawn = Array.from({ length: count }, () => genres[draw.weighted(weights)] as GenreTraits);
  return [...new Set(drawn)];
}

function drawCertificate(draw: Draw, certificates: readonly (readonly [string, number])[]): string | undefined {
  if (certificates.length === 0) return undefined;
  return certificates[draw.weighted(certificates.map(([, weight]) => weight))]?.[0];
}

/** To two leading digits, as budgets are told. */
function roundBudget(amount: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(amount)) - 1);
  return Math.round(amount / unit) * unit;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
const logistic = (x: number) => 1 / (1 + Math.exp(-x));
