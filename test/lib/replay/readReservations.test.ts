import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readReservations, readReservedFilms } from '../../../lib/replay/readReservations.ts';
import { inOrder } from '../../../lib/replay/recordedEvent.ts';
import { parseSignalEvent } from '../../../lib/signals/parseSignalEvent.ts';
import { describeWithSharedData, sharedData } from '../../sharedData.ts';

const HEADER =
  'film_id,observed_at_kst,reservation_share_pct,rank,reserved_tickets,reserved_gross_krw,admissions_to_date,gross_to_date_krw';

describe('a reservation board', () => {
  it('says what is sold ahead as a level and what was taken as a cumulative, in the time of Seoul', () => {
    const messages = readReservations(`${HEADER}\nkr1,2026-01-20 16:37,12.5%,1,37224,523102140,378,5670000\n`);
    expect(
      messages.map((message) => ('metric' in message ? [message.metric, message.kind, message.value] : [])),
    ).toEqual([
      ['presale_gross', 'level', 523_102_140],
      ['presale_tickets', 'level', 37_224],
      ['gross', 'cumulative', 5_670_000],
      ['admissions', 'cumulative', 378],
    ]);
    expect(new Set(messages.map(({ observedAt }) => Date.parse(observedAt)))).toEqual(
      new Set([Date.parse('2026-01-20T07:37:00Z')]),
    );
  });

  it('says nothing of what a row lacks: missing is never zero', () => {
    expect(readReservations(`${HEADER}\nkr1,2026-01-20 03:56,12.9,1,,,,\n`)).toEqual([]);
  });

  it('gives a reading the same id whenever it is read', () => {
    const text = `${HEADER}\nkr1,2026-01-20 16:37,12.5%,1,37224,,,\n`;
    expect(readReservations(text)).toEqual(readReservations(text));
  });

  it.each([
    ['kr1,2026-01-20 16:37,12.5%,1,many,,,', 'reserved_tickets'],
    ['kr1,yesterday,12.5%,1,3,,,', 'observed_at_kst'],
  ])('is refused whole where a row cannot be read: %s', (row, column) => {
    const good = 'kr1,2026-01-20 16:37,12.5%,1,3,,,';
    expect(() => readReservations(`${HEADER}\n${good}\n${row}\n`)).toThrow(
      expect.objectContaining({ code: 'replay.row', params: expect.objectContaining({ line: 3, column }) }),
    );
  });
});

describeWithSharedData('the recorded reservations of five days in January 2026', () => {
  const text = gunzipSync(readFileSync(sharedData('kr-presale', 'reservations.csv.gz'))).toString();
  const films = readFileSync(sharedData('kr-presale', 'films.csv'), 'utf8');

  it('are events that the stream takes, of every film, in the order of time', () => {
    const messages = readReservations(text);
    for (const message of messages) expect(parseSignalEvent(message, 0).type).toBe('signal');
    expect(new Set(messages.map(({ filmId }) => filmId)).size).toBe(36);
    expect(new Set(messages.map(({ eventId }) => eventId)).size).toBeGreaterThan(0.99 * messages.length);
    const times = inOrder(messages).map(({ at }) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Date(times[0] ?? 0).toISOString().slice(0, 10)).toBe('2026-01-20');
  });

  it('come with facts that announce each film', () => {
    const facts = readReservedFilms(films, '2026-01-19T00:00:00Z');
    for (const fact of facts) expect(parseSignalEvent(fact, 0).type).toBe('film.changed');
    const dates = facts.filter((fact) => 'field' in fact && fact.field === 'releaseDate');
    expect(dates.length).toBe(36);
  });
});
