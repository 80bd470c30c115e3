import { setTimeout as pause } from 'node:timers/promises';
import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { afterEach, describe, expect, it } from 'vitest';
import { type Fixture, type FixtureOptions, startFixture } from './fixture/startFixture.ts';
import { streamExtra } from './fixture/streamExtra.ts';

interface FixtureEvent {
  readonly id: string;
  readonly fail?: 'throw' | 'report' | 'hang';
}

describe('a function that is fed from a stream', () => {
  let fixture: Fixture;
  const start = async (mapping: object = {}, options: FixtureOptions = {}) => {
    fixture = await startFixture({ extra: streamExtra(mapping), retryDelays: [20], ...options });
  };
  const put = (events: readonly FixtureEvent[], key?: string) =>
    fixture.kinesis.send(
      new PutRecordsCommand({
        StreamName: fixture.cloud.streams['Events'],
        Records: events.map((event) => ({ PartitionKey: key ?? event.id, Data: Buffer.from(JSON.stringify(event)) })),
      }),
    );
  const events = (count: number): FixtureEvent[] => Array.from({ length: count }, (_, index) => ({ id: `e${index}` }));
  const calls = () => fixture.read('events', 'calls');
  /** The ids of each call, in the order of the calls. */
  const batches = async () => {
    const found = Object.entries(await fixture.read('batches', 'ids')).sort(([a], [b]) => (a < b ? -1 : 1));
    return found.map(([, ids]) => ids.split(' '));
  };
  const once = (list: readonly FixtureEvent[]) => Object.fromEntries(list.map(({ id }) => [id, '1']));

  afterEach(() => fixture.stop());

  it('gets every record once, in batches of at most the declared size and in the order of each shard', async () => {
    await start({ BatchSize: 7 });
    const all = events(200);
    await put(all);
    await fixture.cloud.idle();
    expect(await calls()).toEqual(once(all));
    const got = await batches();
    expect(Math.max(...got.map((batch) => batch.length))).toBe(7);
    const places = got.map((batch) => batch.map((id) => Number(id.slice(1))));
    for (const batch of places) expect(batch).toEqual(batch.toSorted((a, b) => a - b));
  });

  it('waits for a batch to fill, but not longer than the window after its first record', async () => {
    await start({ MaximumBatchingWindowInSeconds: 1, BatchSize: 5 });
    await put(events(2), 'one shard');
    await pause(300);
    expect(await batches()).toEqual([]);
    await put([{ id: 'e2' }], 'one shard');
    await fixture.cloud.idle();
    expect(await batches()).toEqual([['e0', 'e1', 'e2']]);
    const before = performance.now();
    await put(events(5), 'one shard');
    await fixture.cloud.idle();
    expect(performance.now() - before).toBeLessThan(900); // full at once
  });

  it('R8: a record that makes its batch of 100 fail is told to the queue, and 99 are done once', async () => {
    await start();
    const all = events(100).map((event): FixtureEvent => (event.id === 'e41' ? { ...event, fail: 'throw' } : event));
    const { Records } = await put(all, 'one shard');
    await fixture.cloud.idle();
    expect(await calls()).toEqual(once(all.filter(({ fail }) => fail === undefined)));
    const [message, ...more] = await fixture.cloud.queued('Failures');
    expect(more).toEqual([]);
    const sequenceNumber = Records?.[41]?.SequenceNumber;
    expect(message?.body).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 3 },
      KinesisBatchInfo: { batchSize: 1, startSequenceNumber: sequenceNumber, endSequenceNumber: sequenceNumber },
    });
    expect(message?.attributes).toMatchObject({ ErrorCode: 'RangeError', ErrorMessage: 'e41 is poison' });
    const tries = (await batches()).filter((batch) => batch.length === 1 && batch[0] === 'e41');
    expect(tries).toHaveLength(3); // once, and the two retries of the template
    await put([{ id: 'next' }], 'one shard');
    await fixture.cloud.idle();
    expect((await calls())['next']).toBe('1');
  });

  it('R8: a record that the function names as failed is told to the queue, and 99 are done', async () => {
    await start();
    const all = events(100).map((event): FixtureEvent => (event.id === 'e41' ? { ...event, fail: 'report' } : event));
    await put(all, 'one shard');
    await fixture.cloud.idle();
    const good = all.filter(({ fail }) => fail === undefined).map(({ id }) => id);
    expect(Object.keys(await calls()).sort()).toEqual(good.sort());
    const before = good.filter((id) => Number(id.slice(1)) < 41);
    const counts = await calls();
    for (const id of before) expect(counts[id], id).toBe('1'); // what stands before the failure never comes again
    const [message, ...more] = await fixture.cloud.queued('Failures');
    expect(more).toEqual([]);
    expect(message?.attributes).toMatchObject({ ErrorCode: 'ReportedFailure' });
  });

  it('gives a whole batch up where the template does not let it be halved', async () => {
    await start({ BisectBatchOnFunctionError: false, MaximumRetryAttempts: 1 });
    await put([{ id: 'a' }, { id: 'b', fail: 'throw' }, { id: 'c' }], 'one shard');
    await fixture.cloud.idle();
    expect(await calls()).toEqual({});
    const [message] = await fixture.cloud.queued('Failures');
    expect(message?.body).toMatchObject({ KinesisBatchInfo: { batchSize: 3 } });
  });

  it('gives up on a record that has got too old', async () => {
    await start({ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: 1 });
    await put([{ id: 'old', fail: 'throw' }]);
    await fixture.cloud.idle();
    const [message] = await fixture.cloud.queued('Failures');
    expect(message?.body).toMatchObject({ requestContext: { condition: 'RecordAgeExceeded' } });
  });

  it('goes on after a restart where it was, and gives again what was under way', async () => {
    await start({}, { keep: true });
    await put(events(10), 'one shard');
    await fixture.cloud.idle();
    await put([{ id: 'stopped', fail: 'hang' }], 'one shard');
    while ((await fixture.read('hung', 'calls'))['stopped'] === undefined) await pause(20);
    await fixture.restart();
    await fixture.cloud.idle();
    expect(await calls()).toEqual({ ...once(events(10)), stopped: '1' });
    expect(await fixture.read('hung', 'calls')).toEqual({ stopped: '2' });
    expect(await fixture.cloud.queued('Failures')).toEqual([]);
  });

  it('begins with what comes from now on where the template says so, also after a restart', async () => {
    await start({ StartingPosition: 'LATEST', Enabled: false }, { keep: true });
    await put([{ id: 'before' }]);
    await fixture.restart({ extra: streamExtra({ StartingPosition: 'LATEST' }) });
    await put([{ id: 'after' }]);
    await fixture.cloud.idle();
    expect(await calls()).toEqual({ after: '1' });
  });

  it('is told apart from what is not emulated', async () => {
    await start({ TumblingWindowInSeconds: 60, ParallelizationFactor: 2 });
    const told = fixture.cloud.notEmulated
      .filter(({ logicalId }) => ['Events', 'Feed'].includes(logicalId))
      .map(({ logicalId, property }) => `${logicalId}.${property}`);
    expect(told.sort()).toEqual([
      'Events.StreamEncryption',
      'Feed.ParallelizationFactor',
      'Feed.TumblingWindowInSeconds',
    ]);
  });

  it('is not emulated for other sources', async () => {
    await start({ EventSourceArn: 'arn:aws:kafka:us-east-1:123456789012:cluster/c/1', Topics: ['signals'] });
    expect(fixture.cloud.notEmulated).toContainEqual({
      ...{ logicalId: 'Feed', type: 'AWS::Lambda::EventSourceMapping', property: '*' },
    });
  });
});
