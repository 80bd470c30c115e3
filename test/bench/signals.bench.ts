import { fitFeatureContext } from '../../lib/features/featureContext.ts';
import { featurize } from '../../lib/features/featurize.ts';
import type { Film } from '../../lib/film/film.ts';
import { originInstant, viewAsOf } from '../../lib/signals/asOfView.ts';
import { fileHistory } from '../../lib/signals/filedHistory.ts';
import { firstTakings } from '../../lib/signals/firstTakings.ts';
import { toLiveFilm } from '../../lib/signals/liveFilm.ts';
import type { SignalReading } from '../../lib/signals/signalEvent.ts';
import { standAtMidnight } from '../../lib/signals/standAtMidnight.ts';
import { signalMerger } from '../../lib/signals/withSignals.ts';
import { inventHistory } from '../lib/features/inventHistory.ts';
import { reading } from '../lib/signals/inventSignals.ts';
import type { BenchmarkSuite } from './harness.ts';

const FILMS = 3_000;
const LIVE = 60;
const EVENTS = 200;
const HOUR = 3_600_000;

/** A made-up market of 3,000 films, 60 of them with signals: what a server does whenever something new is heard. */
export const benchmarks: BenchmarkSuite = async () => {
  const { films, rows } = inventHistory('CN', 3, FILMS);
  const files = fileHistory('CN', films, rows);
  const subject = files.history.films.at(-LIVE / 2) as Film;
  const now = originInstant(subject, 2) + 15 * HOUR;
  const context = fitFeatureContext(viewAsOf(files.history, now));
  const readings = ({ filmId }: Film, count: number, from = 0): readonly SignalReading[] =>
    Array.from({ length: count }, (_, back) => {
      const observedAt = now - back * 600_000 - 1_000 + from;
      return reading({
        eventId: `${filmId} ${back} ${from}`,
        filmId,
        metric: 'gross',
        value: 5_000_00,
        observedAt,
        ingestedAt: observedAt,
      });
    });
  const many = readings(subject, 10_000);
  const others = files.history.films
    .slice(-LIVE)
    .filter((film) => film !== subject)
    .map((film) => toLiveFilm('CN', film.filmId, readings(film, EVENTS)));
  const merge = signalMerger(files);
  let turn = 0;
  /** One more event of one film, and the market is built anew. */
  const rebuild = () => {
    turn++;
    const events = [...readings(subject, EVENTS), ...readings(subject, 1, turn)];
    return merge([...others, toLiveFilm('CN', subject.filmId, events)], now + turn);
  };
  const merged = rebuild();
  return {
    benchmarks: [
      { name: 'telling 10,000 events of one film apart by id', run: () => firstTakings(many) },
      { name: 'folding 10,000 events of one film', run: () => toLiveFilm('CN', subject.filmId, many) },
      { name: `one event, then a market of ${FILMS} films with ${LIVE} live ones anew`, goalMs: 200, run: rebuild },
      { name: 'completing the running day of that market', goalMs: 200, run: () => standAtMidnight(merged) },
      {
        name: 'from one event to the features of its film',
        goalMs: 500,
        run: () => {
          const standing = standAtMidnight(rebuild());
          if (!standing) throw new Error('no day is running');
          const { history, standsAt } = standing;
          return featurize(viewAsOf(history, standsAt), history.indexOf(subject.filmId) ?? -1, context);
        },
      },
    ],
  };
};
