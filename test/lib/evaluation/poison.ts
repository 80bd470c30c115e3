import { expect } from 'vitest';
import { backtest } from '../../../lib/evaluation/backtest.ts';
import type { Prediction } from '../../../lib/evaluation/prediction.ts';
import type { BacktestOptions } from '../../../lib/evaluation/rollOrigins.ts';
import type { Market } from '../../../lib/film/market.ts';
import { formatOrigin } from '../../../lib/film/origin.ts';
import { originInstant } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { alterFuture } from '../features/alterFuture.ts';
import type { Invented } from '../features/inventHistory.ts';

/** Where the future is cut off, and how it is changed. */
export interface PoisonCase {
  /** Which test film, as a fraction of all. */
  readonly film: number;
  readonly origin: number;
  readonly poison: number;
}

const nameOf = ({ filmId, origin }: Prediction) => `${filmId} ${formatOrigin(origin)}`;

/**
 * Expects that every forecast made before or at the moment of a film's origin stays bit for bit the same when everything
 * is changed that is not known by then: totals, later days, theatres and search levels to come, unannounced films.
 * @returns how many forecasts were compared
 */
export async function expectDeafBacktest(
  market: Market,
  before: Invented,
  options: BacktestOptions,
  reference: readonly Prediction[],
  { film, origin, poison }: PoisonCase,
): Promise<number> {
  const tested = before.films.filter(
    ({ releaseDate }) => releaseDate >= options.testFrom && releaseDate < options.testUntil,
  );
  const subject = tested[Math.floor(film * tested.length)];
  if (!subject) throw new Error('there is no test film');
  const asOf = originInstant(subject, origin);
  const after = alterFuture(before, asOf, seededRandom(poison));
  const { predictions } = await backtest(buildMarketHistory(market, after.films, after.rows), options);
  const altered = new Map(predictions.map((made) => [nameOf(made), made]));
  // a film whose total was taken away cannot be judged any more, so it is not forecast
  const comparable = reference.filter((made) => made.asOf <= asOf && altered.has(nameOf(made)));
  for (const made of comparable) {
    const other = altered.get(nameOf(made));
    expect({ film: nameOf(made), ...other?.stack, by: other?.artifact }).toEqual({
      film: nameOf(made),
      ...made.stack,
      by: made.artifact,
    });
  }
  return comparable.length;
}
