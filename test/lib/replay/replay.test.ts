import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../lib/calendar/zone.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { departures } from '../../../lib/replay/pace.ts';
import { readEventLines } from '../../../lib/replay/readEventLines.ts';
import { announceFilm, readHistoryEvents } from '../../../lib/replay/readHistoryEvents.ts';
import { inOrder, type RecordedEvent } from '../../../lib/replay/recordedEvent.ts';
import { parseSignalEvent } from '../../../lib/signals/parseSignalEvent.ts';

const DAY = parseDay('2026-05-01');
const FILM: Film = {
  ...{ filmId: 'f1', title: 'A film', market: 'CN', releaseDate: DAY + 3, currency: 'CNY' },
  ...{ genres: ['drama'], directors: ['D'], cast: [] },
};

describe('history replayed as signals', () => {
  it('adds up to the day again, in whole parts within the local day, refunds too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 10_000_000_000 }), (value) => {
        const row = { filmId: 'f1', date: DAY, showDate: DAY + 3, values: { presale_gross: value } };
        const readings = readHistoryEvents(FILM, [row]).map((message) => parseSignalEvent(message, 0));
        const sum = readings.reduce((all, reading) => all + (reading.type === 'signal' ? reading.value : 0), 0);
        expect(sum).toBe(value);
        expect(new Set(readings.map(({ observedAt }) => dayOf(observedAt, 'CN')))).toEqual(new Set([DAY]));
        expect(new Set(readings.map(({ eventId }) => eventId)).size).toBe(readings.length);
      }),
      { seed: 20_260_501 },
    );
  });

  it('reads levels once a day and leaves out what signals have no name for', () => {
    const row = { filmId: 'f1', date: DAY, values: { want_to_see: 5_000, search_index: 3 } };
    expect(readHistoryEvents(FILM, [row])).toMatchObject([{ metric: 'want_to_see', kind: 'level', value: 5_000 }]);
  });

  it('announces the film by changes of the catalogue', () => {
    const fields = announceFilm(FILM, DAY).map((message) => parseSignalEvent(message, 0));
    expect(fields.map((change) => (change.type === 'film.changed' ? change.field : ''))).toContain('releaseDate');
  });
});

describe('recorded events', () => {
  const line = JSON.stringify(readHistoryEvents(FILM, [{ filmId: 'f1', date: DAY, values: { want_to_see: 9 } }])[0]);

  it('are read line by line', () => {
    expect(readEventLines(`${line}\n\n${line}\n`)).toHaveLength(2);
  });

  it.each([['{'], ['{"eventId":"x"}'], ['null']])('are refused whole with the first line that is none: %s', (bad) => {
    expect(() => readEventLines(`${line}\n${bad}\n`)).toThrow(
      expect.objectContaining({ code: 'replay.line', params: expect.objectContaining({ line: 2 }) }),
    );
  });
});

describe('the pace of a replay', () => {
  const event = (at: number): RecordedEvent => ({ at, message: {} as RecordedEvent['message'] });

  it('keeps the order, sends every event once, and none before it is due', () => {
    const times = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(times, fc.constantFrom(1, 60, 3600, Infinity), fc.integer({ min: 1, max: 10 }), (at, speed, most) => {
        const events = at.toSorted((a, b) => a - b).map(event);
        const leaving = departures(events, { speed, most, togetherMs: 50 });
        expect(leaving.flatMap(({ events: own }) => own)).toEqual(events);
        for (const { dueMs, events: own } of leaving) {
          expect(own.length).toBeLessThanOrEqual(most);
          for (const { at: time } of own) {
            const due = (time - (events[0]?.at ?? 0)) / speed;
            expect(due).toBeGreaterThanOrEqual(dueMs);
            expect(due - dueMs).toBeLessThan(50);
          }
        }
      }),
      { seed: 7 },
    );
  });

  it('takes recorded messages in the order of their time', () => {
    const at = (observedAt: string) => ({ observedAt }) as Parameters<typeof inOrder>[0][number];
    const ordered = inOrder([at('2026-05-01T10:00:00+08:00'), at('2026-05-01T01:00:00Z')]);
    expect(ordered.map(({ at: time }) => time)).toEqual([
      Date.parse('2026-05-01T01:00:00Z'),
      Date.parse('2026-05-01T02:00:00Z'),
    ]);
  });
});
