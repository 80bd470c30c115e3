import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { NO_NORMS } from '../../../lib/integrity/assessIntegrity.ts';
import { fitDailyNorms } from '../../../lib/integrity/daily/dailyNorms.ts';
import { createMarketNorms } from '../../../lib/integrity/marketNorms.ts';
import { rowsByFilm, yearOfFilms } from '../simulation/worlds.ts';

const world = yearOfFilms('CN', 64, { honest: true, films: 80 });
const films = world.films.toSorted((a, b) => a.releaseDate - b.releaseDate);
const byFilm = rowsByFilm(world);
const rowsOf = (filmId: string) => byFilm.get(filmId) ?? [];
const market = { history: { films }, rowsOf };
const LATER = parseDay('2025-12-31');
const MONTH = 30;
const weekOf = (day: number) => day - (day % 7);

describe('norms of a market', () => {
  it('are those of films released a month before, by what that month said', () => {
    const today = parseDay('2024-09-15');
    const settled = films
      .filter(({ releaseDate }) => releaseDate + MONTH <= weekOf(today))
      .map((film) => ({ film, rows: rowsOf(film.filmId).filter(({ date }) => date < film.releaseDate + MONTH) }));
    expect(settled.length).toBeGreaterThan(20);
    expect(createMarketNorms()(market, today)).toEqual({ ...NO_NORMS, daily: fitDailyNorms(settled, LATER) });
    expect(createMarketNorms()(market, today).daily).not.toEqual(NO_NORMS.daily);
  });

  it('do not change with anything that is known later, and are worked out once a week', () => {
    const today = weekOf(parseDay('2024-09-15'));
    const norms = createMarketNorms();
    const before = norms(market, today);
    const later = {
      history: {
        films: films.map((film): Film => (film.releaseDate < today ? film : { ...film, releaseDate: LATER })),
      },
      rowsOf: (filmId: string): readonly DailyRow[] =>
        rowsOf(filmId).map((row) => (row.date < today ? row : { ...row, values: { presale_tickets: 1e9 } })),
    };
    expect(createMarketNorms()(later, today)).toEqual(before);
    expect(norms(market, today + 6)).toBe(before);
    expect(norms(market, today + 7)).not.toBe(before);
    expect(norms(market, today)).toBe(before);
  });

  it('are the most lenient ones where there is too little to learn from', () => {
    expect(createMarketNorms()({ history: { films: films.slice(0, 1) }, rowsOf }, LATER)).toEqual(NO_NORMS);
  });
});
