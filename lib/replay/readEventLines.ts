import { AppError } from '../errors/appError.ts';
import { parseSignalEvent, type SignalEventMessage } from '../signals/parseSignalEvent.ts';

/**
 * Recorded events, one JSON document a line, as they went over the wire (docs/signals.md). Blank lines are left out.
 * @throws AppError `replay.line` with the first line that is no event, and why
 */
export function readEventLines(text: string): readonly SignalEventMessage[] {
  return text.split('\n').flatMap((line, index): SignalEventMessage[] => {
    if (line.trim() === '') return [];
    try {
      const message: unknown = JSON.parse(line);
      parseSignalEvent(message, 0);
      return [message as SignalEventMessage];
    } catch (cause) {
      const reason = cause instanceof AppError ? cause.code : 'not JSON';
      throw new AppError('replay.line', { line: index + 1, reason }, { cause });
    }
  });
}
