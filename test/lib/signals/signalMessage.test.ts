import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../lib/film/day.ts';
import { parseSignalEvent } from '../../../lib/signals/parseSignalEvent.ts';
import { SIGNAL_METRIC_NAMES, type SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { signalMessage } from '../../../lib/signals/signalMessage.ts';

const identity = {
  eventId: 'e1',
  filmId: 'f1',
  market: 'KR' as const,
  source: 'kobis',
  observedAt: 1_700_000_000_123,
  ingestedAt: 5,
};

describe('an event over the wire', () => {
  it.each(SIGNAL_METRIC_NAMES)('comes back as it was: a reading of %s', (metric) => {
    const event: SignalEvent = {
      type: 'signal',
      ...identity,
      metric,
      kind: 'level',
      value: 1,
      showDate: parseDay('2026-02-17'),
      sequence: '9',
    };
    expect(parseSignalEvent(JSON.parse(JSON.stringify(signalMessage(event))), 5)).toEqual(event);
    const { showDate: _showDate, sequence: _sequence, ...bare } = event;
    expect(parseSignalEvent(signalMessage(bare), 5)).toEqual(bare);
  });

  it('comes back as it was: a moved release date', () => {
    const event: SignalEvent = {
      type: 'film.changed',
      ...identity,
      field: 'releaseDate',
      old: '2026-02-17',
      new: '2026-05-01',
    };
    expect(parseSignalEvent(JSON.parse(JSON.stringify(signalMessage(event))), 5)).toEqual(event);
  });

  it('does not say when it was taken in: that is for the taker to say', () => {
    const event: SignalEvent = { type: 'film.changed', ...identity, field: 'withdrawn', old: false, new: true };
    expect(signalMessage(event)).not.toHaveProperty('ingestedAt');
  });
});
