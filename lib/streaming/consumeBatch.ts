import { AppError } from '../errors/appError.ts';
import type { FailedRecord, FailedRecords } from '../ports/failedRecords.ts';
import type { RefreshQueue } from '../ports/refreshQueue.ts';
import type { SignalLog } from '../ports/signalLog.ts';
import type { SignalEvent, SignalReading } from '../signals/signalEvent.ts';
import type { Emission, ShardState } from '../stores/streamLedger/shardState.ts';
import type { StreamLedger } from '../stores/streamLedger/streamLedger.ts';
import type { WindowRows } from '../stores/windowRows.ts';
import { planBatch } from '../windows/planBatch.ts';
import { readRecord } from './readRecord.ts';
import { refreshRequests } from './refreshRequests.ts';
import type { StreamBatch, StreamRecord } from './streamRecord.ts';

export interface ConsumeDeps {
  readonly ledger: StreamLedger;
  readonly signals: SignalLog;
  readonly windows: WindowRows;
  readonly refresh: RefreshQueue;
  readonly failed: FailedRecords;
}

/** What became of a batch, for the log and the metrics. */
export interface ConsumeOutcome {
  /** Records delivered once more, whose batch was committed before. */
  readonly skipped: number;
  /** Events taken in. */
  readonly taken: number;
  /** Records set aside, each with its reason. */
  readonly failed: number;
  /** Readings whose event was counted before. */
  readonly duplicates: number;
  /** Pairs of a reading and a window that was closed to it. */
  readonly late: number;
  /** Windows that changed. */
  readonly rows: number;
  /** How far the fastest clock runs ahead of the stream's, milliseconds; negative = behind. Absent without events. */
  readonly clockSkewMs?: number;
}

const ROUNDS = 5;

/**
 * Takes records of one shard in, with the effect of once however often they are delivered. Records that cannot be read
 * are set aside with their reason and hold nothing up. Events are kept, counted in windows, and committed together with
 * the place in the stream; then the changed windows are written and fresh forecasts asked for. Whatever breaks off, the
 * same records may simply be delivered again, to this worker or another.
 * @throws AppError `store.unavailable`, or `stream.contended` when others were faster every time
 */
export async function consumeBatch(deps: ConsumeDeps, batch: StreamBatch): Promise<ConsumeOutcome> {
  const { ledger } = deps;
  const { stream, shard } = batch;
  const emit = (emission: Emission) => emitChanges(deps, emission);
  for (let round = 0; round < ROUNDS; round++) {
    const state = await ledger.open({ stream, shard });
    await ledger.settle(state, emit);
    const records = recordsAfter(state.sequence, batch.records);
    const outcome = await commitRecords(deps, state, records);
    if (outcome === 'overtaken') continue;
    await ledger.settle(state, emit);
    return { skipped: batch.records.length - records.length, ...outcome };
  }
  throw new AppError('stream.contended', { shard });
}

/** Records that the shard's state does not hold yet, in order. */
function recordsAfter(sequence: string | undefined, records: readonly StreamRecord[]): readonly StreamRecord[] {
  const last = sequence === undefined ? -1n : BigInt(sequence);
  return records
    .map((record) => ({ record, at: BigInt(record.sequence) }))
    .filter(({ at }) => at > last)
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ record }) => record);
}

const NOTHING = { taken: 0, failed: 0, duplicates: 0, late: 0, rows: 0 };

async function commitRecords(
  { ledger, signals, failed }: ConsumeDeps,
  state: ShardState,
  records: readonly StreamRecord[],
): Promise<Omit<ConsumeOutcome, 'skipped'> | 'overtaken'> {
  const [first, last] = [records[0], records.at(-1)];
  if (first === undefined || last === undefined) return NOTHING;
  const { stream, shard } = state.name;
  const failures: FailedRecord[] = [];
  const setAside = (record: StreamRecord, { code, params }: AppError) =>
    failures.push({ stream, shard, ...record, code, params });

  const recordOf = new Map<SignalEvent, StreamRecord>();
  for (const record of records) {
    try {
      recordOf.set(readRecord(record), record);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      setAside(record, error);
    }
  }
  const events = [...recordOf.keys()];
  const readings = events.filter((event): event is SignalReading => event.type === 'signal');
  const plan = planBatch(state.windows, readings);
  for (const { reading, code } of plan.refused) {
    const { metric, filmId } = reading;
    setAside(recordOf.get(reading) as StreamRecord, new AppError(code, { metric, filmId }));
  }

  await failed.keep(failures);
  // The log takes every event that can be read: what windows cannot add up is still a fact.
  await signals.append(events, `${stream}/${shard}/${first.sequence}-${last.sequence}`);
  const refresh = refreshRequests(plan.change, events);
  if (!(await ledger.commit(state, { sequence: last.sequence, change: plan.change, refresh }))) return 'overtaken';

  const { duplicates, late } = plan;
  const rows = state.outbox?.changed ?? 0;
  return { taken: events.length, failed: failures.length, duplicates, late, rows, ...clockSkew(events, failures) };
}

/** The greatest lead of an event over its arrival, those included that were set aside for it. */
function clockSkew(events: readonly SignalEvent[], failures: readonly FailedRecord[]): { clockSkewMs?: number } {
  const leads = events.map(({ observedAt, ingestedAt }) => observedAt - ingestedAt);
  for (const { code, params } of failures) if (code === 'stream.future') leads.push(Number(params['seconds']) * 1000);
  const clockSkewMs = leads.reduce((most, lead) => Math.max(most, lead), Number.NEGATIVE_INFINITY);
  return leads.length === 0 ? {} : { clockSkewMs };
}

async function emitChanges({ windows, refresh }: ConsumeDeps, emission: Emission): Promise<void> {
  await windows.upsert(emission);
  if (emission.refresh.length > 0) await refresh.request(emission.refresh);
}
