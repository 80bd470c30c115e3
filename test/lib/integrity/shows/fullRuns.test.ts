import { describe, expect, it } from 'vitest';
import { fullRuns } from '../../../../lib/integrity/shows/fullRuns.ts';

const day = (on: number, shows: number, share = 0.1) => ({ day: on, shows, share });

describe('halls sold whole', () => {
  it('are bookings of groups when a day has few of them', () => {
    expect(fullRuns([day(1, 3), day(2, 1), day(3, 6)])).toEqual(new Set());
  });

  it('are bought when one day has more than groups book', () => {
    expect(fullRuns([day(1, 1), day(2, 7)])).toEqual(new Set([2]));
  });

  it('are bought sooner on a day that sold little else', () => {
    expect(fullRuns([day(1, 5, 0.1)])).toEqual(new Set());
    expect(fullRuns([day(1, 5, 0.9)])).toEqual(new Set([1]));
  });

  it('are bought sooner on two or three days on end, and not on days apart', () => {
    expect(fullRuns([day(1, 5), day(2, 5)])).toEqual(new Set([1, 2]));
    expect(fullRuns([day(1, 4), day(2, 4), day(3, 4)])).toEqual(new Set([1, 2, 3]));
    expect(fullRuns([day(1, 5), day(3, 5)])).toEqual(new Set());
  });

  it('accuse no day for its neighbours alone', () => {
    expect(fullRuns([day(1, 6), day(2, 2), day(3, 6)])).toEqual(new Set());
  });
});
