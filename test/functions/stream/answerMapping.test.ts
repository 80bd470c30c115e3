import { describe, expect, it } from 'vitest';
import { answerMapping } from '../../../functions/stream/answerMapping.ts';
import { metricsOf } from '../../../functions/stream/metrics.ts';
import type { StreamBatch } from '../../../lib/streaming/streamRecord.ts';
import { record } from '../../lib/streaming/records.ts';
import { kafkaEvent, kinesisEvent } from './events.ts';

const OUTCOME = { skipped: 0, taken: 1, failed: 0, duplicates: 0, late: 0, rows: 4, clockSkewMs: -20 };
const ARRIVED = 1_767_261_600_123;
const some = (...sequences: readonly bigint[]) => sequences.map((sequence) => record(sequence, { n: 1 }, ARRIVED));

/** A mapping whose shards of these names cannot be taken in. */
async function answer(event: unknown, ...broken: readonly string[]) {
  const seen: StreamBatch[] = [];
  const reported: string[] = [];
  const answered = await answerMapping(
    {
      consume: async (batch) => {
        seen.push(batch);
        if (broken.includes(batch.shard)) throw new Error(`${batch.shard} is down`);
        return OUTCOME;
      },
      report: ({ shard }) => reported.push(`taken ${shard}`),
      reportFailure: ({ shard }) => reported.push(`failed ${shard}`),
    },
    event,
  ).catch((error: unknown) => error);
  return { answered, seen, reported };
}

describe('the answer to a mapping', () => {
  it('takes records of Kinesis in by stream and shard, at the moment of their arrival', async () => {
    const { answered, seen, reported } = await answer(kinesisEvent('shardId-000000000007', some(5n, 6n)));
    expect(answered).toEqual({ batchItemFailures: [] });
    expect(seen).toMatchObject([{ stream: 'signals', shard: 'shardId-000000000007' }]);
    const [first] = seen[0]?.records ?? [];
    expect(first).toEqual({ sequence: '5', arrivedAt: ARRIVED, data: Buffer.from('{"n":1}') });
    expect(reported).toEqual(['taken shardId-000000000007']);
  });

  it('names the lowest sequence number when a batch cannot be taken in, so that all of it comes again', async () => {
    const large = 99_999_999_999_999_999_999_999_999n;
    const { answered, reported } = await answer(kinesisEvent('s', some(large + 1n, large, 100n * large)), 's');
    expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: String(large) }] });
    expect(reported).toEqual(['failed s']);
  });

  it.each(['aws:kafka', 'SelfManagedKafka'])('takes partitions of %s in one by one', async (eventSource) => {
    const { answered, seen } = await answer(kafkaEvent({ 0: some(7n, 8n), 3: some(2n) }, { eventSource }));
    expect(answered).toEqual({ batchItemFailures: [] });
    expect(seen.map(({ stream, shard, records }) => [stream, shard, records.length])).toEqual([
      ['signals', '0', 2],
      ['signals', '3', 1],
    ]);
  });

  it('fails the call when a partition of Kafka cannot be taken in, after the others were', async () => {
    const { answered, reported } = await answer(kafkaEvent({ 0: some(7n), 3: some(2n) }), '0');
    expect(answered).toMatchObject({ message: '0 is down' });
    expect(reported).toEqual(['failed 0', 'taken 3']);
  });

  it('takes a record of Kafka without a value for an empty one', async () => {
    const { seen } = await answer(kafkaEvent({ 0: [record(1n, new Uint8Array(), ARRIVED)] }));
    expect(seen[0]?.records[0]?.data).toHaveLength(0);
  });

  it('refuses a topic whose times are those of producers: they cannot tell what was known when', async () => {
    const { answered, seen } = await answer(kafkaEvent({ 0: some(1n) }, { timestampType: 'CREATE_TIME' }));
    expect(answered).toMatchObject({ code: 'stream.producer-time', params: { topic: 'signals' } });
    expect(seen).toEqual([]);
  });

  it.each([{}, { Records: [] }, { Records: [{ eventSource: 'aws:s3' }] }, null, 'text', { records: {} }])(
    'says that it knows no such event: %j',
    async (event) => expect((await answer(event)).answered).toMatchObject({ code: 'stream.event-unknown' }),
  );
});

describe('the metrics of a batch', () => {
  it('R17 hold the lead of the fastest clock, where there was an event', () => {
    const named = (outcome: Parameters<typeof metricsOf>[0]) =>
      JSON.stringify(metricsOf(outcome, 5))
        .match(/"Name":"(\w+)"/g)
        ?.map((name) => name.slice(8, -1));
    expect(named(OUTCOME)).toEqual(['taken', 'failed', 'duplicates', 'late', 'clockSkewMs']);
    const { clockSkewMs: _, ...empty } = OUTCOME;
    expect(named(empty)).toEqual(['taken', 'failed', 'duplicates', 'late']);
    expect(metricsOf(OUTCOME, 5)).toMatchObject({
      _aws: { Timestamp: 5, CloudWatchMetrics: [{ Namespace: 'Marquee' }] },
    });
  });
});
