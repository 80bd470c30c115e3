import { startOfDay } from '../../../lib/calendar/zone.ts';
import { formatDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import type { FilmChange, SignalEvent, SignalReading } from '../../../lib/signals/signalEvent.ts';
import type { Random } from '../../../lib/stats/random.ts';

const HOUR = 3_600_000;

/** A reading of an invented film; every part can be given. */
export function reading(parts: Partial<SignalReading> & Pick<SignalReading, 'eventId'>): SignalReading {
  const observedAt = parts.observedAt ?? Date.UTC(2026, 0, 10, 4);
  return {
    type: 'signal',
    ...{ filmId: 'f', market: 'CN', source: 'a', metric: 'presale_gross', kind: 'increment', value: 100 },
    ...{ observedAt, ingestedAt: observedAt + 1_000 },
    ...parts,
  };
}

/** A change of an invented film's facts. */
export function change(parts: Partial<FilmChange> & Pick<FilmChange, 'eventId' | 'field' | 'new'>): FilmChange {
  const observedAt = parts.observedAt ?? Date.UTC(2026, 0, 10, 4);
  const identity = { filmId: 'f', market: 'CN', source: 'a', observedAt, ingestedAt: observedAt + 1_000 } as const;
  return { type: 'film.changed', ...identity, old: null, ...parts };
}

/**
 * Signals of one film from ten days before its release to five days after it, every few hours, of every kind, by two
 * sources, some taken in much later than observed; sometimes its release date moves or it is withdrawn.
 */
export function inventSignals(film: Film, random: Random): readonly SignalEvent[] {
  const { filmId, market, releaseDate } = film;
  const events: SignalEvent[] = [];
  let sold = 0;
  let at = 0;
  for (let day = releaseDate - 10; day <= releaseDate + 5; day++) {
    for (let hour = Math.floor(random() * 6); hour < 24; hour += 4 + Math.floor(random() * 4)) {
      const observedAt = startOfDay(day, market) + Math.floor((hour + random()) * HOUR);
      const late = random() < 0.1 ? random() * 60 * HOUR : random() * 60_000;
      const about = { filmId, market, observedAt, ingestedAt: Math.floor(observedAt + late), type: 'signal' } as const;
      const name = () => `${filmId}-${at++}`;
      sold = Math.max(0, sold + Math.floor((random() - 0.1) * 1e8));
      events.push(
        { ...about, eventId: name(), source: 'board', metric: 'presale_gross', kind: 'cumulative', value: sold },
        { ...about, eventId: name(), source: 'wire', metric: 'presale_gross', kind: 'increment', value: 5_000_000 },
        { ...about, eventId: name(), source: 'wire', metric: 'want_to_see', kind: 'level', value: 1_000 * (at + 1) },
        { ...about, eventId: name(), source: 'wire', metric: 'social_heat', kind: 'level', value: 1e4 * random() },
        { ...about, eventId: name(), source: 'wire', metric: 'rating', kind: 'level', value: 10 * random() },
      );
      if (day >= releaseDate) {
        const value = Math.floor(2e8 * random());
        events.push({ ...about, eventId: name(), source: 'board', metric: 'gross', kind: 'increment', value });
      }
    }
  }
  const moment = startOfDay(releaseDate - 3, market) + Math.floor(random() * 24 * HOUR);
  const about = { filmId, market, source: 'desk', observedAt: moment, ingestedAt: moment + 5 } as const;
  if (random() < 0.3) {
    const moved = formatDay(releaseDate + 1 + Math.floor(random() * 4));
    const eventId = `${filmId}-moved`;
    events.push({
      ...about,
      type: 'film.changed',
      eventId,
      field: 'releaseDate',
      old: formatDay(releaseDate),
      new: moved,
    });
  } else if (random() < 0.2) {
    const eventId = `${filmId}-withdrawn`;
    const off: SignalEvent = { ...about, type: 'film.changed', eventId, field: 'withdrawn', old: false, new: true };
    return [...events.filter(({ observedAt }) => observedAt < moment), off];
  }
  return events;
}
