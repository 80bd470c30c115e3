import { AppError } from '../errors/appError.ts';
import { formatDay } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { parseSignalEvent } from '../signals/parseSignalEvent.ts';
import { SIGNAL_METRICS, type SignalEvent } from '../signals/signalEvent.ts';
import { eventId } from './eventId.ts';
import type { ReadingIssue, SourceReading } from './reading.ts';

export interface ReadingsOfFilm {
  readonly source: string;
  readonly market: Market;
  readonly filmId: string;
  readonly providerId: string;
  /** The slot that the readings were taken in, ms since the epoch. */
  readonly slot: number;
  readonly readings: readonly SourceReading[];
}

/**
 * Readings of one film as events, held to the same rules as events from outside: what breaks one is left out with the
 * reason.
 * @param ingestedAt the present moment, ms since the epoch
 */
export function toEvents(
  { source, market, filmId, providerId, slot, readings }: ReadingsOfFilm,
  ingestedAt: number,
): { readonly events: readonly SignalEvent[]; readonly issues: readonly ReadingIssue[] } {
  const events: SignalEvent[] = [];
  const issues: ReadingIssue[] = [];
  for (const reading of readings) {
    const { metric, kind, value, showDate, observedAt } = reading;
    const message = {
      type: 'signal',
      eventId: eventId(source, providerId, reading, slot),
      filmId,
      market,
      source,
      metric,
      kind,
      value,
      unit: SIGNAL_METRICS[metric].units[0],
      observedAt: new Date(observedAt).toISOString(),
      sequence: String(slot),
      ...(showDate !== undefined && { showDate: formatDay(showDate) }),
    };
    try {
      events.push(parseSignalEvent(message, ingestedAt));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      issues.push({ where: `film ${providerId} ${metric}`, problem: `${error.code} ${String(value)}` });
    }
  }
  return { events, issues };
}
