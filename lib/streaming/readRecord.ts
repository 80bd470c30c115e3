import { AppError } from '../errors/appError.ts';
import { parseSignalEvent } from '../signals/parseSignalEvent.ts';
import type { SignalEvent } from '../signals/signalEvent.ts';
import { isFromFuture } from '../windows/futureGuard.ts';
import { FUTURE_TOLERANCE_MS } from '../windows/windowRules.ts';
import type { StreamRecord } from './streamRecord.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The event that a record carries, known since the record came into the stream.
 * @throws AppError `stream.unreadable`, `stream.future`, `signal.malformed`, `signal.unit`, `signal.value`
 */
export function readRecord({ data, arrivedAt }: StreamRecord): SignalEvent {
  const event = parseSignalEvent(parseJson(data), arrivedAt);
  if (isFromFuture(event)) {
    const seconds = Math.round((event.observedAt - arrivedAt) / 1000);
    throw new AppError('stream.future', { seconds, tolerance: FUTURE_TOLERANCE_MS / 1000 });
  }
  return event;
}

function parseJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(data)) as unknown;
  } catch (cause) {
    // The parser quotes what it read; that is kept beside, not in a sentence.
    const problem = cause instanceof SyntaxError ? 'not JSON' : 'not UTF-8';
    throw new AppError('stream.unreadable', { problem }, { cause });
  }
}
