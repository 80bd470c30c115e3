import { FEATURES } from '../../../lib/features/catalogue.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import { type Day, parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';

/** A film on its own, with the facts that a test is about. */
export function plainFilm(filmId: string, releaseDate: Day, facts: Partial<Film> = {}): Film {
  const currency = facts.market === 'CN' ? 'CNY' : 'USD';
  return {
    ...{ filmId, title: filmId, market: 'US', releaseDate, currency, genres: [], directors: [], cast: [] },
    ...facts,
  };
}

/** The features of a film by name, with a context fitted at the same moment. */
export function featuresOf(
  films: readonly Film[],
  rows: readonly DailyRow[],
  filmId: string,
  origin: number,
): Readonly<Record<string, number>> {
  const history = buildMarketHistory(films[0]?.market ?? 'US', films, rows);
  const index = history.indexOf(filmId) ?? -1;
  const view = viewAsOf(history, originInstant(history.films[index] as Film, origin));
  const { values } = featurize(view, index, fitFeatureContext(view));
  return Object.fromEntries(FEATURES.map(({ name }, column) => [name, values[column] as number]));
}

/** Twenty films a week apart, each with presale that doubles with its number's turn, and totals of a hundred times it. */
export function presaleCrowd(until: Day, films = 20): { readonly films: readonly Film[]; readonly rows: DailyRow[] } {
  const sold = (at: number) => 1_000 * 2 ** (at % 5);
  const crowd = Array.from({ length: films }, (_, at) =>
    plainFilm(`crowd ${String(at).padStart(2, '0')}`, until - 7 * (films - at), {
      finalGross: 100 * 100 * 7 * sold(at),
    }),
  );
  const rows = crowd.flatMap(({ filmId, releaseDate }, at): DailyRow[] => [
    ...Array.from({ length: 14 }, (_, back) => ({
      filmId,
      date: releaseDate - 1 - back,
      values: {
        presale_gross: 100 * sold(at),
        presale_tickets: sold(at) / 10,
        want_to_see: sold(at),
        social_heat: sold(at),
      },
    })),
    { filmId, date: releaseDate, values: { gross: 100 * 50 * sold(at), admissions: 5 * sold(at) } },
  ]);
  return { films: crowd, rows };
}

export const SOME_FRIDAY = parseDay('2016-03-11');
