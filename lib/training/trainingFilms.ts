import { startOfDay } from '../calendar/zone.ts';
import { isWideOpening } from '../features/market/population.ts';
import type { Day } from '../film/day.ts';
import { takings } from '../forecast/takings.ts';
import { openingWeekendDays } from '../forecast/target.ts';
import { type MarketView, viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { isShut } from './shutMarket.ts';

/** A film whose whole run was known at the moment of training; money in currency units, NaN = unknown. */
export interface TrainingFilm {
  /** Index in the history. */
  readonly film: number;
  readonly filmId: string;
  readonly release: Day;
  readonly total: number;
  readonly openingDay: number;
  readonly openingWeekend: number;
  /** Whether it is of the kind that is judged; see `isWideOpening`. */
  readonly served: boolean;
  /** 1 for served films, one half for smaller ones, 0 for those of months in which the market was shut. */
  readonly weight: number;
}

const SMALLER_FILM = 0.5;

/** All films whose totals were known at the beginning of a local day, by release day. */
export function trainingFilms(history: MarketHistory, asOf: Day): readonly TrainingFilm[] {
  const view = viewAsOf(history, startOfDay(asOf, history.market));
  const films: TrainingFilm[] = [];
  view.eachMatured(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, (film, total) => {
    if (total > 0) films.push(trainingFilm(view, film, history.films[film]?.filmId ?? '', total));
  });
  return films;
}

/** What a film whose total is known teaches. */
export function trainingFilm(view: MarketView, film: number, filmId: string, total: number): TrainingFilm {
  const release = view.film(film).releaseDate;
  const served = isWideOpening(view, film);
  return {
    film,
    filmId,
    release,
    total,
    openingDay: takings(view, film, release, 1),
    openingWeekend: takings(view, film, release, openingWeekendDays(release)),
    served,
    weight: isShut(view, release) ? 0 : served ? 1 : SMALLER_FILM,
  };
}
