import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../lib/calendar/zone.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import type { Film } from '../../../lib/film/film.ts';
import { filmInputs } from '../../../lib/forecast/filmInputs.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { fileHistory } from '../../../lib/signals/filedHistory.ts';
import { firstTakings } from '../../../lib/signals/firstTakings.ts';
import { toLiveFilm } from '../../../lib/signals/liveFilm.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { standAtMidnight } from '../../../lib/signals/standAtMidnight.ts';
import { signalMerger } from '../../../lib/signals/withSignals.ts';
import { type Random, seededRandom } from '../../../lib/stats/random.ts';
import { alterFuture } from '../features/alterFuture.ts';
import { type Invented, inventHistory } from '../features/inventHistory.ts';
import { change, inventSignals, reading } from './inventSignals.ts';

const SEED = 20_261_129;
const RUNS = 60;
const HOUR = 3_600_000;

const before = inventHistory('CN', 13);
const sorted = fileHistory('CN', before.films, before.rows).history.films;
const SUBJECTS = sorted.slice(60, 110);
const events = SUBJECTS.flatMap((film, at) => inventSignals(film, seededRandom(900 + at)));
const context = fitFeatureContext(
  viewAsOf(fileHistory('CN', before.films, before.rows).history, originInstant(SUBJECTS[0] as Film, -30)),
);

/** All that a forecast is made from, of every announced film of interest, seen at the instant and with its day completed. */
function inputsAt({ films, rows }: Invented, all: readonly SignalEvent[], asOf: number) {
  const live = [...Map.groupBy(all, ({ filmId }) => filmId)].flatMap(([filmId, own]) => {
    const known = firstTakings(own, asOf).events;
    return known.length === 0 ? [] : [toLiveFilm('CN', filmId, known)];
  });
  const merged = signalMerger(fileHistory('CN', films, rows))(live, asOf);
  const standing = standAtMidnight(merged);
  const views = [viewAsOf(merged.history, asOf), ...(standing ? [viewAsOf(standing.history, standing.standsAt)] : [])];
  return views.map((view, at) => {
    const history = at === 0 ? merged.history : standing?.history;
    return SUBJECTS.flatMap(({ filmId }) => {
      const place = history?.indexOf(filmId);
      if (place === undefined || !view.isAnnounced(place)) return [];
      const apart = Math.abs(view.film(place).releaseDate - dayOf(asOf, 'CN'));
      return apart > 12 ? [] : [{ filmId, ...filmInputs(view, place, context) }];
    });
  });
}

/** Everything taken in at or after a moment changed, dropped or repeated, and more of it made up. */
function poison(all: readonly SignalEvent[], moment: number, random: Random): readonly SignalEvent[] {
  const later = () => (random() < 0.3 ? moment : moment + Math.floor(random() * 48 * HOUR));
  const kept = all.flatMap((event): SignalEvent[] => {
    if (event.ingestedAt < moment) {
      // the same event again, with another content: known, so no news
      return random() < 0.1 ? [event, { ...event, observedAt: event.observedAt + HOUR, ingestedAt: later() }] : [event];
    }
    if (random() < 0.3) return [];
    return event.type === 'signal'
      ? [{ ...event, value: event.value * 3 + 1, source: 'other' }]
      : [{ ...event, new: null }];
  });
  const made = SUBJECTS.flatMap(({ filmId }, at): SignalEvent[] => {
    const about = { filmId, ingestedAt: later(), observedAt: moment - Math.floor(random() * 72 * HOUR) };
    return [
      reading({ ...about, eventId: `made ${at}`, value: 7e9, source: '0' }),
      reading({ ...about, eventId: `taken ${at}`, metric: 'gross', value: 8e9, source: '0' }),
      ...(random() < 0.3
        ? [change({ ...about, eventId: `moved ${at}`, field: 'releaseDate', new: '2031-01-01' })]
        : []),
      ...(random() < 0.2 ? [change({ ...about, eventId: `off ${at}`, field: 'withdrawn', new: true })] : []),
    ];
  });
  return [...kept, ...made].sort(() => random() - 0.5);
}

describe('what a forecast is made from', () => {
  it('is deaf to every event taken in at or after its moment, at midnight and within days, and to files of later (defects 2, 26, 27)', () => {
    let compared = 0;
    const cases = fc.record({
      film: fc.integer({ min: 8, max: SUBJECTS.length - 1 }),
      day: fc.integer({ min: -8, max: 6 }),
      within: fc.constantFrom(0, 0, 1, 6 * HOUR, 15 * HOUR, 24 * HOUR - 1),
      salt: fc.integer(),
    });
    fc.assert(
      fc.property(cases, ({ film, day, within, salt }) => {
        const moment = originInstant(SUBJECTS[film] as Film, day) + within;
        const random = seededRandom(salt);
        const expected = inputsAt(before, events, moment);
        const altered = alterFuture(before, moment, random);
        expect(inputsAt(altered, poison(events, moment, random), moment)).toEqual(expected);
        compared += expected.flat().length;
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS);
  });

  it('hears events taken in just before its moment', () => {
    const moment = originInstant(SUBJECTS[20] as Film, -2) + 15 * HOUR;
    const known = events.filter(({ ingestedAt }) => ingestedAt < moment);
    expect(inputsAt(before, known, moment)).toEqual(inputsAt(before, events, moment));
    const fewer = known.filter(({ ingestedAt }) => ingestedAt < moment - 3 * HOUR);
    expect(inputsAt(before, fewer, moment)).not.toEqual(inputsAt(before, events, moment));
  });
});
