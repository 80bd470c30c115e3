import { describe, expect, it } from 'vitest';
import { describedFilm } from '../../../lib/api/describedFilm.ts';
import { parseForecastRequest } from '../../../lib/api/parseRequest.ts';
import { parseDay } from '../../../lib/film/day.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const BASE = { release_date: '2024-02-10', date: '2024-02-03' };

function described(body: object) {
  const request = parseForecastRequest({ ...BASE, ...body });
  if (request.kind !== 'film-inputs') throw new TypeError('a known film');
  return describedFilm(request.inputs, NOW);
}

const dayOf = (film: ReturnType<typeof described>, date: string) =>
  film.rows.find((row) => row.date === parseDay(date))?.values;

describe('a film that the request describes', () => {
  it("stands at the end of its day in the market's own time", () => {
    const { asOf, origin } = described({});
    expect(new Date(asOf).toISOString()).toBe('2024-02-03T16:00:00.000Z'); // midnight in Shanghai
    expect(origin).toBe(-6);
    const us = described({ market: 'US', date: '2024-02-12' });
    expect(new Date(us.asOf).toISOString()).toBe('2024-02-13T05:00:00.000Z'); // midnight in New York
    expect(us.origin).toBe(3);
  });

  it('keeps what is missing unknown, never zero', () => {
    const film = described({});
    expect(film.film).toEqual({
      filmId: film.film.filmId,
      title: film.film.filmId,
      market: 'CN',
      currency: 'CNY',
      releaseDate: parseDay('2024-02-10'),
      genres: [],
      directors: [],
      cast: [],
    });
    expect(film.rows).toEqual([{ filmId: film.film.filmId, date: parseDay('2024-02-03'), values: {} }]);
  });

  it('reads amounts into minor units exactly', () => {
    expect(dayOf(described({ presale_amount: 8_500_000.1 }), BASE.date)).toEqual({ presale_gross: 850_000_010 });
    expect(described({ budget: 0.29, market: 'US' }).film.budget).toBe(29); // 0.29 * 100 is 28.999999999999996
  });

  it('counts shows as on sale before release and as played after it', () => {
    expect(dayOf(described({ show_count: 100 }), BASE.date)).toEqual({ presale_screenings: 100 });
    expect(dayOf(described({ show_count: 100, date: '2024-02-10' }), '2024-02-10')).toEqual({ screenings: 100 });
  });

  it('defect 14: takes avg_price for receipts per show, from which an unknown amount or count of shows follows', () => {
    expect(dayOf(described({ show_count: 12_000, avg_price: 708.33 }), BASE.date)).toEqual({
      presale_gross: 849_996_000,
      presale_screenings: 12_000,
    });
    expect(dayOf(described({ presale_amount: 8_500_000, avg_price: 708.33 }), BASE.date)).toEqual({
      presale_gross: 850_000_000,
      presale_screenings: 12_000,
    });
  });

  it('defect 14: takes avg_price for the price of a ticket when told so, from which the tickets follow', () => {
    const tickets = described({
      presale_amount: 8_500_000,
      show_count: 12_000,
      avg_price: 45,
      avg_price_unit: 'ticket',
    });
    expect(dayOf(tickets, BASE.date)).toMatchObject({ presale_tickets: 188_889 });
    expect(tickets.notes).toEqual([]);
  });

  it("doubts the brief's own example, where 45 a show is not 8,500,000 / 12,000 = 708.33 a show", () => {
    const { notes } = described({ presale_amount: 8_500_000, show_count: 12_000, avg_price: 45 });
    expect(notes).toMatchObject([{ code: 'avg_price.disagrees' }]);
    expect(notes[0]?.message.en).toContain('708.33');
    expect(notes[0]?.message.zh).toContain('708.33');
    expect(described({ presale_amount: 8_500_000, show_count: 12_000, avg_price: 708.33 }).notes).toEqual([]);
  });

  it('reads type_factor as a genre unless genres are given', () => {
    expect(described({ type_factor: 4 }).film.genres).toEqual(['Animation']);
    const both = described({ type_factor: 4, genres: ['喜剧'] });
    expect(both.film.genres).toEqual(['喜剧']);
    expect(both.columnsOf.get('type_factor')).toEqual([]);
  });

  it('says which columns each input was read as', () => {
    const { columnsOf } = described({
      competition_index: 25,
      want_see_count: 10,
      avg_price: 3,
      budget: 1,
      daily: [{ date: '2024-02-01', gross: 2 }],
    });
    expect(Object.fromEntries(columnsOf)).toEqual({
      competition_index: [],
      want_see_count: ['want_to_see'],
      avg_price: [],
      budget: ['budget'],
      'daily.gross': ['gross'],
    });
  });

  it('adds other days, and prefers what "daily" says of the last day', () => {
    const film = described({
      social_heat: 5,
      want_see_count: 6,
      daily: [
        { date: '2024-02-01', gross: 10.5 },
        { date: '2024-02-03', social_heat: 7, sentiment: null },
      ],
    });
    expect(dayOf(film, '2024-02-01')).toEqual({ gross: 1050 });
    expect(dayOf(film, '2024-02-03')).toEqual({ social_heat: 7, want_to_see: 6 });
  });

  it('refuses days after the last one and days given twice', () => {
    const days = [{ date: '2024-02-01' }, { date: '2024-02-04' }, { date: '2024-02-01' }];
    expect(() => described({ daily: days })).toThrow(
      expect.objectContaining({
        faults: [
          expect.objectContaining({ at: { pointer: '#/daily/1/date' }, code: 'field.range' }),
          expect.objectContaining({ at: { pointer: '#/daily/2/date' }, code: 'field.format' }),
        ],
      }),
    );
  });

  it.each([
    ['2024-02-01', 'request.moment-not-served'], // its end is T-8
    ['2024-02-17', 'request.moment-not-served'], // its end is T+8
    ['1999-01-01', 'request.moment-not-served'],
  ])('refuses the moment at the end of %s', (date, code) => {
    expect(() => described({ date })).toThrow(expect.objectContaining({ code }));
  });

  it('serves every origin from T-7 to T+7', () => {
    const dates = ['2024-02-02', '2024-02-09', '2024-02-10', '2024-02-16'];
    expect(dates.map((date) => described({ date }).origin)).toEqual([-7, 0, 1, 7]);
  });

  it('refuses a day that has not begun in the market, and accepts the one that is under way', () => {
    const future = { release_date: '2026-01-05', market: 'US' };
    expect(described({ ...future, date: '2025-12-31' }).origin).toBe(-4); // 19:00 in New York
    expect(() => described({ ...future, date: '2026-01-01' })).toThrow(
      expect.objectContaining({ code: 'request.date-in-future' }),
    );
    expect(described({ release_date: '2026-01-05', date: '2026-01-01' }).origin).toBe(-3); // 08:00 in Shanghai
  });
});
