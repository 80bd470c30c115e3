import type { Day } from '../film/day.ts';
import { type Draw, drawsOf } from './draw.ts';
import type { Fakes } from './fakes.ts';
import type { AttentionProfile } from './marketProfile.ts';
import type { PlannedFilm } from './planFilms.ts';
import { PROFILES } from './profiles.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** What people mark, write, watch and search for on one day; what is bought is told apart, undefined = not measured. */
export interface AttentionDay {
  readonly day: Day;
  /** People at the end of the day; China, before release. */
  readonly wantToSee: number | undefined;
  /** Of them, bought. */
  readonly fakeWantToSee: number;
  readonly socialHeat: number | undefined;
  /** Of it, bought. */
  readonly fakeHeat: number;
  readonly trailerPlays: number | undefined;
  readonly searchIndex: number | undefined;
  /** -1..1, from the first day on. */
  readonly sentiment: number | undefined;
}

const WATCHED_BEFORE = 30;
const HEAT_FROM = 21;
const WATCHED_AFTER = 14;

/**
 * Attention for a film from a month before release to two weeks after. It follows what the audience wants, with an error
 * of the film's own for each signal and a hype that all of them share and that fills no seat. Word of mouth shows in
 * sentiment and heat once the film can be seen.
 */
export function attentionFor(
  market: SimulatedMarket,
  film: PlannedFilm,
  fakes: Fakes | undefined,
  seed: number,
): readonly AttentionDay[] {
  const { attention: profile, appeal } = PROFILES[market];
  const draw = drawsOf(seed, `${film.filmId}/attention`);
  const standing = film.expectation + film.hidden - appeal.level;
  const hype = draw.normal(0, profile.hype);
  const level = (signal: AttentionProfile['heat']) =>
    signal[0] + signal[1] * (standing + hype) + draw.normal(0, signal[2]);
  const finalMarks = Math.exp(level(profile.wantToSee));
  const heat = level(profile.heat);
  const trailer = level(profile.trailer);
  const search = level(profile.search);
  const growth = draw.between(0.03, 0.07);
  let marks = finalMarks * Math.exp(-growth * WATCHED_BEFORE);
  let mood = 0;
  const days: AttentionDay[] = [];
  for (let age = -WATCHED_BEFORE; age <= WATCHED_AFTER; age++) {
    const before = -age;
    marks += Math.max(0, finalMarks - marks) * (0.02 + 0.9 / (before + 3)) * Math.exp(draw.normal(0, 0.3));
    const noise = drawDay(draw, profile.dayNoise);
    mood += turnOf(film, age);
    const seen = age < 0 ? 0.1 * age : -(0.15 - 0.04 * film.wordOfMouth) * age + mood;
    const bought = fakesOn(fakes, before);
    const trueHeat = age >= -HEAT_FROM ? Math.exp(heat + seen + noise.heat) : undefined;
    const drops = Math.max(0, noise.trailer.drop - 0.93) * 20;
    days.push({
      day: film.releaseDate + age,
      wantToSee: market === 'CN' && age < 0 ? Math.round(marks) + Math.round(finalMarks * bought.marks) : undefined,
      fakeWantToSee: age < 0 && market === 'CN' ? Math.round(finalMarks * bought.marks) : 0,
      socialHeat: trueHeat === undefined ? undefined : round(trueHeat * bought.heat, 1),
      fakeHeat: trueHeat === undefined ? 0 : round(trueHeat * (bought.heat - 1), 1),
      trailerPlays: age < 0 ? Math.round(Math.exp(trailer + 0.04 * age + noise.trailer.noise + drops)) : undefined,
      searchIndex: age <= 7 ? round(Math.exp(search + (age < 0 ? 0.07 : -0.12) * age + noise.search), 1) : undefined,
      sentiment: age < 0 ? undefined : round(Math.tanh(0.35 + 0.4 * film.wordOfMouth + 2 * mood + noise.mood), 3),
    });
  }
  return days;
}

function drawDay(draw: Draw, spread: number) {
  return {
    heat: draw.heavy(spread),
    trailer: { noise: draw.normal(0, spread), drop: draw.uniform() },
    search: draw.heavy(spread),
    mood: draw.normal(0, 0.15),
  };
}

/** What a turn of word of mouth does to the mood of a day. */
function turnOf({ turn }: PlannedFilm, age: number): number {
  return turn !== undefined && age >= turn.age && age < turn.age + turn.days ? turn.slope : 0;
}

function fakesOn(fakes: Fakes | undefined, before: number): { readonly marks: number; readonly heat: number } {
  const { wantToSee, heat } = fakes ?? {};
  const hot = heat !== undefined && before <= heat.from && before > heat.from - heat.days;
  return {
    marks: wantToSee !== undefined && before <= wantToSee.from ? wantToSee.ratio : 0,
    heat: hot ? heat.factor : 1,
  };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0; // no negative zero
}
