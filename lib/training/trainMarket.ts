import { AppError } from '../errors/appError.ts';
import type { FeatureContext } from '../features/featureContext.ts';
import { type Day, formatDay } from '../film/day.ts';
import type { Market } from '../film/market.ts';
import { formatOrigin, type Origin } from '../film/origin.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { type AssembledOrigin, assembleOrigin, type OriginFits } from './assembleOrigin.ts';
import { type BaselineFits, fitBaselines } from './baselines.ts';
import { type FitOrigin, fitOrigin, foldsOf } from './fitOrigin.ts';
import { fitSpread } from './fitSpread.ts';
import { hideGroups } from './hideGroups.ts';
import { fitMarketSequence, type MarketSequence, neededSequence, sequenceFits } from './marketSequence.ts';
import { type OriginDataset, originDataset } from './originDataset.ts';
import { type TrainingFilm, trainingFilms } from './trainingFilms.ts';
import { contextAsOf, type InputsOf, trainingInputs } from './trainingInputs.ts';
import type { TrainOptions } from './trainOptions.ts';

/** Everything that was learnt at one origin. */
export interface TrainedOrigin {
  readonly dataset: OriginDataset;
  readonly fits: OriginFits;
  readonly baselines: BaselineFits;
  readonly assembled: AssembledOrigin;
}

/** A market's models as of one day. */
export interface TrainedMarket {
  readonly market: Market;
  readonly asOf: Day;
  readonly options: TrainOptions;
  readonly films: readonly TrainingFilm[];
  readonly context: FeatureContext;
  readonly origins: ReadonlyMap<Origin, TrainedOrigin>;
  /** One for all origins; absent where no stack asks for it. */
  readonly sequence?: MarketSequence;
}

/** Fewest films with known totals and openings that a market can be trained on. */
const FEWEST_FILMS = 200;

export interface Progress {
  readonly step: 'dataset' | 'sequence' | 'fit';
  /** Absent for what is done for all origins at once. */
  readonly origin?: Origin;
  readonly done: number;
  readonly total: number;
}

/**
 * The films a market can learn from as of a day.
 * @throws AppError `training.too-few-films`
 */
export function checkedFilms(history: MarketHistory, asOf: Day): readonly TrainingFilm[] {
  const films = trainingFilms(history, asOf);
  const usable = films.filter(({ openingWeekend, weight }) => openingWeekend > 0 && weight > 0);
  if (usable.length < FEWEST_FILMS) {
    throw new AppError('training.too-few-films', {
      market: history.market,
      needed: FEWEST_FILMS,
      found: usable.length,
      asOf: formatDay(asOf),
    });
  }
  return films;
}

/** Puts an origin together from its fits: stack, calibration and baselines. */
export function completeOrigin(
  dataset: OriginDataset,
  films: readonly TrainingFilm[],
  tabular: OriginFits,
  sequence: MarketSequence | undefined,
  options: TrainOptions,
): TrainedOrigin {
  const fits = { ...tabular, total: [...(tabular.total ?? []), ...sequenceFits(sequence, dataset.origin)] };
  const served = Array.from(dataset.films, (film) => films[film]?.served ?? false);
  const folds = foldsOf(dataset, options);
  const baselines = fitBaselines(dataset, served, folds);
  const spread = fitSpread(dataset, folds, options.seed);
  return { dataset, fits, baselines, assembled: assembleOrigin(dataset, films, fits, { spread, folds }) };
}

/**
 * Trains a market on what was known on a day. The same history, options and program give the same models to the bit.
 * @param inputsOf shared between trainings of one history, so that features are made once
 * @param fit several origins are fitted at a time where it can
 * @throws AppError `training.too-few-films`
 */
export async function trainMarket(
  history: MarketHistory,
  options: TrainOptions,
  onProgress: (progress: Progress) => void = () => {},
  inputsOf: InputsOf = trainingInputs(history),
  fit: FitOrigin = fitOrigin,
): Promise<TrainedMarket> {
  const films = checkedFilms(history, options.asOf);
  const total = options.origins.length;
  const datasets = options.origins.map((origin, done) => {
    onProgress({ step: 'dataset', origin, done, total });
    return originDataset(films, origin, (film, at) => hideGroups(inputsOf(film, at), options.hiddenGroups ?? []));
  });
  onProgress({ step: 'sequence', done: 0, total });
  const sequence = fitMarketSequence(datasets, options);
  let done = 0;
  const origins = await Promise.all(
    datasets.map(async (dataset): Promise<readonly [Origin, TrainedOrigin]> => {
      const fits = await fit(dataset, options);
      onProgress({ step: 'fit', origin: dataset.origin, done: done++, total });
      return [dataset.origin, completeOrigin(dataset, films, fits, sequence, options)];
    }),
  );
  const context = contextAsOf(history, options.asOf);
  const trained = { market: history.market, asOf: options.asOf, options, films, context, origins: new Map(origins) };
  const needed = neededSequence(
    sequence,
    origins.map(([, { assembled }]) => assembled.model),
  );
  return needed ? { ...trained, sequence: needed } : trained;
}

/** The model of an origin. @throws AppError `forecast.origin-not-served` when there is none */
export function trainedOrigin(trained: Pick<TrainedMarket, 'origins'>, origin: Origin): TrainedOrigin {
  const found = trained.origins.get(origin);
  if (found) return found;
  throw new AppError('forecast.origin-not-served', {
    origin: formatOrigin(origin),
    served: [...trained.origins.keys()].map(formatOrigin).join(', '),
  });
}
