import type { Day } from '../../film/day.ts';
import { buildMarketHistory, type MarketHistory } from '../../signals/marketHistory.ts';
import type { HistorySnapshots } from '../../stores/historySnapshots.ts';
import { lastDataDay } from '../exportMarket.ts';
import type { TrainingFilm } from '../trainingFilms.ts';
import { type InputsOf, trainingInputs } from '../trainingInputs.ts';
import { checkedFilms } from '../trainMarket.ts';
import { type TrainOptions, trainOptions } from '../trainOptions.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';

/** A snapshot made ready for learning: what follows from it and the options alone. */
export interface Study {
  readonly history: MarketHistory;
  readonly asOf: Day;
  readonly options: TrainOptions;
  readonly films: readonly TrainingFilm[];
  readonly inputsOf: InputsOf;
}

/**
 * Remembers the studies of one process, so that the steps of a run share features; after a restart they are made anew.
 * @returns a function that throws AppError `training.too-few-films` for a snapshot that cannot be learnt from
 */
export function createStudies(deps: Pick<TrainingDeps, 'snapshots' | 'options'>) {
  let latest: { readonly key: string; readonly study: Promise<Study> } | undefined;
  return ({ market, snapshotKey }: Pick<MarketRun, 'market' | 'snapshotKey'>): Promise<Study> => {
    if (latest?.key === snapshotKey) return latest.study;
    const study = prepare(deps.snapshots, market, snapshotKey, deps.options ?? {});
    latest = { key: snapshotKey, study };
    study.catch(() => {
      latest = undefined;
    });
    return study;
  };
}

async function prepare(
  snapshots: Pick<HistorySnapshots, 'load'>,
  market: MarketRun['market'],
  snapshotKey: string,
  chosen: Partial<TrainOptions>,
): Promise<Study> {
  const { films: sources, rows } = await snapshots.load(snapshotKey);
  const history = buildMarketHistory(market, sources, rows);
  // The day after the last data: everything in the snapshot is known, and the same snapshot gives the same models.
  const asOf = lastDataDay(history) + 1;
  return {
    history,
    asOf,
    options: trainOptions({ asOf, ...chosen }),
    films: checkedFilms(history, asOf),
    inputsOf: trainingInputs(history),
  };
}
