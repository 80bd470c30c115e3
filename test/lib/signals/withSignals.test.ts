import { describe, expect, it } from 'vitest';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { addedBySignals } from '../../../lib/signals/addedBySignals.ts';
import { applyFilmChanges } from '../../../lib/signals/applyFilmChanges.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { fileHistory } from '../../../lib/signals/filedHistory.ts';
import { toLiveFilm } from '../../../lib/signals/liveFilm.ts';
import { buildMarketHistory, type MarketHistory } from '../../../lib/signals/marketHistory.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { signalMerger } from '../../../lib/signals/withSignals.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { inventHistory } from '../features/inventHistory.ts';
import { change, inventSignals, reading } from './inventSignals.ts';

const { films, rows } = inventHistory('CN', 9);
const files = fileHistory('CN', films, rows);
const film = files.history.films[90] as Film;
const context = fitFeatureContext(viewAsOf(files.history, originInstant(film, -7)));

const live = (...events: SignalEvent[]) =>
  [...Map.groupBy(events, ({ filmId }) => filmId)].map(([filmId, own]) => toLiveFilm('CN', filmId, own));
const featuresAt = (history: MarketHistory, filmId: string, asOf: number) =>
  featurize(viewAsOf(history, asOf), history.indexOf(filmId) ?? -1, context);
const at = (day: number) => originInstant(film, day);

describe('a history with signals', () => {
  const merge = signalMerger(files);

  it('is the history of the files themselves while no film has signals', () => {
    expect(merge([], at(0)).history).toBe(files.history);
  });

  it.each([
    ['readings', ['signal']],
    ['changes', ['film.changed']],
    ['readings and changes', ['signal', 'film.changed']],
  ])('gives for %s the features of files that say the same, for films with and without signals', (_, types) => {
    const random = seededRandom(4);
    const subjects = files.history.films.slice(80, 100);
    const events = subjects
      .flatMap((each) => inventSignals(each, random))
      .filter(({ ingestedAt, type }) => ingestedAt < at(2) && types.includes(type));
    const silent = rows.filter((row) => row.date < film.releaseDate - 12);
    const before = fileHistory('CN', films, silent);
    const of = live(...events);
    // What is worked out for the files alone must not be mistaken for what signals have changed.
    const announced = (history: MarketHistory) =>
      history.films
        .slice(70, 100)
        .filter((each) => viewAsOf(history, at(2)).isAnnounced(history.indexOf(each.filmId) ?? -1));
    for (const each of announced(before.history)) featuresAt(before.history, each.filmId, at(2));
    const merged = signalMerger(before)(of, at(2));
    const changed = new Map(
      of.map((one) => [
        one.filmId,
        applyFilmChanges(
          films.find((f) => f.filmId === one.filmId),
          one.changes,
        ),
      ]),
    );
    const expected = buildMarketHistory(
      'CN',
      films.flatMap((each) => {
        const known = changed.get(each.filmId);
        return known?.withdrawn && each.releaseDate >= film.releaseDate - 12 ? [] : [known?.film ?? each];
      }),
      [
        ...silent,
        ...of.flatMap((one) =>
          addedBySignals(
            silent.filter((row) => row.filmId === one.filmId),
            one.signals.rows,
          ),
        ),
      ],
    );
    expect(merged.history.films).toEqual(expected.films);
    expect(merged.withdrawn.size > 0).toBe(types.includes('film.changed'));
    for (const each of announced(expected)) {
      const twice = [1, 2].map(() => featuresAt(merged.history, each.filmId, at(2)));
      expect(twice[0]).toEqual(featuresAt(expected, each.filmId, at(2)));
      expect(twice[1]).toEqual(twice[0]);
    }
  });

  it('believes a signal until a file states that measure of that day', () => {
    const filed: DailyRow[] = [{ filmId: 'f', date: 10, values: { presale_gross: 500 } }];
    const said: DailyRow[] = [
      { filmId: 'f', date: 10, showDate: 12, values: { presale_gross: 90, presale_tickets: 3 } },
      { filmId: 'f', date: 11, values: { presale_gross: 70 } },
    ];
    expect(addedBySignals(filed, said)).toEqual([
      { filmId: 'f', date: 10, showDate: 12, values: { presale_tickets: 3 } },
      { filmId: 'f', date: 11, values: { presale_gross: 70 } },
    ]);
  });

  it('moves a film in the calendar when its release date moves, and its rivals see it there', () => {
    const moved = change({ eventId: '1', filmId: film.filmId, field: 'releaseDate', new: '2017-06-30' });
    const { history } = merge(live(moved), at(0));
    const place = history.indexOf(film.filmId) ?? -1;
    expect(history.films.map(({ releaseDate }) => releaseDate)).toEqual(
      history.films.map(({ releaseDate }) => releaseDate).toSorted((a, b) => a - b),
    );
    const seen: number[] = [];
    viewAsOf(history, at(0)).eachReleased(film.releaseDate, film.releaseDate, (other) => seen.push(other));
    expect(seen).not.toContain(place);
  });

  it('takes a withdrawn film off the calendar, but keeps what a film has taken that had opened', () => {
    const off = change({ eventId: '1', filmId: film.filmId, field: 'withdrawn', new: true });
    const early = merge(live(off), at(-3));
    expect(early.history.indexOf(film.filmId)).toBeUndefined();
    expect([...early.withdrawn]).toEqual([film.filmId]);
    const late = merge(live(off), at(3));
    expect(late.history.indexOf(film.filmId)).toBeDefined();
    expect([...late.withdrawn]).toEqual([film.filmId]);
  });

  it('shows a film of signals alone once they say title and date', () => {
    const about = { filmId: 'new', market: 'CN' } as const;
    const sale = reading({ eventId: '1', ...about });
    const title = change({ eventId: '2', ...about, field: 'title', new: '新片' });
    const date = change({ eventId: '3', ...about, field: 'releaseDate', new: '2016-01-20' });
    expect(merge(live(sale, title), at(0)).history.indexOf('new')).toBeUndefined();
    const { history } = merge(live(sale, title, date), at(0));
    expect(history.films[history.indexOf('new') ?? -1]).toMatchObject({ title: '新片', currency: 'CNY' });
  });

  it('merges a film once for all moments, and shares what no signal speaks of (defect 21)', () => {
    const of = live(reading({ eventId: '1', filmId: film.filmId, observedAt: at(-1), ingestedAt: at(-1) }));
    const [first, second] = [merge(of, at(0)), merge(of, at(1))];
    const series = (history: MarketHistory, filmId: string) => history.series[history.indexOf(filmId) ?? -1];
    expect(series(first.history, film.filmId)).toBe(series(second.history, film.filmId));
    expect(series(first.history, film.filmId)).not.toBe(series(files.history, film.filmId));
    expect(series(first.history, 'cn-003')).toBe(series(files.history, 'cn-003'));
  });
});
