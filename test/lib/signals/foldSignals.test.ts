import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { firstTakings } from '../../../lib/signals/firstTakings.ts';
import { foldSignals } from '../../../lib/signals/foldSignals.ts';
import { SIGNAL_METRIC_NAMES, SIGNAL_METRICS, type SignalReading } from '../../../lib/signals/signalEvent.ts';
import { describeWithSharedData, sharedData } from '../../sharedData.ts';
import { reading } from './inventSignals.ts';

const SEED = 20_261_128;
const HOUR = 3_600_000;
/** Noon of 10 January 2026 in Shanghai. */
const NOON = Date.UTC(2026, 0, 10, 4);
const TENTH = parseDay('2026-01-10');

const readings = fc.array(
  fc.record({
    eventId: fc.integer({ min: 0, max: 40 }).map((id) => `e${id}`),
    source: fc.constantFrom('a', 'b'),
    metric: fc.constantFrom(...SIGNAL_METRIC_NAMES),
    kind: fc.constantFrom('increment', 'cumulative', 'level'),
    value: fc.integer({ min: -1_000, max: 1_000_000 }),
    observedAt: fc.integer({ min: 0, max: 200 }).map((hours) => NOON + hours * HOUR),
    showDate: fc.option(fc.integer({ min: TENTH, max: TENTH + 9 }), { nil: undefined }),
    sequence: fc.option(fc.bigInt({ min: 0n, max: 2n ** 128n }).map(String), { nil: undefined }),
  }),
  { maxLength: 40 },
);

/** Each id once, with what makes sense of the metric. */
function toReadings(drawn: typeof readings extends fc.Arbitrary<infer T> ? T : never): readonly SignalReading[] {
  const byId = new Map(drawn.map((one) => [one.eventId, one]));
  return [...byId.values()].map(({ showDate, sequence, ...rest }) => {
    const { most } = SIGNAL_METRICS[rest.metric];
    return reading({
      ...rest,
      value: most <= 10 ? (Math.abs(rest.value) % 10) / 10 : rest.value,
      ingestedAt: rest.observedAt + 7,
      ...(showDate === undefined ? {} : { showDate }),
      ...(sequence === undefined ? {} : { sequence }),
    });
  });
}

describe('signals folded into local days', () => {
  it('adds increments on the local day of their event time and day of showing, refunds subtracting (defect 53)', () => {
    const { rows } = foldSignals(
      [
        reading({ eventId: '1', value: 500, showDate: TENTH + 1 }),
        reading({ eventId: '2', value: -200, showDate: TENTH + 1 }),
        reading({ eventId: '3', value: 70, showDate: TENTH + 2 }),
        reading({ eventId: '4', value: 40, observedAt: NOON + 12 * HOUR }),
      ],
      'CN',
    );
    expect(rows).toEqual([
      { filmId: 'f', date: TENTH, showDate: TENTH + 1, values: { presale_gross: 300 } },
      { filmId: 'f', date: TENTH, showDate: TENTH + 2, values: { presale_gross: 70 } },
      { filmId: 'f', date: TENTH + 1, values: { presale_gross: 40 } },
    ]);
  });

  it('counts of snapshots what came between them, not the snapshots themselves (defect 51)', () => {
    const at = (hours: number, value: number) =>
      reading({ eventId: `${hours}`, kind: 'cumulative', value, observedAt: NOON + hours * HOUR });
    const { rows } = foldSignals([at(0, 1_000), at(3, 1_500), at(13, 1_800), at(14, 1_700)], 'CN');
    expect(rows.map(({ date, values }) => [date - TENTH, values.presale_gross])).toEqual([
      [0, 1_500],
      [1, 200],
    ]);
  });

  it('keeps days of showing of one cumulative apart', () => {
    const at = (hours: number, showDate: number, value: number) =>
      reading({ eventId: `${hours}${showDate}`, kind: 'cumulative', value, showDate, observedAt: NOON + hours * HOUR });
    const { rows } = foldSignals([at(0, TENTH + 1, 100), at(0, TENTH + 2, 50), at(24, TENTH + 2, 80)], 'CN');
    expect(
      rows.map(({ date, showDate = 0, values }) => [date - TENTH, showDate - TENTH, values.presale_gross]),
    ).toEqual([
      [0, 1, 100],
      [0, 2, 50],
      [1, 2, 30],
    ]);
  });

  it('takes levels as they last stood that day, and never adds them', () => {
    const at = (hours: number, value: number) =>
      reading({ eventId: `${hours}`, metric: 'want_to_see', kind: 'level', value, observedAt: NOON + hours * HOUR });
    const { rows } = foldSignals([at(5, 30), at(0, 10), at(24, 25)], 'CN');
    expect(rows.map(({ values }) => values.want_to_see)).toEqual([30, 25]);
  });

  it('reads a level of sales that falls as days are played as no demand, not as negative demand', () => {
    const at = (hours: number, value: number) =>
      reading({ eventId: `${hours}`, kind: 'level', value, observedAt: NOON + hours * HOUR });
    const { rows } = foldSignals([at(0, 1_000), at(2, 1_200), at(24, 700), at(25, 750)], 'CN');
    expect(rows.map(({ values }) => values.presale_gross)).toEqual([1_200, 50]);
  });

  it('orders readings of one moment by sequence as whole numbers of any length', () => {
    const at = (eventId: string, sequence: string, value: number) =>
      reading({ eventId, sequence, value, kind: 'level', metric: 'theaters' });
    const big = '340282366920938463463374607431768211455';
    expect(foldSignals([at('a', big, 3), at('b', '9', 1), at('c', '10', 2)], 'CN').rows[0]?.values.theaters).toBe(3);
  });

  it('believes one source of a metric: who spoke on most days, else first, else by name', () => {
    const from = (source: string, hours: number, value: number) =>
      reading({ eventId: `${source}${hours}`, source, value, observedAt: NOON + hours * HOUR });
    const gross = (readings: readonly SignalReading[]) =>
      foldSignals(readings, 'CN').rows.map(({ values }) => values.presale_gross);
    expect(gross([from('b', 0, 1), from('a', 0, 2)])).toEqual([2]);
    expect(gross([from('b', 0, 1), from('a', 1, 2)])).toEqual([1]);
    expect(gross([from('b', 0, 1), from('a', 1, 2), from('a', 24, 3)])).toEqual([2, 3]);
  });

  it('keeps what daily rows have no place for', () => {
    const { rows, others } = foldSignals(
      [reading({ eventId: '1', metric: 'rating', kind: 'level', value: 8.4 })],
      'CN',
    );
    expect(rows).toEqual([]);
    expect(others).toEqual([{ metric: 'rating', date: TENTH, value: 8.4 }]);
  });

  it('counts takings told by the day of showing on that day, also when they are told after midnight', () => {
    const at = (hours: number, value: number) =>
      reading({
        eventId: `${hours}`,
        metric: 'gross',
        kind: 'cumulative',
        showDate: TENTH,
        value,
        observedAt: NOON + hours * HOUR,
      });
    expect(foldSignals([at(0, 500), at(13, 900)], 'CN').rows).toEqual([
      { filmId: 'f', date: TENTH, values: { gross: 900 } },
    ]);
  });

  it('leaves a sum that is beyond exact integers unknown (defect 56)', () => {
    const huge = Array.from({ length: 10 }, (_, at) => reading({ eventId: `${at}`, value: 1e15 }));
    expect(foldSignals(huge, 'CN').rows).toEqual([]);
    expect(foldSignals(huge.slice(0, 9), 'CN').rows[0]?.values.presale_gross).toBe(9e15);
  });

  it('gives the same days whatever the order of arrival and however often events come (defects 22, 54)', () => {
    fc.assert(
      fc.property(readings, fc.integer(), (drawn, salt) => {
        const events = toReadings(drawn);
        const key = ({ eventId }: SignalReading) => (Number(eventId.slice(1)) * 7_919 + salt) % 101;
        const shuffled = [...events, ...events.slice(0, 5)].sort((a, b) => key(a) - key(b));
        const once = firstTakings(shuffled).events as readonly SignalReading[];
        expect(foldSignals(once, 'CN')).toEqual(foldSignals(events, 'CN'));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it('knows no NaN, no infinity and no fraction of money (defects 23, 56)', () => {
    fc.assert(
      fc.property(readings, (drawn) => {
        for (const { values } of foldSignals(toReadings(drawn), 'CN').rows) {
          for (const [metric, value] of Object.entries(values)) {
            expect(Number.isFinite(value)).toBe(true);
            if (metric.endsWith('gross')) expect(Number.isSafeInteger(value)).toBe(true);
          }
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('events that share an id', () => {
  it('count once, as they were first taken in; another content is a conflict', () => {
    const first = reading({ eventId: '1', value: 5, ingestedAt: 10 });
    const other = reading({ eventId: '1', value: 6, ingestedAt: 20 });
    for (const events of [
      [first, other],
      [other, first],
    ]) {
      expect(firstTakings(events)).toEqual({ events: [first], conflicts: ['1'] });
    }
    expect(firstTakings([first, { ...first, ingestedAt: 30 }])).toEqual({ events: [first], conflicts: [] });
  });

  it('of one millisecond are told apart by their content, whichever comes first', () => {
    const [a, b] = [reading({ eventId: '1', value: 5 }), reading({ eventId: '1', value: 6 })];
    expect(firstTakings([a, b]).events).toEqual(firstTakings([b, a]).events);
  });

  it('leave an earlier moment alone when they come again later', () => {
    const first = reading({ eventId: '1', value: 5, ingestedAt: 10 });
    expect(firstTakings([reading({ eventId: '1', value: 6, ingestedAt: 20 }), first], 20)).toEqual({
      events: [first],
      conflicts: [],
    });
  });
});

describeWithSharedData('real reservations, levels that fall as days are played and tickets are refunded', () => {
  it('never become negative demand, in whatever order they come', async () => {
    const text = gunzipSync(readFileSync(sharedData('kr-presale', 'reservations.csv.gz'))).toString();
    const records: Readonly<Record<string, string>>[] = parse(text, { columns: true, bom: true });
    const byFilm = Map.groupBy(
      records.filter(({ reserved_gross_krw }) => reserved_gross_krw),
      ({ film_id }) => film_id,
    );
    let falls = 0;
    for (const [filmId = '', own] of byFilm) {
      const events = own.map((record, at) =>
        reading({
          ...{ eventId: `${at}`, filmId, market: 'KR', kind: 'level', value: Number(record['reserved_gross_krw']) },
          observedAt: Date.parse(`${record['observed_at_kst']?.replace(' ', 'T')}+09:00`),
        }),
      );
      events.forEach(({ value }, at) => {
        if (at > 0 && value < (events[at - 1]?.value ?? 0)) falls++;
      });
      const { rows } = foldSignals(events, 'KR');
      expect(rows.length).toBeGreaterThan(0);
      for (const { values } of rows) expect(values.presale_gross).toBeGreaterThanOrEqual(0);
      expect(foldSignals(events.toReversed(), 'KR').rows).toEqual(rows);
    }
    expect(falls).toBeGreaterThan(100);
  });
});
