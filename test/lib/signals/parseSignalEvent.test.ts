import { describe, expect, it } from 'vitest';
import { parseSignalEvent } from '../../../lib/signals/parseSignalEvent.ts';

const NOW = Date.parse('2026-05-01T00:00:00Z');
const PRESALE = {
  ...{ eventId: 'e1', filmId: 'f1', market: 'CN', source: 'maoyan', metric: 'presale_gross', kind: 'increment' },
  ...{ value: 120_000, unit: 'minor', showDate: '2026-05-02', observedAt: '2026-04-30T20:00:00+08:00', sequence: '7' },
};
const refusal = (message: unknown) => {
  try {
    parseSignalEvent(message, NOW);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('an event from outside', () => {
  it('is read with its event time as an instant and the moment it came in', () => {
    expect(parseSignalEvent(PRESALE, NOW)).toMatchObject({
      ...{ type: 'signal', value: 120_000, observedAt: Date.parse('2026-04-30T12:00:00Z'), ingestedAt: NOW },
      ...{ showDate: 20_575, sequence: '7' },
    });
  });

  it('may be a refund: money and tickets go below zero, levels do not', () => {
    expect(parseSignalEvent({ ...PRESALE, value: -500 }, NOW)).toMatchObject({ value: -500 });
    expect(refusal({ ...PRESALE, metric: 'social_heat', unit: 'index', value: -1 })).toMatchObject({
      code: 'signal.value',
    });
  });

  it('changes facts of the catalogue', () => {
    const { metric: _, kind: __, value: ___, unit: ____, ...identity } = PRESALE;
    const message = { ...identity, type: 'film.changed', field: 'releaseDate', old: '2026-05-01', new: '2026-06-01' };
    expect(parseSignalEvent(message, NOW)).toMatchObject({ type: 'film.changed', new: '2026-06-01', ingestedAt: NOW });
  });

  it.each([
    ['a unit that is not the metric’s', { unit: 'yuan' }, 'signal.unit'],
    ['money in fractions of the minor unit', { value: 0.5 }, 'signal.value'],
    ['a share above one', { metric: 'screening_share', unit: 'share', value: 1.2 }, 'signal.value'],
    ['a time without an offset', { observedAt: '2026-04-30T20:00:00' }, 'signal.malformed'],
    ['a metric that nobody knows', { metric: 'buzz' }, 'signal.malformed'],
    ['no id', { eventId: '' }, 'signal.malformed'],
    ['a fact that cannot change', { type: 'film.changed', field: 'filmId', old: null, new: 'x' }, 'signal.malformed'],
    ['another type', { type: 'film.deleted' }, 'signal.malformed'],
    ['a value that is no number', { value: '12' }, 'signal.malformed'],
  ])('is refused with %s', (_name, part, code) => {
    expect(refusal({ ...PRESALE, ...part })).toMatchObject({ code });
  });

  it.each([[null], ['text'], [[]], [{}], [{ __proto__: { type: 'signal' } }]])(
    'is refused when it is %j',
    (message) => {
      expect(refusal(message)).toMatchObject({ code: 'signal.malformed' });
    },
  );
});
