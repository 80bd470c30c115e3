import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import { SIMULATED_MARKETS, type SimulatedMarket } from './simulatedMarket.ts';
import { type SimulatedHistory, simulateMarket } from './simulateMarket.ts';

export interface SampleHistoryOptions {
  readonly seed: number;
  readonly filmsPerMarket: number;
  readonly from: Day;
  /** The data end before this day; films may open up to eight days later. */
  readonly until: Day;
  /** Default: all that are simulated. */
  readonly markets?: readonly SimulatedMarket[];
  /** Called now and then with the share that is done. */
  readonly onProgress?: (market: SimulatedMarket, done: number) => void;
}

/**
 * Simulated histories of several markets in one, as a user would have them: see `simulateMarket`. Films whose run is not
 * over when the data end have no final gross; some open in the days around the end, so that each origin from T-7 to T+7
 * has a film.
 */
export function generateSampleHistory(options: SampleHistoryOptions): SimulatedHistory {
  const films: Film[] = [];
  const rows: DailyRow[] = [];
  for (const market of options.markets ?? SIMULATED_MARKETS) {
    const { seed, filmsPerMarket, from, until, onProgress } = options;
    const history = simulateMarket(market, {
      ...{ seed, films: filmsPerMarket, from, until },
      ...(onProgress && { onProgress: (done: number) => onProgress(market, done) }),
    });
    for (const film of history.films) films.push(film);
    for (const row of history.rows) rows.push(row);
  }
  return { films, rows };
}
