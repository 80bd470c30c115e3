import { FEATURES } from '../features/catalogue.ts';
import type { FactorChoice } from '../models/pooledLegs/fitPooledLegs.ts';

/** What films are compared by: features and how much each counts. */
export type Yardstick = Readonly<Record<string, number>>;

/**
 * Chosen on US films of 2012-2015 and Chinese films of 2013-2015. Before a day of release is known, films are alike in
 * what was known of them; then in how their runs begin.
 */
export const BEFORE_RELEASE: Yardstick = {
  ...{ theatres_relative: 3, search_rank: 2, budget: 2, run_left_usual: 0.5, reference_total: 1 },
  ...{ series_last: 1, series_films: 1, distributor_mean: 1, distributor_per_theatre: 1, directors_best: 0.5 },
  ...{ cast_best: 1, genre_animation: 1, genre_horror: 1, genre_action: 0.5, genre_comedy: 0.3, month_12: 0.3 },
  ...{ previews_to_market: 3, previews_eve_to_market: 2, previews_days: 0.5, opens_friday: 0.3 },
};
export const AFTER_RELEASE: Yardstick = {
  ...{ banked_to_market: 1, change_1: 1, change_since_first: 2, clean_slope: 2, clean_last: 2, rest_of_week: 1 },
  ...{ run_left_usual: 2, run_left_own: 2, theatres_relative: 1, per_theatre_to_market: 1, opens_friday: 0.5 },
  ...{ previews_to_first_day: 0.5, genre_animation: 0.5, genre_family: 0.3, genre_horror: 0.5, series_films: 0.3 },
  ...{ reference_legs: 2, reference_total: 1 },
};
/**
 * How much of a total is sold beforehand: it grows with the crowd that waits, and shrinks with that which comes late.
 * Chosen on simulated Chinese films at T-7 and T-1, for want of real presale.
 */
export const PRESALE_PACE: Yardstick = {
  ...{ presale_to_market: 4, presale_pace: 1, presale_last_share: 1, want_to_see: 2, want_to_see_pace: 0.5 },
  ...{ run_left_usual: 1, effect_first_day: 1, theatres_relative: 1, budget: 0.5, series_films: 1, opens_friday: 0.5 },
  ...{ genre_animation: 0.5, genre_family: 0.3, genre_horror: 0.5, genre_action: 0.3, reference_total: 1 },
};

/** Columns of a yardstick among the features. */
export function yardstickColumns(
  yardstick: Yardstick,
): readonly { readonly column: number; readonly importance: number }[] {
  return FEATURES.flatMap(({ name }, column) => {
    const importance = yardstick[name];
    return importance === undefined ? [] : [{ column, importance }];
  });
}

/** What legs are pooled by: window, weekday of release, genre and size. */
export function legFactors(isReleased: boolean): readonly FactorChoice[] {
  const named = (test: (name: string) => boolean) =>
    FEATURES.flatMap(({ name, unit }, column) => (unit === '0/1' && test(name) ? [column] : []));
  const size = FEATURES.findIndex(({ name }) => name === (isReleased ? 'banked_to_market' : 'presale_to_market'));
  return [
    { name: 'window', columns: named((name) => name.startsWith('window_')) },
    { name: 'weekday', columns: named((name) => name.startsWith('opens_')) },
    { name: 'genre', columns: named((name) => name.startsWith('genre_')) },
    { name: 'size', column: size, tiers: SIZE_TIERS },
  ];
}

const SIZE_TIERS = 4;

const CATALOGUE_GROUPS: ReadonlySet<string> = new Set(['calendar', 'catalogue', 'talent', 'franchise']);
const CATALOGUE_EXTRAS: ReadonlySet<string> = new Set([
  ...['theatres_booked', 'theatres_rank', 'theatres_relative', 'director_score', 'actor_score'],
  ...['market_year', 'reference_total', 'reference_legs'],
]);

/** Per feature whether it stood in the catalogue, or in the records of earlier films, before any signal of the film. */
export const CATALOGUE_ONLY: readonly boolean[] = FEATURES.map(
  ({ name, group, knownFrom }) => knownFrom <= 0 && (CATALOGUE_GROUPS.has(group) || CATALOGUE_EXTRAS.has(name)),
);
