import { startDynamoDb } from '../../infra/local/dynamodb/dynamoDbServer.ts';
import { createMemoryItemTable } from '../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../lib/adapters/memory/objectStore.ts';
import type { ItemTable } from '../../lib/ports/itemTable.ts';
import { createFailedRecords } from '../../lib/stores/failedRecords.ts';
import { createSignalLog } from '../../lib/stores/signalLog.ts';
import { createStreamLedger } from '../../lib/stores/streamLedger/streamLedger.ts';
import { createWindowRows } from '../../lib/stores/windowRows.ts';
import { type ConsumeDeps, consumeBatch } from '../../lib/streaming/consumeBatch.ts';
import type { StreamRecord } from '../../lib/streaming/streamRecord.ts';
import { createTable, dynamoAt } from '../conformance/endpoints.ts';
import { toRecords } from '../lib/streaming/records.ts';
import { inventStream, take } from '../lib/windows/inventStream.ts';
import type { Benchmark, BenchmarkSuite } from './harness.ts';

const EVENTS = 4_000;
const FILMS = 50;

/** Records taken in whole, from bytes to the log, windows and commit; the goal is 2,000 events a second. */
export const benchmarks: BenchmarkSuite = async () => {
  const server = await startDynamoDb();
  const client = dynamoAt(server.url);
  const local = await createTable(client, 'signals', Date.now);
  const memory = createMemoryItemTable(Date.now);
  return {
    benchmarks: [100, 500, 1000].flatMap((batch) => [
      benchmark('in memory', memory, batch),
      benchmark('DynamoDB of the local run', local, batch),
    ]),
    end: async () => {
      client.destroy();
      await server.stop();
    },
  };
};

/** A stretch of one stream per sample, so that every sample meets open windows. */
function benchmark(name: string, table: ItemTable, batch: number): Benchmark {
  const objects = createMemoryObjectStore();
  const deps: ConsumeDeps = {
    ledger: createStreamLedger({ table, objects }),
    signals: createSignalLog(table),
    windows: createWindowRows(table),
    refresh: { request: async () => {} },
    failed: createFailedRecords(objects, { send: async () => {} }),
  };
  const stream = inventStream({ seed: 1, films: FILMS, rate: 1_000 });
  let sequence = 1n;
  const records = toRecords(take(stream, 8 * EVENTS), sequence);
  let from = 0;
  const next = (): readonly StreamRecord[] => {
    const part = records.slice(from, from + batch);
    from += batch;
    sequence += BigInt(part.length);
    return part;
  };
  return {
    name: `stream: ${EVENTS} records of ${FILMS} films by ${batch}, ${name}`,
    ...(batch >= 500 ? { goalMs: (EVENTS / 2_000) * 1_000 } : {}),
    samples: 5,
    warmUp: 1,
    run: async () => {
      for (let done = 0; done < EVENTS; done += batch) {
        await consumeBatch(deps, { stream: `bench-${batch}`, shard: 'shard-0', records: next() });
      }
    },
  };
}
