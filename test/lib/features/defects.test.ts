import { describe, expect, it } from 'vitest';
import { describedFilm } from '../../../lib/api/describedFilm.ts';
import { parseForecastRequest } from '../../../lib/api/parseRequest.ts';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { parseDaily } from '../../../lib/history/parseDaily.ts';
import { parseFilms } from '../../../lib/history/parseFilms.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { withFilm } from '../../../lib/signals/withFilm.ts';
import { featuresOf, plainFilm, presaleCrowd, SOME_FRIDAY } from './featuresOf.ts';

const RELEASE = SOME_FRIDAY;
const film = plainFilm('own', RELEASE);
const day = (filmId: string, offset: number, values: DailyRow['values']): DailyRow => ({
  filmId,
  date: RELEASE + offset,
  values,
});

/** Nine inputs as the first forecaster took them, at the end of their day. */
function ofNineInputs(changes: object = {}) {
  const request = parseForecastRequest({
    ...{ release_date: '2024-02-10', date: '2024-02-03', presale_amount: 8_500_000, show_count: 12_000 },
    ...{ avg_price: 40, avg_price_unit: 'ticket', social_heat: 76, want_see_count: 320_000 },
    ...{ director_score: 8.1, actor_score: 7.4, competition_index: 25, type_factor: 1, ...changes },
  });
  if (request.kind !== 'film-inputs') throw new TypeError('a known film');
  const described = describedFilm(request.inputs, Date.parse('2026-01-01T00:00:00Z'));
  const history = buildMarketHistory('CN', [], []);
  const laid = withFilm(history, described.film, described.rows, { given: true });
  const view = viewAsOf(laid, described.asOf);
  const { values } = featurize(view, 0, fitFeatureContext(viewAsOf(history, described.asOf)));
  return { described, values: Object.fromEntries(FEATURES.map(({ name }, at) => [name, values[at] as number])) };
}

async function fromFiles(films: string, daily: string, origin: number) {
  const now = Date.parse('2026-01-01T00:00:00Z');
  const parsedFilms = await parseFilms({ name: 'films.csv', body: Buffer.from(films) }, { now });
  if (parsedFilms.status === 'refused') throw new Error('films.csv is refused');
  const byId = new Map(parsedFilms.items.map((each): [string, Film] => [each.filmId, each]));
  const file = { name: 'daily.csv', body: Buffer.from(daily) };
  const parsedDaily = await parseDaily(file, { now, filmOf: (id) => byId.get(id) });
  if (parsedDaily.status === 'refused') throw new Error('daily.csv is refused');
  return featuresOf(parsedFilms.items, parsedDaily.items, parsedFilms.items[0]?.filmId ?? '', origin);
}

const FILMS =
  'movie_id,title,market,release_date,movie_type,currency,final_box_office\nm1,雪线来信,CN,2024-02-10,喜剧|剧情,CNY,\n';

describe('defects of earlier forecasters that features must not have', () => {
  it('defects 15, 16: presale and heat are features of their own, without cap and without a weight set by hand', () => {
    const eve = (presale: number, heat: number) =>
      featuresOf([film], [day('own', -1, { presale_gross: 100 * presale, social_heat: heat })], 'own', 0);
    const [usual, rich, hot] = [eve(4e7, 5e6), eve(4e9, 5e6), eve(4e7, 5e8)];
    // ten times beyond where the old score stopped, each is still told apart, by its own logarithm
    expect((rich['presale_total'] ?? NaN) - (usual['presale_total'] ?? NaN)).toBeCloseTo(Math.log(100), 4);
    expect((hot['social_heat'] ?? NaN) - (usual['social_heat'] ?? NaN)).toBeCloseTo(Math.log(100), 4);
    expect([rich['social_heat'], hot['presale_total']]).toEqual([usual['social_heat'], usual['presale_total']]);
  });

  it('defect 17: the example with a date as text, heat and type by their old names gives features', async () => {
    const daily = 'movie_id,date,presale_amount,heat_score,want_see_count\nm1,2024-02-03,8500000,76,320000\n';
    const values = await fromFiles(FILMS, daily, -6);
    expect(values['presale_total']).toBeCloseTo(Math.log1p(8_500_000), 5);
    expect([values['genre_comedy'], values['genre_drama'], values['genre_action']]).toEqual([1, 1, 0]);
    expect(values['opens_saturday']).toBe(1);
  });

  it('defect 18: heat is the same feature by either of its names', async () => {
    const [old, own] = await Promise.all(
      ['heat_score', 'social_heat'].map((name) => fromFiles(FILMS, `film_id,date,${name}\nm1,2024-02-03,76\n`, -6)),
    );
    expect(old?.['social_heat']).toBeCloseTo(Math.log(77), 5);
    expect(own).toEqual(old);
  });

  it('defect 19: what is worked out is what models see: growth, sums, windows, weekends, pace, days to go', () => {
    const seen = new Set(FEATURES.map(({ name }) => name));
    const promised = ['presale_growth', 'presale_total', 'presale_mean_3', 'presale_deviation_3', 'social_heat_total'];
    const others = [
      'window_spring',
      'off_first_3',
      'to_holiday',
      'presale_pace',
      'want_to_tickets',
      'presale_occupancy',
    ];
    expect([...promised, ...others].filter((name) => !seen.has(name))).toEqual([]);
    const { values } = ofNineInputs();
    for (const name of ['presale_total', 'presale_price', 'presale_occupancy', 'want_to_see', 'want_to_tickets']) {
      expect([name, Number.isFinite(values[name])]).toEqual([name, true]);
    }
  });

  it('defect 20: a given competition_index is not overwritten in silence: it is said to be unused, rivals are counted', () => {
    const { described, values } = ofNineInputs();
    expect(described.columnsOf.get('competition_index')).toEqual([]);
    // bit for bit the same features whatever is given, and no feature of that name that would pretend to use it
    expect(ofNineInputs({ competition_index: 10 }).values).toEqual(values);
    expect(FEATURES.some(({ name, source }) => `${name} ${source}`.includes('competition_index'))).toBe(false);
    expect(values['rivalry_films']).toBe(0);
    const used = ['presale_amount', 'show_count', 'avg_price', 'social_heat', 'want_see_count', 'director_score'];
    for (const name of [...used, 'actor_score', 'type_factor']) {
      expect([name, described.columnsOf.get(name)?.length]).not.toEqual([name, 0]);
      expect([name, described.columnsOf.has(name)]).toEqual([name, true]);
    }
    expect([values['genre_comedy'], values['director_score']]).toEqual([1, expect.closeTo(8.1, 5)]);
  });

  it('defect 21: growth, sums and means of three days are those of one film, whatever stands beside it in the table', () => {
    const small = [-3, -2, -1].map((at) => day('own', at, { presale_gross: 1e8, social_heat: 5 }));
    const huge = [-4, -3, -2, -1].map((at) => day('before', at, { presale_gross: 1e10 * (5 + at), social_heat: 9e5 }));
    const films = [plainFilm('before', RELEASE), film];
    const own = FEATURES.filter(({ name, group, source }) => {
      if (source.includes('earlier films') || name === 'presale_to_market') return false;
      return group === 'presale' || group === 'attention' || group === 'conversion';
    });
    const beside = featuresOf(films, [...huge, ...small], 'own', 0);
    const alone = featuresOf([film], small, 'own', 0);
    expect(own.filter(({ name }) => !Object.is(beside[name], alone[name]))).toEqual([]);
    expect(beside['presale_growth']).toBe(0);
    expect(beside['presale_mean_3']).toBeCloseTo(Math.log1p(1e6), 5);
    expect(beside['presale_total']).toBeCloseTo(Math.log1p(3e6), 5);
    expect(featuresOf(films, [...huge, day('own', -1, { presale_gross: 1e8 })], 'own', 0)['presale_growth']).toBeNaN();
  });

  it('defect 22: rows in any order give the same features', () => {
    const rows = [-5, -4, -3, -2, -1].map((at) =>
      day('own', at, { presale_gross: 10 ** (10 + at), want_to_see: 9 + at }),
    );
    expect(featuresOf([film], rows.toReversed(), 'own', 0)).toEqual(featuresOf([film], rows, 'own', 0));
    expect(featuresOf([film], rows, 'own', 0)['presale_pace']).toBeCloseTo(Math.log(10), 2);
  });

  it('defect 23: nothing is infinite, and what cannot be told is missing: a first day, a day after a zero, no tickets', () => {
    const cases: readonly DailyRow['values'][] = [
      { presale_gross: 0, presale_tickets: 0, presale_screenings: 0, want_to_see: 0, social_heat: 0, trailer_plays: 0 },
      { presale_gross: -500, presale_tickets: -3 },
      { presale_gross: 100 },
    ];
    for (const values of cases) {
      for (const origin of [-1, 0, 1, 3]) {
        const rows = [
          day('own', -2, values),
          day('own', -1, values),
          day('own', 0, { gross: 0, admissions: 0, screenings: 0 }),
        ];
        const made = featuresOf([film], rows, 'own', origin);
        expect(Object.entries(made).filter(([, value]) => Math.abs(value) === Infinity)).toEqual([]);
        expect([made['presale_price'], made['ticket_price_first']].every((price) => !Number.isFinite(price))).toBe(
          true,
        );
      }
    }
  });

  it('defect 24: genres are a set, in either language, and words of no genre break nothing', () => {
    const of = (genres: readonly string[]) => featuresOf([plainFilm('own', RELEASE, { genres })], [], 'own', 0);
    expect([of(['喜剧', 'Sci-Fi'])['genre_comedy'], of(['喜剧', 'Sci-Fi'])['genre_science_fiction']]).toEqual([1, 1]);
    expect([of(['皮影'])['genre_count'], of(['皮影'])['genre_drama'], of([])['genre_drama']]).toEqual([0, 0, NaN]);
  });

  it('defect 25: a Sunday that is worked is no day off, and a Monday of Spring Festival is', () => {
    // Notice of the State Council for 2016: off from 7 to 13 February, Saturday 6 and Sunday 14 February worked.
    const off = (date: string) =>
      featuresOf([plainFilm('own', parseDay(date), { market: 'CN' })], [], 'own', 0)['off_first_3'];
    expect([off('2016-02-08'), off('2016-02-12'), off('2016-02-05')]).toEqual([3, 2, 1]);
  });

  it('defect 26: rivals are films with dates, genres and sizes of that moment, never one number of counts and yuan', () => {
    const rival = plainFilm('rival', RELEASE + 1, { openingTheaters: 3_000 });
    const rows = [day('rival', -8, { presale_gross: 1e6 }), day('rival', -2, { presale_gross: 9e12 })];
    const values = featuresOf([film, rival], rows, 'own', -4);
    expect(values['beside_presale']).toBeCloseTo(Math.log1p(1e4), 5);
    expect([values['rivals_beside'], values['rivals_beside_theatres']]).toEqual([1, 0]);
    expect(
      new Set(FEATURES.filter(({ group }) => group.startsWith('rival')).map(({ unit }) => unit)).size,
    ).toBeGreaterThan(3);
  });

  it('defect 27: a record of talent counts no film whose total was not known, and never the film itself', () => {
    const makers = { directors: ['Ann'], producers: ['Pia'] };
    const own = plainFilm('own', RELEASE, { ...makers, finalGross: 9e12 });
    const recent = plainFilm('recent', RELEASE - 119, { ...makers, finalGross: 9e12 });
    const finished = plainFilm('finished', RELEASE - 121, { ...makers, finalGross: 1e10 });
    const crowd = presaleCrowd(RELEASE, 80);
    const wide = crowd.films.map((each) => ({ ...each, openingTheaters: 2_000 }));
    const values = featuresOf([own, recent, finished, ...wide], crowd.rows, 'own', 0);
    expect([values['directors_films'], values['producers_films']]).toEqual([1, 1]);
  });

  it('defect 28: season, price, inflation, screens and share of screenings are features', () => {
    const names = ['month_02', 'season_sin', 'ticket_price_first', 'presale_price', 'market_year', 'reference_total'];
    const screens = ['presale_screenings', 'shows_last', 'theatres_booked', 'share_last', 'shows_part', 'title_3d'];
    const seen = FEATURES.map(({ name }) => name);
    expect(seen).toEqual(expect.arrayContaining([...names, ...screens]));
  });

  it('defect 29: counts are read by days to release: the same sum is more a week before than on the eve', () => {
    const release = (at: number) => RELEASE - 30 + at;
    const crowd = Array.from({ length: 30 }, (_, at) => plainFilm(`f${at}`, release(at)));
    const rows = crowd.flatMap(({ filmId }, at) =>
      Array.from(
        { length: 14 },
        (_, back): DailyRow => ({
          filmId,
          date: release(at) - 1 - back,
          values: { presale_gross: 100 * 2 ** (14 - back) * (1 + (at % 7)) },
        }),
      ),
    );
    const own = (date: number) => [day('own', date, { presale_gross: 100 * 20_000 })];
    const early = featuresOf([film, ...crowd], [...rows, ...own(-8)], 'own', -7);
    const late = featuresOf([film, ...crowd], [...rows, ...own(-8)], 'own', 0);
    expect(early['presale_total']).toBe(late['presale_total']);
    expect(early['presale_rank']).toBe(1);
    expect(late['presale_rank']).toBeLessThan(0.2);
    expect(early['presale_relative']).toBeGreaterThan((late['presale_relative'] ?? NaN) + 4);
  });
});
