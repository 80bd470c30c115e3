import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, startOfDay } from '../../../lib/calendar/zone.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { completeFlow } from '../../../lib/signals/completeFlow.ts';
import { ownShare, usualShare } from '../../../lib/signals/dayProfile.ts';
import { fileHistory } from '../../../lib/signals/filedHistory.ts';
import { toLiveFilm } from '../../../lib/signals/liveFilm.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { standAtMidnight } from '../../../lib/signals/standAtMidnight.ts';
import { signalMerger } from '../../../lib/signals/withSignals.ts';
import { plainFilm } from '../features/featuresOf.ts';
import { reading } from './inventSignals.ts';

const SEED = 7_112_026;
const HOUR = 3_600_000;
const TODAY = parseDay('2026-01-10');
const MIDNIGHT = startOfDay(TODAY, 'CN');

const share = fc.double({ min: 0, max: 1, noNaN: true });
const money = fc.integer({ min: -1_000_000, max: 1_000_000_000 });

describe('a flow of a day that is not over', () => {
  it('is what has come once the day is over, and the day before as it begins', () => {
    expect(completeFlow({ observed: 777, expected: 500, share: 1 })).toBe(777);
    expect(completeFlow({ observed: 777, expected: undefined, share: 1 })).toBe(777);
    expect(completeFlow({ observed: 0, expected: 500, share: 0 })).toBe(500);
  });

  it('never falls when more has come, and never stays below what has come', () => {
    fc.assert(
      fc.property(
        money,
        fc.nat(1_000_000),
        fc.option(money, { nil: undefined }),
        share,
        (observed, more, expected, of) => {
          const now = completeFlow({ observed, expected, share: of });
          expect(now).toBeGreaterThanOrEqual(observed);
          expect(completeFlow({ observed: observed + more, expected, share: of })).toBeGreaterThanOrEqual(now);
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
  });

  it('does not make a record of one early sale without a day before', () => {
    expect(completeFlow({ observed: 100, expected: undefined, share: 0.001 })).toBeLessThanOrEqual(1_100);
  });
});

describe('how a day fills', () => {
  it.each(['US', 'CN', 'KR'] as const)('usually in %s: from nothing to everything, never back', (market) => {
    const shares = Array.from({ length: 97 }, (_, quarter) => usualShare(market, quarter / 96));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('is read from the film itself once it has three full days', () => {
    const steps = (days: number) =>
      Array.from({ length: days + 1 }, (_, back) => [
        { day: TODAY - 1 - back, showDate: undefined, elapsed: 0.25, amount: 30 },
        { day: TODAY - 1 - back, showDate: undefined, elapsed: 0.75, amount: 70 },
      ]).flat();
    expect(ownShare(steps(2), TODAY, 0.5)).toBeUndefined();
    expect(ownShare(steps(3), TODAY, 0.5)).toBeCloseTo(0.3, 12);
    expect(ownShare(steps(3), TODAY, 0.75)).toBe(1);
  });
});

const FILM = plainFilm('f', TODAY + 3, { market: 'CN', openingTheaters: 900, searchIndex30d: 5 });
const RIVAL = plainFilm('rival', TODAY - 20, { market: 'CN' });
const ROWS: readonly DailyRow[] = [
  ...Array.from({ length: 20 }, (_, back) => ({
    filmId: 'rival',
    date: TODAY - 1 - back,
    values: { gross: 1_000_00 * (back % 7 === 6 ? 2 : 1) },
  })),
  { filmId: 'f', date: TODAY - 1, values: { presale_gross: 400_00, want_to_see: 90 } },
  // A file may reach beyond the moment that is asked about.
  { filmId: 'f', date: TODAY, values: { presale_gross: 9_999_00, gross: 5 } },
  { filmId: 'rival', date: TODAY, values: { gross: 7 } },
];

function stand(asOf: number, events: readonly SignalEvent[], films: readonly Film[] = [FILM, RIVAL]) {
  const files = fileHistory('CN', films, ROWS);
  const live = [...Map.groupBy(events, ({ filmId }) => filmId)].map(([filmId, own]) => toLiveFilm('CN', filmId, own));
  const standing = standAtMidnight(signalMerger(files)(live, asOf));
  if (!standing) return undefined;
  const view = viewAsOf(standing.history, standing.standsAt);
  const place = (filmId: string) => standing.history.indexOf(filmId) ?? -1;
  return { ...standing, view, film: place('f'), rival: place('rival') };
}

const sale = (hour: number, value: number) =>
  reading({ eventId: `s${hour}`, value, observedAt: MIDNIGHT + hour * HOUR, ingestedAt: MIDNIGHT + hour * HOUR });

describe('a market whose day is running', () => {
  it('stands at the coming midnight with sales completed and levels as last read', () => {
    const want = reading({
      eventId: 'w',
      metric: 'want_to_see',
      kind: 'level',
      value: 120,
      observedAt: MIDNIGHT + HOUR,
    });
    const standing = stand(MIDNIGHT + 12 * HOUR, [sale(9, 100_00), want]);
    expect(standing?.runningDay).toMatchObject({ date: TODAY, elapsed: 0.5 });
    expect(standing?.view.today).toBe(TODAY + 1);
    const { view, film } = standing as NonNullable<typeof standing>;
    // 100 in, 0.22 of a day passed by usual: 100 + 0.78 x (100 + 0.25 x 400) / (0.22 + 0.25)
    expect(view.daily(film, 'presale_gross', TODAY)).toBeCloseTo(100 + (0.78 * 200) / 0.47, 2);
    expect(view.daily(film, 'want_to_see', TODAY)).toBe(120);
    expect(view.daily(film, 'gross', TODAY)).toBeNaN();
  });

  it('carries running films without a reading on, by how the days of last week went', () => {
    const standing = stand(MIDNIGHT + 12 * HOUR, [sale(9, 100_00)]);
    expect(standing?.view.daily(standing.rival, 'gross', TODAY)).toBe(2_000);
  });

  it('knows nothing that becomes known at the end of the day', () => {
    const standing = stand(MIDNIGHT + 12 * HOUR, [sale(9, 1)], [{ ...FILM, releaseDate: TODAY + 4 }, RIVAL]);
    expect(standing?.view.openingTheaters(standing.film)).toBeNaN();
    const eve = stand(MIDNIGHT + 12 * HOUR, [sale(9, 1)], [{ ...FILM, releaseDate: TODAY + 1 }, RIVAL]);
    expect(eve?.view.openingTheaters(eve.film)).toBe(900);
    expect(eve?.view.searchIndex(eve.film)).toBeNaN();
  });

  it('has not heard of a film that is announced at the end of the day', () => {
    const later = (days: number) => plainFilm(`later ${days}`, TODAY + days, { market: 'CN' });
    const standing = stand(MIDNIGHT + 12 * HOUR, [sale(9, 1)], [FILM, RIVAL, later(90), later(91)]);
    expect(standing?.history.indexOf('later 90')).toBeDefined();
    expect(standing?.history.indexOf('later 91')).toBeUndefined();
  });

  it('completes nothing exactly at midnight', () => {
    expect(stand(MIDNIGHT, [sale(-2, 5)])).toBeUndefined();
    expect(stand(MIDNIGHT + 24 * HOUR, [sale(9, 5)])).toBeUndefined();
  });

  it('ends where the day ends: the last moment of it says what the whole day says', () => {
    const standing = stand(MIDNIGHT + 24 * HOUR - 1, [sale(9, 123_45), sale(20, 67_00)]);
    expect(standing?.view.daily(standing.film, 'presale_gross', TODAY)).toBeCloseTo(190.45, 1);
  });

  it('moves on without jumps while nothing comes', () => {
    const at = (minute: number) => {
      const standing = stand(MIDNIGHT + 12 * HOUR + minute * 60_000, [sale(9, 100_00)]);
      return standing?.view.daily(standing.film, 'presale_gross', TODAY) ?? Number.NaN;
    };
    for (let minute = 0; minute < 60; minute += 5) expect(Math.abs(at(minute + 5) / at(minute) - 1)).toBeLessThan(0.02);
  });

  it('counts days of showing apart, and no more those that have passed', () => {
    const dated = (eventId: string, value: number, showDate: number, day: number) =>
      reading({ eventId, value, showDate, observedAt: startOfDay(day, 'CN') + 20 * HOUR });
    const events = [
      dated('1', 50_00, TODAY + 3, TODAY - 2),
      dated('2', 60_00, TODAY + 3, TODAY),
      dated('3', 8_00, TODAY + 4, TODAY),
    ];
    const standing = stand(MIDNIGHT + 21 * HOUR, events);
    const { view, film } = standing as NonNullable<typeof standing>;
    expect(view.presaleFor(film, TODAY + 3, TODAY + 3)).toBeGreaterThan(110);
    expect(view.presaleFor(film, TODAY + 4, TODAY + 4)).toBeGreaterThan(8);
    expect(view.presaleFor(film, TODAY + 4, TODAY + 4)).toBeLessThan(10);
    expect(dayOf(standing?.standsAt ?? 0, 'CN')).toBe(TODAY + 1);
  });
});
