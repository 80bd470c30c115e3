import fc from 'fast-check';
import { parquetMetadataAsync } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { writeParquet } from '../../../lib/export/parquetTable.ts';
import { createPartitionedTable } from '../../../lib/export/partitionedTable.ts';
import { SIGNAL_COLUMNS } from '../../../lib/export/signalColumns.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { plain, readParquet, signalRow, toFile } from './signalRow.ts';

const SCHEMA = [
  { name: 'event_id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'film_id', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'source', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'metric', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'kind', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'money_minor', type: 'INT64', repetition_type: 'OPTIONAL' },
  { name: 'currency', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  { name: 'value', type: 'DOUBLE', repetition_type: 'OPTIONAL' },
  { name: 'unit', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' },
  { name: 'show_date', type: 'INT32', converted_type: 'DATE', repetition_type: 'OPTIONAL' },
  { name: 'observed_at', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
  { name: 'ingested_at', type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type: 'REQUIRED' },
  { name: 'sequence', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
];

const moment = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2100-01-01') });
const reading: fc.Arbitrary<SignalReading> = fc
  .record({
    metric: fc.constantFrom('presale_gross' as const, 'gross' as const, 'want_to_see' as const, 'sentiment' as const),
    money: fc.integer({ min: -1e15, max: 1e15 }),
    share: fc.double({ min: -1, max: 1, noNaN: true }),
    texts: fc.tuple(fc.string({ minLength: 1 }), fc.string({ unit: 'grapheme', minLength: 1 }), fc.string()),
    market: fc.constantFrom('CN' as const, 'US' as const, 'KR' as const),
    kind: fc.constantFrom('increment' as const, 'cumulative' as const, 'level' as const),
    moments: fc.tuple(moment, moment),
    showDate: fc.option(fc.integer({ min: 0, max: 40_000 }), { nil: undefined }),
    sequence: fc.option(fc.stringMatching(/^\d{1,56}$/), { nil: undefined }),
  })
  .map(({ metric, money, share, texts: [eventId, filmId, source], market, kind, moments, showDate, sequence }) => ({
    ...{ type: 'signal', eventId, filmId, source, market, metric, kind },
    value: metric === 'sentiment' ? share : money,
    ...{ observedAt: moments[0], ingestedAt: moments[1] },
    ...(showDate === undefined ? {} : { showDate }),
    ...(sequence === undefined ? {} : { sequence }),
  }));

describe('signals as Parquet', () => {
  it('have columns with the types that Athena, Spark and DuckDB take for text, money, moments and days', async () => {
    const bytes = writeParquet(SIGNAL_COLUMNS, []);
    const { schema, created_by } = await parquetMetadataAsync(toFile(bytes));
    expect(schema.slice(1)).toEqual(SCHEMA.map((element) => expect.objectContaining(element)));
    expect(created_by).toMatch(/^marquee \d/);
  });

  it('defect 56: come back row by row as they were, money exact to the minor unit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(reading, { maxLength: 60 }), async (events) => {
        const bytes = writeParquet(SIGNAL_COLUMNS, events);
        expect(plain(await readParquet(bytes))).toEqual(plain(events.map(signalRow)));
        expect(Buffer.compare(bytes, writeParquet(SIGNAL_COLUMNS, events))).toBe(0);
      }),
      { seed: 20260507, numRuns: 200 },
    );
  });

  it('are compressed by Snappy in every column', async () => {
    const events = fc.sample(reading, { seed: 1, numRuns: 5_000 });
    const bytes = writeParquet(SIGNAL_COLUMNS, events);
    const { row_groups, num_rows } = await parquetMetadataAsync(toFile(bytes));
    const codecs = row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec));
    expect(new Set(codecs)).toEqual(new Set(['SNAPPY']));
    expect(num_rows).toBe(5_000n);
    expect(plain(await readParquet(bytes))).toEqual(plain(events.map(signalRow)));
  });

  it('are refused rather than rounded where money is no exact integer', () => {
    const [event] = fc.sample(reading, { seed: 1, numRuns: 1 }) as [SignalReading];
    for (const value of [0.5, 2 ** 53]) {
      expect(() => writeParquet(SIGNAL_COLUMNS, [{ ...event, metric: 'gross', value }])).toThrow(RangeError);
    }
  });
});

describe('a partitioned table', () => {
  it('writes a further part of a partition whenever it holds enough, and loses no row', async () => {
    const files = new Map<string, Uint8Array>();
    const write = async (name: string, body: Uint8Array) => void files.set(name, body);
    const table = createPartitionedTable({ name: 'signals', columns: SIGNAL_COLUMNS, write, mostHeld: 7 });
    const events = fc.sample(reading, { seed: 3, numRuns: 23 });
    for (const [index, event] of events.entries()) {
      await table.add(index % 3 === 0 ? 'CN' : 'US', parseDay('2026-05-01') + (index % 2), event);
    }
    expect(await table.end()).toBe(23);
    expect([...files.keys()].filter((name) => name.startsWith('signals/market=CN/date=2026-05-01/'))).toEqual(
      [0, 1, 2].map((part) => `signals/market=CN/date=2026-05-01/part-${part}.parquet`),
    );
    const rows = (await Promise.all([...files.values()].map(readParquet))).flat();
    const sorted = (list: readonly object[]) =>
      plain(list)
        .map((row) => String(row['event_id']) + row['observed_at'])
        .sort();
    expect(sorted(rows)).toEqual(sorted(events.map(signalRow)));
  });
});
