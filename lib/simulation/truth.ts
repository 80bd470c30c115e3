import type { Day } from '../film/day.ts';
import type { AttentionDay } from './attention.ts';
import { drawsOf } from './draw.ts';
import type { WordOfMouthTurn } from './planFilms.ts';
import { PROFILES } from './profiles.ts';
import type { PlayedFilm } from './runningFilm.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** What nobody sees of a simulated film; for tests and as the ceiling of what a forecast can reach, never for a history. */
export interface FilmTruth {
  readonly filmId: string;
  /** Log of the first day's gross, in currency units on an average day, that the audience wishes before release. */
  readonly appeal: number;
  /** The part of it that no catalogue tells. */
  readonly hidden: number;
  /** What the first day adds to it that nobody knew. */
  readonly surprise: number;
  /** 0..1: how much it lives on a following. */
  readonly fans: number;
  /** In spreads. */
  readonly wordOfMouth: number;
  /** The days on which word of mouth turned, and by how much per day. */
  readonly turn: (WordOfMouthTurn & { readonly day: Day }) | undefined;
  readonly buysSignals: boolean;
  /** Whole run in minor units, over or not. */
  readonly total: number;
  /** Of it, online service fees (minor units); 0 where gross is without. */
  readonly serviceFees: number;
  /** True and bought presale tickets of each day of sale, all days of showing together. */
  readonly presale: readonly {
    readonly day: Day;
    readonly trueTickets: number;
    readonly fakeTickets: number;
  }[];
  /** Bought marks (level) and bought heat, on the days that have any. */
  readonly fakeAttention: readonly { readonly day: Day; readonly wantToSee: number; readonly heat: number }[];
}

export function truthOf(
  market: SimulatedMarket,
  { film, fakes, presale, run }: PlayedFilm,
  attention: readonly AttentionDay[],
  seed: number,
): FilmTruth {
  const { fee, onlineShare } = PROFILES[market].tickets;
  const online = Math.min(1, Math.max(0, onlineShare + drawsOf(seed, `${film.filmId}/online`).normal(0, 0.04)));
  const perTicket = drawsOf(seed, `${film.filmId}/fee`).between(...fee) * 100;
  const admissions = run.reduce((sum, day) => sum + day.admissions, 0);
  const byDay = Map.groupBy(presale.days, ({ day }) => day);
  return {
    filmId: film.filmId,
    appeal: film.expectation + film.hidden,
    hidden: film.hidden,
    surprise: film.surprise,
    fans: film.fans,
    wordOfMouth: film.wordOfMouth,
    turn: film.turn && { ...film.turn, day: film.releaseDate + film.turn.age },
    buysSignals: fakes !== undefined,
    total: run.reduce((sum, { gross }) => sum + gross, 0),
    serviceFees: Math.round(admissions * online * perTicket),
    presale: Array.from(byDay, ([day, sales]) => ({
      day,
      trueTickets: sales.reduce((sum, sale) => sum + sale.trueTickets, 0),
      fakeTickets: sales.reduce((sum, sale) => sum + sale.fakeTickets, 0),
    })),
    fakeAttention: attention.flatMap(({ day, fakeWantToSee, fakeHeat }) =>
      fakeWantToSee > 0 || fakeHeat > 0 ? [{ day, wantToSee: fakeWantToSee, heat: fakeHeat }] : [],
    ),
  };
}
