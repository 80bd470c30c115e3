import { describe, expect, it } from 'vitest';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { withFilm } from '../../../lib/signals/withFilm.ts';
import { withRowsOf } from '../../../lib/signals/withRowsOf.ts';
import { inventHistory } from '../features/inventHistory.ts';

const { films, rows } = inventHistory('CN', 9);
const INDEX = 80;
const film = buildMarketHistory('CN', films, rows).films[INDEX] as Film;
const SINCE = film.releaseDate - 5;

/** Half the presale and marks from a day on. */
const halved = (row: DailyRow): DailyRow => {
  if (row.filmId !== film.filmId || row.date < SINCE) return row;
  const { presale_gross, presale_tickets, want_to_see, ...values } = row.values;
  const half = Object.entries({ presale_gross, presale_tickets, want_to_see }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Math.floor(value / 2)] as const],
  );
  return { ...row, values: { ...values, ...Object.fromEntries(half) } };
};
const others = rows.map(halved);
const own = others.filter(({ filmId }) => filmId === film.filmId);

/** Features of every film about the moment, after every one was asked for in the history that values are shared with. */
function featuresOf(of: MarketHistory, origin: number): readonly number[][] {
  const context = fitFeatureContext(viewAsOf(buildMarketHistory('CN', films, rows), originInstant(film, -7)));
  const near = of.films.flatMap(({ releaseDate }, at) =>
    Math.abs(releaseDate - film.releaseDate) < 6 && at !== of.overlay?.replaces ? [at] : [],
  );
  return near.map((at) => [...featurize(viewAsOf(of, originInstant(film, origin)), at, context).values]);
}

describe('a history with other signals of one film', () => {
  it.each([-7, -5, -4, -1, 0, 3])('has at T%i the features of one that was built with them', (origin) => {
    const history = buildMarketHistory('CN', films, rows);
    for (const day of [-7, -5, -4, -1, 0, 3]) featuresOf(history, day);
    const changed = withRowsOf(history, { film: INDEX, rows: own, since: SINCE });
    const built = featuresOf(buildMarketHistory('CN', films, others), origin);
    expect(featuresOf(changed, origin)).toEqual(built);
    if (origin > -5) expect(built).not.toEqual(featuresOf(history, origin));
    else expect(built).toEqual(featuresOf(history, origin));
  });

  it('may have a film laid over it, which is the one that differs', () => {
    const history = buildMarketHistory('CN', films, rows);
    const [reported, believed] = [rows, others].map((some) => withFilm(history, film, some));
    const last = films.length;
    const changed = withRowsOf(reported as MarketHistory, { film: last, rows: own, since: SINCE });
    expect(featuresOf(changed, 0)).toEqual(featuresOf(believed as MarketHistory, 0));
  });

  it('needs a film that is there', () => {
    const history = buildMarketHistory('CN', films, rows);
    expect(() => withRowsOf(history, { film: films.length, rows: own, since: SINCE })).toThrow(RangeError);
  });
});
