import type { Day } from '../film/day.ts';
import type { DailyRow, Film } from '../film/film.ts';
import { believeOpening } from './brokenOpening.ts';
import { toDailySeries } from './dailySeries.ts';
import type { MarketHistory } from './marketHistory.ts';
import { SharedMeasures } from './sharedMeasures.ts';

export interface OtherRows {
  /** Index of the film in the history; it keeps its place. */
  readonly film: number;
  /** All rows of the film, with the takings that it has. */
  readonly rows: readonly DailyRow[];
  /** The first day on which they differ from those that the history has. */
  readonly since: Day;
}

/**
 * The history with other signals of one film: what a film took is left as it is, everything else may differ. The rest is
 * shared, and so is all that was worked out for moments before the rows differ.
 * @throws RangeError when there is no such film
 */
export function withRowsOf(history: MarketHistory, { film, rows, since }: OtherRows): MarketHistory {
  const { films, facts } = history;
  const about = films[film];
  if (!about) throw new RangeError(`no film ${film}`);
  return {
    ...history,
    series: history.series.with(film, toDailySeries(believeOpening(about as Film, rows))),
    cache: new SharedMeasures(
      { history, through: since },
      films.map(({ filmId }) => filmId),
      facts,
    ),
  };
}
