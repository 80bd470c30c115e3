import type { SignalEvent } from '../signals/signalEvent.ts';

/** Where collected events go. What is handed over twice counts once, by its id. */
export interface SignalSink {
  /** Returns once every event is taken. @throws AppError `collect.sink-unavailable` when some were not */
  put(events: readonly SignalEvent[]): Promise<void>;
}
