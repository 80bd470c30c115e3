import type { ComparablesModel } from '../models/comparables/comparablesModel.ts';
import { findComparables } from '../models/comparables/findComparables.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import { weightedQuantile } from '../stats/weightedQuantile.ts';
import type { ComparableFilm } from './forecast.ts';

/** A film that comparables can be, by its place among the films learnt from. */
interface Known {
  readonly filmId: string;
  readonly title: string;
  readonly total: number;
}

/** The most similar earlier films, and what they say together. */
export interface Comparison {
  /** Weightiest first; weights sum to one. */
  readonly films: readonly ComparableFilm[];
  /** Weighted median of ln(total / anchor); undefined when there is no film to compare with. */
  readonly logRatio: number | undefined;
}

/**
 * @param x one row
 * @param filmId never compared with itself, as it could be when asked about after its run
 */
export function compareFilms(
  model: ComparablesModel,
  x: FeatureMatrix,
  known: readonly Known[],
  filmId: string,
): Comparison {
  const others = findComparables(model, x, 0).flatMap(({ row, weight, y }) => {
    const film = known[row];
    return film && film.filmId !== filmId && weight > 0 ? [{ film, weight, y }] : [];
  });
  const sum = others.reduce((total, { weight }) => total + weight, 0);
  if (others.length === 0) return { films: [], logRatio: undefined };
  const ratios = others.map(({ y }) => y);
  const weights = others.map(({ weight }) => weight);
  return {
    films: others.map(({ film, weight }) => ({
      ...{ filmId: film.filmId, title: film.title },
      ...{ weight: weight / sum, total: film.total },
    })),
    logRatio: weightedQuantile(ratios, weights, 0.5),
  };
}
