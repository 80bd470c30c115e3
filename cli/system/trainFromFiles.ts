import { trainerDigest } from '../../infra/trainerDigest.ts';
import type { Market } from '../../lib/film/market.ts';
import { formatOrigin } from '../../lib/film/origin.ts';
import { mergeHistory } from '../../lib/history/mergeHistory.ts';
import { encodeSnapshot } from '../../lib/history/snapshot.ts';
import { buildMarketHistory } from '../../lib/signals/marketHistory.ts';
import type { BuiltArtifact } from '../../lib/training/artifact/buildArtifact.ts';
import { dataSourceOf } from '../../lib/training/dataSource.ts';
import { exportMarket, lastDataDay } from '../../lib/training/exportMarket.ts';
import { type Progress, trainMarket } from '../../lib/training/trainMarket.ts';
import { trainOptions } from '../../lib/training/trainOptions.ts';
import type { CheckedHistory } from '../historyFiles.ts';
import type { Terminal } from '../terminal.ts';
import { withWorkers } from './fitOnWorkers.ts';

/**
 * Trains one market on checked files: the same bytes as the training function makes from the same history.
 * @throws AppError `training.too-few-films`
 */
export async function trainFromFiles(
  { films, rows }: CheckedHistory,
  market: Market,
  terminal: Terminal,
): Promise<BuiltArtifact> {
  const own = films.filter((film) => film.market === market);
  const ids = new Set(own.map(({ filmId }) => filmId));
  const given = { market, films: own, rows: rows.filter(({ filmId }) => ids.has(filmId)) };
  const records = mergeHistory({ market, films: [], rows: [] }, given);
  const history = buildMarketHistory(market, records.films, records.rows);
  const onProgress = ({ origin, done, total }: Progress) =>
    terminal.progress(
      `training 训练 ${market} ${origin === undefined ? '' : formatOrigin(origin)}: ${Math.floor((100 * done) / total)} %`,
    );
  const options = trainOptions({ asOf: lastDataDay(history) + 1 });
  const trained = await withWorkers((fit) => trainMarket(history, options, onProgress, undefined, fit));
  return exportMarket(trained, history, {
    fingerprint: encodeSnapshot(records).hash,
    source: dataSourceOf(history.films),
    trainer: trainerDigest(),
  });
}
