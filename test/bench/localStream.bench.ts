import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { openCheckpoints } from '../../infra/local/mapping/checkpoints.ts';
import type { MappingDefinition } from '../../infra/local/mapping/readMappings.ts';
import { startStreamReader } from '../../infra/local/mapping/streamReader.ts';
import { startKinesis } from '../../infra/local/stream/kinesisServer.ts';
import { openLocalStream } from '../../infra/local/stream/localStream.ts';
import type { StreamDefinition } from '../../infra/local/stream/readStreams.ts';
import { kinesisAt } from '../conformance/endpoints.ts';
import type { BenchmarkSuite } from './harness.ts';

const BATCH = 100;
const BATCHES = 20;

const STREAM: StreamDefinition = {
  ...{ logicalId: 'Signals', name: 'signals', arn: 'arn:aws:kinesis:us-east-1:123456789012:stream/signals' },
  ...{ shardCount: 4, retentionMs: 86_400_000, onDemand: true },
};
const MAPPING: MappingDefinition = {
  ...{ logicalId: 'Mapping', functionArn: 'function', streamArn: STREAM.arn, batchSize: 100, windowMs: 0 },
  ...{ bisects: true, reportsFailures: true, retries: 10, maxAgeMs: Number.POSITIVE_INFINITY },
  ...{ failureQueue: undefined, startsAtLatest: false },
};
const EVENT = {
  ...{ eventId: 'bench', filmId: 'film', market: 'CN', source: 'bench', metric: 'presale_gross', kind: 'increment' },
  ...{ value: 12_300, unit: 'minor', observedAt: '2026-11-28T10:00:00+08:00', sequence: '1' },
};

/**
 * The local stream on disk: what a producer waits for (each request synced), and how fast records reach a reader. 2,000
 * events a second are the goal of the whole stream function: the stream alone may take a quarter of that time.
 */
export const benchmarks: BenchmarkSuite = async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'marquee-bench-'));
  const stream = await openLocalStream(folder, STREAM);
  const server = await startKinesis([stream]);
  const client = kinesisAt(server.url);
  let made = 0;
  const batch = () =>
    Array.from({ length: BATCH }, () => {
      const filmId = `film-${made++ % 50}`;
      return { PartitionKey: filmId, Data: Buffer.from(JSON.stringify({ ...EVENT, eventId: `e${made}`, filmId })) };
    });
  const put = () => client.send(new PutRecordsCommand({ StreamName: STREAM.name, Records: batch() }));
  const reader = await startStreamReader({
    ...{ mapping: MAPPING, stream, region: 'us-east-1', retryDelays: [0] },
    checkpoints: await openCheckpoints(path.join(folder, 'checkpoints')),
    call: async () => ({ ok: true, payload: 'null' }),
    giveUp: async () => {},
  });
  return {
    benchmarks: [
      { name: 'local stream, PutRecords of 100, synced', run: put, samples: 50, goalMs: 12.5 },
      {
        name: `local stream, ${BATCH * BATCHES} records put by four and read`,
        async run() {
          for (let round = 0; round < BATCHES / 4; round++) await Promise.all([put(), put(), put(), put()]);
          await reader.idle();
        },
        ...{ samples: 10, goalMs: 250 },
      },
    ],
    async end() {
      await reader.stop();
      client.destroy();
      await server.stop();
      await stream.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
