import { formatDay } from '../../../lib/film/day.ts';
import { SIGNAL_METRICS, type SignalReading } from '../../../lib/signals/signalEvent.ts';
import type { StreamRecord } from '../../../lib/streaming/streamRecord.ts';

/** A reading as it comes over the wire. */
export function toMessage({ type: _, observedAt, ingestedAt: _known, showDate, ...reading }: SignalReading): object {
  return {
    ...reading,
    unit: SIGNAL_METRICS[reading.metric].units[0],
    observedAt: new Date(observedAt).toISOString(),
    ...(showDate === undefined ? {} : { showDate: formatDay(showDate) }),
  };
}

/** Anything as a record. */
export function record(sequence: bigint, content: unknown, arrivedAt: number): StreamRecord {
  const data = content instanceof Uint8Array ? content : new TextEncoder().encode(JSON.stringify(content));
  return { sequence: String(sequence), data, arrivedAt };
}

/** Readings as records of one shard, taken in when they were, numbered from a sequence on as Kinesis does. */
export function toRecords(readings: readonly SignalReading[], from: bigint): readonly StreamRecord[] {
  return readings.map((reading, index) => record(from + BigInt(index), toMessage(reading), reading.ingestedAt));
}
