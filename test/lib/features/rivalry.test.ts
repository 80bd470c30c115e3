import { describe, expect, it } from 'vitest';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { featuresOf, plainFilm, presaleCrowd, SOME_FRIDAY } from './featuresOf.ts';

const RELEASE = SOME_FRIDAY;
const film = plainFilm('own', RELEASE, { genres: ['Action'] });
const presale = (filmId: string, dollars: number, date = RELEASE - 8): DailyRow => ({
  filmId,
  date,
  values: { presale_gross: 100 * dollars, want_to_see: dollars, presale_screenings: dollars },
});
const values = (films: readonly Film[], rows: readonly DailyRow[], origin = -3) =>
  featuresOf([film, ...films], rows, 'own', origin);

describe('rivals of the whole calendar', () => {
  const beside = plainFilm('beside', RELEASE + 2, { genres: ['Action', 'Drama'], openingTheaters: 3_000 });
  const later = plainFilm('later', RELEASE + 14, { genres: ['Comedy'] });

  it('count by how near they open, and by the genres they share', () => {
    const { rivalry_films, rivalry_alike_films } = values([beside, later], []);
    expect(rivalry_films).toBeCloseTo(Math.exp(-2 / 7) + Math.exp(-2), 5);
    expect(rivalry_alike_films).toBeCloseTo(Math.exp(-2 / 7) * Math.SQRT1_2, 5);
    expect(values([plainFilm('far', RELEASE + 36)], [])['rivalry_films']).toBe(0);
  });

  it('are as big as their presale and want-to-see of that moment', () => {
    const rows = [presale('beside', 600), presale('own', 200), presale('beside', 1e6, RELEASE - 1)];
    const early = values([beside, later], rows);
    expect(early['beside_presale']).toBeCloseTo(Math.log1p(600), 5);
    expect(early['presale_part']).toBeCloseTo(Math.log(0.25), 5);
    expect(early['rivalry_presale']).toBeCloseTo(Math.log1p(600 * Math.exp(-2 / 7)), 5);
    expect(early['rivalry_alike_presale']).toBeCloseTo(Math.log1p(600 * Math.exp(-2 / 7) * Math.SQRT1_2), 5);
    const eve = values([beside, later], rows, 0);
    expect(eve['beside_presale']).toBeCloseTo(Math.log1p(1_000_600), 5);
    expect(eve['beside_want']).toBeCloseTo(Math.log1p(1e6), 5);
  });

  it('that sell more only take from the part of the film', () => {
    const parts = [0, 10, 1_000, 1e6].map((more) => values([beside], [presale('own', 200), presale('beside', more)]));
    for (const name of ['presale_part', 'want_to_see_part', 'shows_part']) {
      const falling = parts.map((each) => each[name] ?? NaN);
      expect(falling).toEqual(falling.toSorted((a, b) => b - a));
      expect(falling[0]).toBe(0);
    }
  });

  it('are unknown, not zero, where no presale is known of anyone', () => {
    expect(values([beside], [])['beside_presale']).toBeNaN();
    expect(values([beside], [presale('own', 5)])['beside_presale']).toBe(0);
  });

  it('promise what the records behind them promised when they were announced', () => {
    const crowd = presaleCrowd(RELEASE, 120);
    const hit = plainFilm('hit', RELEASE - 300, { directors: ['Ann'], finalGross: 1e11 });
    const fresh = plainFilm('fresh', RELEASE - 130, { directors: ['Bea'], finalGross: 1e13 });
    const rival = (director: string) => plainFilm('rival', RELEASE + 1, { directors: [director] });
    const wide = crowd.films.map((each) => ({ ...each, openingTheaters: 2_000 }));
    const of = (director: string) => values([...wide, hit, fresh, rival(director)], crowd.rows)['beside_promise'];
    expect(of('Ann')).toBeGreaterThan(1);
    // finished by now, but not yet when the rival was announced
    expect(of('Bea')).toBeNaN();
  });

  it('that are running count by the genres they share', () => {
    const running = plainFilm('running', RELEASE - 20, { genres: ['Action'] });
    const other = plainFilm('other', RELEASE - 20, { genres: ['Comedy'] });
    const gross = (filmId: string, dollars: number, date: number) => ({
      filmId,
      date,
      values: { gross: 100 * dollars },
    });
    const days = Array.from({ length: 40 }, (_, at) => gross('other', 1_000, RELEASE - 40 + at));
    const alike = values([running, other], [...days, gross('running', 500, RELEASE - 4)])['running_alike'];
    // 26 known days after the first fortnight of the history make the market: 1,000 a day, and 500 once.
    expect(alike).toBeCloseTo(Math.log(500) - Math.log((365 * (23 * 1_000 + 500)) / 23), 5);
  });
});
