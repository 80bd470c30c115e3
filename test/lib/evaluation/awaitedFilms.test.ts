import { beforeAll, describe, expect, it } from 'vitest';
import { startOfDay } from '../../../lib/calendar/zone.ts';
import { createAwaitedFilms } from '../../../lib/evaluation/awaitedFilms.ts';
import { type Backtest, backtest } from '../../../lib/evaluation/backtest.ts';
import type { BacktestOptions } from '../../../lib/evaluation/rollOrigins.ts';
import { parseDay, weekday } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { MATURITY_DAYS } from '../../../lib/signals/knownAt.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { inventHistory } from '../features/inventHistory.ts';

const OPTIONS: BacktestOptions = {
  ...{ testFrom: parseDay('2017-02-01'), testUntil: parseDay('2017-12-15') },
  ...{ origins: [1], refit: 'once', models: ['ridge'] },
};
const FRIDAY = 4;
const { films, rows } = inventHistory('US', 5, 420);
const history = buildMarketHistory('US', films, rows);
const place = history.films.findIndex(
  ({ releaseDate }, film) =>
    releaseDate > OPTIONS.testFrom &&
    weekday(releaseDate) === FRIDAY &&
    [0, 1, 2, 3, 4, 5].every((day) => (history.series[film]?.value('gross', releaseDate + day) ?? 0) > 0),
);
const film = history.films[place] as Film;

describe('forecasts that wait for what comes of them', () => {
  it('are settled once, by the first view that knows the total, each at its own origin', () => {
    const awaited = createAwaitedFilms();
    const points = { openingDay: 1, openingWeekend: 2, total: 3 };
    for (const origin of [0, 1]) awaited.add({ film: place, origin, opening: 'wide', points });
    const maturity = startOfDay(film.releaseDate + MATURITY_DAYS, 'US');
    expect(awaited.settle(1, viewAsOf(history, maturity))).toEqual([]);
    const [outcome, ...others] = awaited.settle(1, viewAsOf(history, maturity + 1));
    expect(others).toEqual([]);
    expect(outcome).toMatchObject({ release: film.releaseDate, opening: 'wide', points });
    expect(outcome?.actuals.total).toBeCloseTo(Math.log((film.finalGross ?? 0) / 100), 12);
    expect(outcome?.actuals.openingDay).toBeNaN(); // was known at T+1
    expect(outcome?.actuals.openingWeekend).toBeGreaterThan(0);
    expect(awaited.settle(1, viewAsOf(history, maturity + 1))).toEqual([]);
    const [before] = awaited.settle(0, viewAsOf(history, maturity + 1));
    expect(before?.actuals.openingDay).toBeGreaterThan(0);
  });
});

const LAST_DAYS = 60;

describe('intervals of a backtest', () => {
  /** Films released long enough before the last ones that these can learn from them make a third or three times as much. */
  const until = OPTIONS.testUntil - MATURITY_DAYS - LAST_DAYS;
  const shaken = films.map((own): Film => {
    const { finalGross = 0, releaseDate } = own;
    if (releaseDate < OPTIONS.testFrom || releaseDate >= until) return own;
    return { ...own, finalGross: Math.round(finalGross * (releaseDate % 2 === 0 ? 3 : 1 / 3)) };
  });
  let calm: Backtest;
  let wild: Backtest;
  beforeAll(async () => {
    calm = await backtest(history, OPTIONS);
    wild = await backtest(buildMarketHistory('US', shaken, rows), OPTIONS);
  });

  const width = ({ predictions }: Backtest, from: number, to: number) => {
    const own = predictions.filter(({ releaseDate: day, served }) => served && day >= from && day < to);
    expect(own.length).toBeGreaterThan(5);
    return own.reduce((sum, { stack }) => sum + Math.log(stack.p90 / stack.p10), 0) / own.length;
  };

  it('grow within the year when films miss by more than they used to', () => {
    const [from, to] = [OPTIONS.testUntil - LAST_DAYS, OPTIONS.testUntil];
    expect(width(wild, from, to)).toBeGreaterThan(1.1 * width(calm, from, to));
  });

  it('do not move before those totals are known', () => {
    const [from, to] = [OPTIONS.testFrom, OPTIONS.testFrom + MATURITY_DAYS];
    expect(width(wild, from, to)).toBe(width(calm, from, to));
  });
});
