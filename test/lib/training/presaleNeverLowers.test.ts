import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import type { Origin } from '../../../lib/film/origin.ts';
import { distributions } from '../../../lib/forecast/distribution.ts';
import { filmInputs } from '../../../lib/forecast/filmInputs.ts';
import { pointsOf } from '../../../lib/forecast/pointForecast.ts';
import { knownTakings } from '../../../lib/forecast/takings.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { simulateMarket } from '../../../lib/simulation/simulateMarket.ts';
import { type TrainedMarket, trainedOrigin, trainMarket } from '../../../lib/training/trainMarket.ts';
import { trainOptions } from '../../../lib/training/trainOptions.ts';

const ORIGINS: readonly Origin[] = [-7, 0];
const AS_OF = parseDay('2023-01-01');

/** Simulated films with presale, and models that learnt from those released before 2023. */
let films: readonly Film[];
let rows: readonly DailyRow[];
let trained: TrainedMarket;

beforeAll(async () => {
  const world = simulateMarket('CN', {
    ...{ seed: 31, films: 420, from: parseDay('2020-01-01'), until: parseDay('2024-01-01') },
  });
  films = world.films;
  rows = world.rows;
  trained = await trainMarket(buildMarketHistory('CN', films, rows), trainOptions({ asOf: AS_OF, origins: ORIGINS }));
});

/** The median forecast of a film, from its own rows as they stand and everything else as it was. */
function median(film: Film, origin: Origin, own: readonly DailyRow[]): number {
  const others = rows.filter(({ filmId }) => filmId !== film.filmId);
  const history = buildMarketHistory('CN', films, [...others, ...own]);
  const index = history.films.findIndex(({ filmId }) => filmId === film.filmId);
  const view = viewAsOf(history, originInstant(film, origin));
  const { values, anchor, opening } = filmInputs(view, index, trained.context);
  const { model } = trainedOrigin(trained, origin).assembled;
  const points = pointsOf(model, { rows: 1, columns: values.length, data: values }, anchor);
  return distributions(points, model.calibration, knownTakings(view, index), opening).total.p50;
}

describe('extra presale', () => {
  it('never lowers a forecast before release, on whatever days it was sold, through features, stack and intervals', () => {
    const upcoming = films.filter(({ releaseDate }) => releaseDate > AS_OF + 8);
    fc.assert(
      fc.property(
        fc.nat(upcoming.length - 1),
        fc.constantFrom(...ORIGINS),
        fc.array(fc.tuple(fc.nat(40), fc.double({ min: 1.001, max: 30, noNaN: true })), { minLength: 1, maxLength: 4 }),
        (place, origin, more) => {
          const film = upcoming[place] as Film;
          const own = rows.filter(({ filmId }) => filmId === film.filmId);
          const sold = own.filter(({ values }) => (values.presale_gross ?? 0) > 0);
          fc.pre(sold.length > 0);
          const raised = new Map(more.map(([at, factor]) => [sold[at % sold.length], factor]));
          const richer = own.map((row) => {
            const factor = raised.get(row);
            const { presale_gross: money } = row.values;
            if (factor === undefined || money === undefined) return row;
            return { ...row, values: { ...row.values, presale_gross: Math.round(money * factor) } };
          });
          expect(median(film, origin, richer)).toBeGreaterThanOrEqual(median(film, origin, own) * (1 - 1e-12));
        },
      ),
      { numRuns: 40, seed: 20_260_601 },
    );
  });
});
