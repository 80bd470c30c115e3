import { FEATURES } from '../features/catalogue.ts';
import type { FeatureMatrix } from '../models/matrix.ts';
import { deriveSeed } from '../stats/deriveSeed.ts';
import { seededRandom } from '../stats/random.ts';

/**
 * Columns of the history files that feeds are known to stop carrying: Chinese data lose directors, cast, runtime and
 * screening share after 2015. A model that has never seen them missing breaks on the day they vanish.
 */
const VANISHING = ['directors', 'cast', 'runtime_min', 'screening_share'] as const;

/** Of the films, this share learns with facts hidden: one half of them with all, the others with each by the toss of a coin. */
const HIDDEN_SHARE = 1 / 3;

const COLUMNS: readonly (readonly number[])[] = VANISHING.map((fact) =>
  FEATURES.flatMap(({ source }, column) => (source.includes(fact) ? [column] : [])),
);

/**
 * Inputs with the facts of some films made unknown, so that models learn to do without. What is hidden depends on the
 * film and the seed alone, never on the other films.
 * @param filmIds one per row
 */
export function hideFacts(x: FeatureMatrix, filmIds: readonly string[], seed: number): FeatureMatrix {
  const data = x.data.slice();
  filmIds.forEach((filmId, row) => {
    const random = seededRandom(deriveSeed(seed, filmId));
    if (random() >= HIDDEN_SHARE) return;
    const all = random() < 0.5;
    for (const columns of COLUMNS) {
      if (!all && random() < 0.5) continue;
      for (const column of columns) data[row * x.columns + column] = Number.NaN;
    }
  });
  return { ...x, data };
}
