import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { type FeatureContext, fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import type { Market } from '../../../lib/film/market.ts';
import { ORIGINS } from '../../../lib/film/origin.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import { inventHistory } from './inventHistory.ts';

const LATER = 2_000 * 86_400_000;

function featuresOf(
  history: MarketHistory,
  id: string,
  origin: number,
  context: FeatureContext,
): Record<string, number> {
  const index = history.indexOf(id) ?? -1;
  const { values } = featurize(viewAsOf(history, originInstant(history.films[index] as Film, origin)), index, context);
  return Object.fromEntries(FEATURES.map(({ name }, column) => [name, values[column] as number]));
}

function arrange(market: Market, films: readonly Film[], rows: readonly DailyRow[]) {
  const history = buildMarketHistory(market, films, rows);
  const last = history.films.at(-1) as Film;
  const context = fitFeatureContext(viewAsOf(history, originInstant(last, 0) + LATER));
  return { history, context };
}

const invented = { US: inventHistory('US', 21), CN: inventHistory('CN', 22) };

/** A film on its own, with the facts and days that a test is about. */
const PLAIN: Film = {
  filmId: 'plain',
  title: 'Plain',
  market: 'US',
  releaseDate: parseDay('2016-03-11'),
  currency: 'USD',
  genres: [],
  directors: [],
  cast: [],
};

const day = (offset: number, values: DailyRow['values']): DailyRow => ({
  filmId: 'plain',
  date: PLAIN.releaseDate + offset,
  values,
});

function alone(film: Partial<Film>, rows: readonly DailyRow[], origin: number): Record<string, number> {
  const { history, context } = arrange(film.market ?? 'US', [{ ...PLAIN, ...film }], rows);
  return featuresOf(history, 'plain', origin, context);
}

describe('features', () => {
  it('are all made, all finite or missing, and never before they can be known (defects 19, 23)', () => {
    for (const market of ['US', 'CN'] as const) {
      const { history, context } = arrange(market, invented[market].films, invented[market].rows);
      for (const origin of ORIGINS) {
        history.films.forEach((film, index) => {
          const { values } = featurize(viewAsOf(history, originInstant(film, origin)), index, context);
          expect(values).toHaveLength(FEATURES.length);
          const wrong = FEATURES.filter(({ knownFrom }, column) => {
            const value = values[column] as number;
            return Math.abs(value) === Infinity || (origin < knownFrom && !Number.isNaN(value));
          });
          expect(wrong).toEqual([]);
        });
      }
    }
  });

  it('are known for some film as early as the catalogue says', () => {
    const early = new Set<string>();
    for (const market of ['US', 'CN'] as const) {
      const { history, context } = arrange(market, invented[market].films, invented[market].rows);
      for (const film of history.films) {
        for (const origin of [-7, -6, -3, -2, 0, 1, 2, 3, 4, 5, 6, 7]) {
          const values = featuresOf(history, film.filmId, origin, context);
          for (const { name, knownFrom } of FEATURES) {
            if (knownFrom === origin && !Number.isNaN(values[name])) early.add(name);
          }
        }
      }
    }
    expect(FEATURES.filter(({ name }) => !early.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('of a film do not change with the days of other films, but for those about the market (defect 21)', () => {
    const { films, rows } = invented.CN;
    const film = films[70] as Film;
    const { context } = arrange('CN', films, rows);
    const together = buildMarketHistory('CN', films, rows);
    const alike = films.map((each) =>
      each.filmId === film.filmId ? each : { ...each, title: 'Other', cast: [], directors: [] },
    );
    const apart = buildMarketHistory(
      'CN',
      alike,
      rows.map((row) => (row.filmId === film.filmId ? row : { ...row, values: { gross: 100, presale_gross: 7 } })),
    );
    const own = FEATURES.filter(({ name, group }) => {
      if (['calendar', 'calendarRun', 'catalogue', 'attention'].includes(group)) return name !== 'presale_to_market';
      return group === 'ownDays' && !name.includes('market') && !name.includes('reference');
    });
    for (const origin of [-3, 0, 1, 3, 7]) {
      const [a, b] = [together, apart].map((history) => featuresOf(history, film.filmId, origin, context));
      expect(own.filter(({ name }) => !Object.is(a?.[name], b?.[name]))).toEqual([]);
    }
  });

  it('do not depend on the order of films and rows (defect 22)', () => {
    const { films, rows } = invented.US;
    const film = films[90] as Film;
    const { history, context } = arrange('US', films, rows);
    const shuffled = buildMarketHistory('US', films.toReversed(), rows.toReversed());
    expect(featuresOf(shuffled, film.filmId, 7, context)).toEqual(featuresOf(history, film.filmId, 7, context));
  });

  it('are missing, never zero, where nothing is known (defect 11)', () => {
    const values = alone({}, [], 3);
    const unknown = ['day_0', 'banked', 'change_1', 'budget', 'runtime', 'genre_drama', 'certificate_r', 'want_to_see'];
    const also = [
      'presale_total',
      'theatres_booked',
      'search_month',
      'previews_total',
      'directors_best',
      'director_score',
    ];
    for (const name of [...unknown, ...also]) expect([name, values[name]]).toEqual([name, NaN]);
    expect([values['days_unknown'], values['previews_days']]).toEqual([3, 0]);
  });

  it('keep a known zero apart from the unknown', () => {
    const values = alone({}, [day(-2, { sentiment: 0, want_to_see: 0 })], -1);
    expect([values['sentiment'], values['want_to_see']]).toEqual([0, 0]);
    expect(values['social_heat']).toBeNaN();
  });

  it('give a film every genre that it has, and none for words of no genre (defect 24)', () => {
    const english = alone({ genres: ['Action', 'Sci-Fi', 'Puppetry'] }, [], 0);
    expect([english['genre_action'], english['genre_science_fiction'], english['genre_comedy']]).toEqual([1, 1, 0]);
    expect(english['genre_count']).toBe(2);
    const chinese = alone({ market: 'CN', genres: ['动作', '科幻'] }, [], 0);
    expect([chinese['genre_action'], chinese['genre_science_fiction'], chinese['genre_comedy']]).toEqual([1, 1, 0]);
    expect(alone({ genres: ['Puppetry'] }, [], 0)['genre_count']).toBe(0);
  });

  it('count a make-up working day as a working day (defect 25)', () => {
    // Notice of the State Council for 2016: Spring Festival off from 7 to 13 February, Sunday 14 February worked.
    const film = { market: 'CN', releaseDate: parseDay('2016-02-12') } as const;
    expect(alone(film, [], 0)['off_first_3']).toBe(2);
    expect(alone({ market: 'US', releaseDate: parseDay('2016-02-12') }, [], 0)['off_first_3']).toBe(2);
    expect(alone({ market: 'CN', releaseDate: parseDay('2016-02-08') }, [], 0)['off_week_1']).toBe(6);
    expect(alone({ market: 'CN', releaseDate: parseDay('2016-03-07') }, [], 0)['off_week_1']).toBe(2);
  });

  it('tell the run of the days so far', () => {
    const dollars = [100_000, 80_000, 40_000];
    const values = alone(
      { openingTheaters: 100 },
      dollars.map((gross, at) => day(at, { gross: gross * 100, theaters: 100 + at })),
      3,
    );
    expect(values['banked']).toBeCloseTo(Math.log(220_000), 5);
    expect(values['day_2']).toBeCloseTo(Math.log(40_000), 5);
    expect(values['day_3']).toBeNaN();
    expect(values['change_2']).toBeCloseTo(Math.log(0.5), 5);
    expect(values['change_since_first']).toBeCloseTo(Math.log(0.4), 5);
    expect(values['per_theatre_last']).toBeCloseTo(Math.log(40_000 / 102), 5);
    expect(values['days_unknown']).toBe(0);
  });

  it('count previews as money of the film and apart from its days of release', () => {
    const rows = [day(-3, { gross: 1_000_000 }), day(-1, { gross: 3_000_000 }), day(0, { gross: 6_000_000 })];
    const values = alone({ market: 'CN' }, rows, 1);
    expect(values['previews_total']).toBeCloseTo(Math.log(40_000), 5);
    expect(values['previews_eve']).toBeCloseTo(Math.log(30_000), 5);
    expect([values['previews_days'], values['previews_days_week']]).toEqual([2, 2]);
    expect(values['banked']).toBeCloseTo(Math.log(100_000), 5);
    expect(alone({ market: 'CN' }, rows, -1)['previews_eve']).toBeNaN();
  });

  it('take the pace of presale by days to release (defect 29)', () => {
    const rows = Array.from({ length: 7 }, (_, at) => day(at - 7, { presale_gross: 100_000 * 2 ** at }));
    const values = alone({}, rows, 0);
    expect(values['presale_total']).toBeCloseTo(Math.log1p(1_000 * 127), 4);
    expect(values['presale_pace']).toBeCloseTo(Math.log(2), 2);
    expect(alone({}, rows, -3)['presale_total']).toBeCloseTo(Math.log1p(1_000 * 15), 4);
  });

  it('follow the moment, whatever its hour: a day counts once it is over', () => {
    const rows = [day(0, { gross: 5_000_000 }), day(1, { gross: 4_000_000 })];
    const { history, context } = arrange('US', [PLAIN], rows);
    const at = (ms: number) => featurize(viewAsOf(history, originInstant(PLAIN, 1) + ms), 0, context);
    expect([at(0).banked, at(86_400_000 - 1).banked, at(86_400_000).banked]).toEqual([50_000, 50_000, 90_000]);
    expect([at(-1).banked, at(-1).origin, at(0).origin]).toEqual([NaN, 0, 1]);
  });

  it('cannot be made of a film that is not announced', () => {
    const { history, context } = arrange('US', [PLAIN], []);
    expect(() => featurize(viewAsOf(history, originInstant(PLAIN, -120)), 0, context)).toThrow(RangeError);
  });
});
