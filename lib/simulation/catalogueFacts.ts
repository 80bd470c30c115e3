import type { Day } from '../film/day.ts';
import type { DatedScore, Film } from '../film/film.ts';
import { MARKETS } from '../film/market.ts';
import type { AttentionDay } from './attention.ts';
import { type Draw, drawsOf } from './draw.ts';
import type { PlayedFilm } from './runningFilm.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

/** Days before release on which scores of director and cast are published. */
const SCORES_BEFORE = 30;
const SEARCH_KNOWN = 0.6;

/**
 * What films.csv says of a film. Its total is told once its run is over within the data; the search level of the last
 * month is known of some films, US only.
 * @param until the data end before this day
 */
export function catalogueFacts(
  market: SimulatedMarket,
  { film, run, bookedTheaters }: PlayedFilm,
  attention: readonly AttentionDay[],
  { seed, until }: { readonly seed: number; readonly until: Day },
): Film {
  const draw = drawsOf(seed, `${film.filmId}/facts`);
  const { currency, minorDigits } = MARKETS[market];
  const { filmId, title, releaseDate, genres, directors, cast, distributor, certificate, budget, runtimeMin } = film;
  const total = run.reduce((sum, { gross }) => sum + gross, 0);
  const ended = (run.at(-1)?.day ?? until) < until;
  // A little is never reported by day, so totals are a trace above the sum of the days.
  const unreported = Math.floor(0.004 * draw.uniform() * total);
  const search = searchLevel(attention);
  const searchKnown = market === 'US' && draw.chance(SEARCH_KNOWN) && until > releaseDate;
  return {
    ...{ filmId, title, market, releaseDate, currency, genres, directors, cast, distributor, runtimeMin },
    producers: [film.producer],
    ...(certificate !== undefined && { certificate }),
    ...(budget !== undefined && { budget: budget * 10 ** minorDigits }),
    ...(bookedTheaters !== undefined && { openingTheaters: bookedTheaters }),
    ...(searchKnown && { searchIndex30d: search }),
    directorScore: score(draw, film.fame.director, releaseDate),
    actorScore: score(draw, film.fame.cast, releaseDate),
    ...(ended && { finalGross: total + unreported }),
  };
}

/** 0..10 with one decimal: fame, and the opinion of whoever scores. */
function score(draw: Draw, fame: number, releaseDate: Day): DatedScore {
  const value = Math.min(10, Math.max(0, 6.5 + 0.8 * fame + draw.normal(0, 0.8)));
  return { value: Number(value.toFixed(1)), date: releaseDate - SCORES_BEFORE };
}

/** Mean of the search index over the thirty days before release. */
function searchLevel(attention: readonly AttentionDay[]): number {
  const days = attention.flatMap(({ searchIndex, trailerPlays }) =>
    searchIndex !== undefined && trailerPlays !== undefined ? [searchIndex] : [],
  );
  return Number((days.reduce((sum, value) => sum + value, 0) / Math.max(1, days.length)).toFixed(1));
}
