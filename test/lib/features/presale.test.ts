import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DailyRow } from '../../../lib/film/film.ts';
import { featuresOf, plainFilm, presaleCrowd, SOME_FRIDAY } from './featuresOf.ts';

const RELEASE = SOME_FRIDAY;
const film = plainFilm('own', RELEASE);
const presale = (back: number, dollars: number, others: DailyRow['values'] = {}): DailyRow => ({
  filmId: 'own',
  date: RELEASE - back,
  values: { presale_gross: 100 * dollars, ...others },
});

describe('presale of a film', () => {
  it('has a mean and a deviation over three days, and a growth over one', () => {
    const rows = [presale(4, 1e6), presale(3, 100), presale(2, 200), presale(1, 600)];
    const values = featuresOf([film], rows, 'own', 0);
    expect(values['presale_mean_3']).toBeCloseTo(Math.log1p(300), 5);
    // Deviations of 200, 100 and 300 from the mean of 300, by hand.
    expect(values['presale_deviation_3']).toBeCloseTo(Math.sqrt((4e4 + 1e4 + 9e4) / 3) / 300, 5);
    expect(values['presale_growth']).toBeCloseTo(Math.log(601 / 201), 5);
  });

  it('has a price, and an occupancy at the typical seats of a hall', () => {
    const rows = [
      presale(2, 600, { presale_tickets: 40 }),
      presale(1, 400, { presale_tickets: 60, presale_screenings: 9 }),
    ];
    const values = featuresOf([film], rows, 'own', 0);
    expect(values['presale_price']).toBeCloseTo(Math.log(10), 5);
    expect(values['presale_occupancy']).toBeCloseTo(Math.log(100 / (9 * 180)), 5);
  });

  it('is told apart by the day of showing where the sales say it', () => {
    const of = (back: number, showing: number, dollars: number): DailyRow => ({
      ...presale(back, dollars),
      showDate: RELEASE + showing,
    });
    // Friday release: the weekend is the first three days. A row without a day of showing belongs to no share.
    const rows = [of(2, 0, 500), of(2, 2, 200), of(1, 0, 100), of(1, 3, 200), { ...presale(3, 4_000) }];
    const values = featuresOf([film], rows, 'own', 0);
    expect(values['presale_total']).toBeCloseTo(Math.log1p(5_000), 5);
    expect(values['presale_first_day']).toBeCloseTo(Math.log1p(600), 5);
    expect(values['presale_first_day_share']).toBeCloseTo(0.6, 5);
    expect(values['presale_weekend_share']).toBeCloseTo(0.8, 5);
    expect(featuresOf([film], rows, 'own', -1)['presale_first_day_share']).toBeCloseTo(5 / 7, 5);
    expect(featuresOf([film], [presale(1, 100)], 'own', 0)['presale_first_day_share']).toBeNaN();
  });
});

describe('presale among the films of the past year', () => {
  const { films, rows } = presaleCrowd(RELEASE, 60);
  // As many days of sale known as the others had at the same distance: one a day from T-14 on.
  const own = (perDay: number) =>
    Array.from({ length: 14 }, (_, at) => presale(at + 1, perDay, { want_to_see: perDay }));
  const values = (perDay: number, origin: number) =>
    featuresOf([...films, film], [...rows, ...own(perDay)], 'own', origin);

  it('is compared at the same days to release, not by what has come in since', () => {
    for (const origin of [-7, -3, 0]) {
      // The others sell 1, 2, 4, 8 or 16 thousand a day in turn, so the film in their middle is above two of five.
      const middle = values(4_000, origin);
      expect(middle['presale_rank']).toBeCloseTo(0.4, 1);
      expect(Math.abs(middle['presale_relative'] ?? NaN)).toBeLessThan(0.05);
      expect(Math.abs(middle['presale_score'] ?? NaN)).toBeLessThan(0.05);
      expect(values(32_000, origin)['presale_rank']).toBe(1);
      expect(values(32_000, origin)['presale_relative']).toBeCloseTo(Math.log(8), 1);
    }
  });

  it('expects the total and the first day that such presale came to', () => {
    // Each earlier film made 700 times its daily sale in all, and 50 times it on the first day.
    for (const [perDay, origin] of [
      [4_000, 0],
      [4_000, -7],
      [300_000, -7],
    ] as const) {
      const { presale_expected_total: total, presale_expected_first_day: first } = values(perDay, origin);
      expect(total).toBeCloseTo(Math.log(700 * perDay), 1);
      expect(first).toBeCloseTo(Math.log(50 * perDay), 1);
    }
  });

  it('says nothing in a market that knows too few films, or when the film itself sells nothing yet', () => {
    const few = presaleCrowd(RELEASE, 14);
    const alone = featuresOf([...few.films, film], [...few.rows, ...own(4_000)], 'own', 0);
    expect([alone['presale_rank'], alone['presale_expected_total']]).toEqual([NaN, NaN]);
    const silent = featuresOf([...films, film], rows, 'own', 0);
    expect([silent['presale_rank'], silent['presale_expected_total'], silent['presale_total']]).toEqual([
      NaN,
      NaN,
      NaN,
    ]);
  });

  it('never stands lower for having sold more', () => {
    const names = ['presale_total', 'presale_rank', 'presale_relative', 'presale_score', 'presale_part'] as const;
    const expected = ['presale_expected_total', 'presale_expected_first_day'] as const;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5e5 }), fc.double({ min: 1, max: 50, noNaN: true }), (perDay, times) => {
        const [less, more] = [values(perDay, -3), values(Math.ceil(perDay * times), -3)];
        for (const name of [...names, ...expected])
          expect([name, (more[name] ?? NaN) >= (less[name] ?? NaN)]).toEqual([name, true]);
      }),
      { seed: 41, numRuns: 12 },
    );
  });
});

describe('want-to-see', () => {
  const { films, rows } = presaleCrowd(RELEASE, 60);
  const own: DailyRow[] = [
    { filmId: 'own', date: RELEASE - 1, values: { want_to_see: 4_000, presale_tickets: 11_200, social_heat: 8 } },
    { filmId: 'own', date: RELEASE, values: { gross: 100 * 400_000, admissions: 40_000 } },
  ];
  const values = featuresOf([...films, film], [...rows, ...own], 'own', 1);

  it('converts into tickets and admissions, by itself and against earlier films', () => {
    expect(values['want_to_tickets']).toBeCloseTo(Math.log(2.8), 2);
    // The others sold 0.1 tickets a day for each who wanted, over two weeks, and 5 admissions on the first day.
    expect(values['want_to_tickets_relative']).toBeCloseTo(Math.log(2.8 / 1.4), 2);
    expect(values['want_to_admissions']).toBeCloseTo(Math.log(10), 2);
    expect(values['want_to_admissions_relative']).toBeCloseTo(Math.log(2), 2);
    expect(values['want_to_takings_relative']).toBeCloseTo(Math.log(2), 2);
  });

  it('is ranked and turned into a total like presale', () => {
    expect(values['want_to_see_rank']).toBeCloseTo(0.4, 1);
    expect(values['want_to_see_expected_total']).toBeCloseTo(Math.log(700 * 4_000), 1);
  });
});

describe('shows and prices', () => {
  it('follow from what was played, sold and taken on the first and the last known day', () => {
    const day = (at: number, gross: number, admissions: number, screenings: number): DailyRow => ({
      filmId: 'own',
      date: RELEASE + at,
      values: { gross: 100 * gross, admissions, screenings },
    });
    const values = featuresOf([film], [day(0, 9_000, 1_000, 10), day(2, 4_000, 500, 20)], 'own', 3);
    expect(values['ticket_price_first']).toBeCloseTo(Math.log(9), 5);
    expect(values['ticket_price_last']).toBeCloseTo(Math.log(8), 5);
    expect(values['shows_change']).toBeCloseTo(Math.log(2), 5);
    expect(values['per_show_last']).toBeCloseTo(Math.log(200), 5);
    expect(values['occupancy_first']).toBeCloseTo(Math.log(1_000 / 1_800), 5);
    expect(values['occupancy_change']).toBeCloseTo(Math.log(0.25), 5);
  });
});
