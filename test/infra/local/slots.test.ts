import { describe, expect, it } from 'vitest';
import { readSlots } from '../../../infra/local/schedule/slots.ts';

const at = (text: string) => Date.parse(text);
const iso = (moment: number | undefined) => (moment === undefined ? undefined : new Date(moment).toISOString());

/** The first slots after a moment. */
function slots(expression: string, zone: string, after: string, count: number): string[] {
  const { next } = readSlots(expression, zone);
  const found: string[] = [];
  for (let moment = next(at(after)); moment !== undefined && found.length < count; moment = next(moment)) {
    found.push(new Date(moment).toISOString());
  }
  return found;
}

describe('schedule expressions', () => {
  it('count rates from 1970, whenever the run was started', () => {
    expect(slots('rate(5 minutes)', 'UTC', '2026-01-01T10:02:03Z', 2)).toEqual([
      '2026-01-01T10:05:00.000Z',
      '2026-01-01T10:10:00.000Z',
    ]);
    expect(iso(readSlots('rate(1 day)').latest(at('2026-01-01T10:02:03Z')))).toBe('2026-01-01T00:00:00.000Z');
    expect(iso(readSlots('rate(1 hour)').latest(at('2026-01-01T10:00:00Z')))).toBe('2026-01-01T10:00:00.000Z');
  });

  // Meanings from the EventBridge Scheduler user guide, "Schedule types": day of week 1 is Sunday, `?` leaves a day open.
  it.each([
    ['cron(10 3 * * ? *)', '2026-01-01T03:10:00Z', ['2026-01-02T03:10:00.000Z', '2026-01-03T03:10:00.000Z']],
    ['cron(0 8 ? * 2 *)', '2026-01-01T00:00:00Z', ['2026-01-05T08:00:00.000Z', '2026-01-12T08:00:00.000Z']],
    ['cron(0 8 ? * MON-FRI *)', '2026-01-02T09:00:00Z', ['2026-01-05T08:00:00.000Z', '2026-01-06T08:00:00.000Z']],
    ['cron(0/20 9 * * ? *)', '2026-01-01T00:00:00Z', ['2026-01-01T09:00:00.000Z', '2026-01-01T09:20:00.000Z']],
    ['cron(0 0 1 1 ? 2027)', '2026-01-01T00:00:00Z', ['2027-01-01T00:00:00.000Z']],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', ['2026-02-28T00:00:00.000Z', '2026-03-31T00:00:00.000Z']],
    ['cron(0 12 ? * 6#1 *)', '2026-01-01T00:00:00Z', ['2026-01-02T12:00:00.000Z', '2026-02-06T12:00:00.000Z']],
    ['at(2026-05-01T08:00:00)', '2026-01-01T00:00:00Z', ['2026-05-01T08:00:00.000Z']],
    ['at(2025-05-01T08:00:00)', '2026-01-01T00:00:00Z', []],
  ])('read %s', (expression, after, expected) => {
    expect(slots(expression, 'UTC', after, 2)).toEqual(expected);
  });

  it('R12: keep the local hour of a time zone over both changes of its clocks', () => {
    expect(slots('cron(0 8 * * ? *)', 'America/New_York', '2026-03-07T00:00:00Z', 3)).toEqual([
      '2026-03-07T13:00:00.000Z',
      '2026-03-08T12:00:00.000Z', // clocks went forward that night
      '2026-03-09T12:00:00.000Z',
    ]);
    expect(slots('cron(30 1 * * ? *)', 'America/New_York', '2026-10-31T12:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00.000Z', // 01:30 comes twice that night, and runs once
      '2026-11-02T06:30:00.000Z',
    ]);
    expect(slots('cron(0 0 * * ? *)', 'Asia/Shanghai', '2026-01-01T00:00:00Z', 1)).toEqual([
      '2026-01-01T16:00:00.000Z',
    ]);
  });

  it('know the latest slot up to a moment', () => {
    const { latest } = readSlots('cron(10 3 * * ? *)');
    expect(iso(latest(at('2026-01-02T03:09:59Z')))).toBe('2026-01-01T03:10:00.000Z');
    expect(iso(latest(at('2026-01-02T03:10:00Z')))).toBe('2026-01-02T03:10:00.000Z');
  });

  it.each(['rate(0 minutes)', 'rate(5 fortnights)', 'cron(* * *)', 'every day', 'cron(99 * * * ? *)'])(
    'refuse %s',
    (text) => {
      expect(() => readSlots(text)).toThrow();
    },
  );
});
