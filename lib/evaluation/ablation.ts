import { formatDay } from '../film/day.ts';
import { formatOrigin, type Origin } from '../film/origin.ts';
import { type FilmInputs, filmInputs } from '../forecast/filmInputs.ts';
import type { OriginModel } from '../forecast/originModel.ts';
import { forecastTarget } from '../forecast/pointForecast.ts';
import { predictSequence } from '../models/lstm/predictSequence.ts';
import { originInstant, viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';
import { assembleOrigin } from '../training/assembleOrigin.ts';
import type { FitOrigin } from '../training/fitOrigin.ts';
import { GROUP_NAMES, hideGroups } from '../training/hideGroups.ts';
import type { LearnerName } from '../training/learners.ts';
import { trainingInputs } from '../training/trainingInputs.ts';
import { type TrainedMarket, type TrainedOrigin, trainedOrigin, trainMarket } from '../training/trainMarket.ts';
import { type AblatedFilm, type AblationReport, ablationReport, type Part } from './ablationReport.ts';
import { type BacktestOptions, type BacktestProgress, rollOrigins } from './rollOrigins.ts';

/** Every part that can be left out: each of several models, each group of features. */
export function ablationParts(models: readonly LearnerName[]): readonly Part[] {
  return [
    ...(models.length > 1 ? models.map((name) => ({ kind: 'model', name }) as const) : []),
    ...GROUP_NAMES.map((name) => ({ kind: 'group', name }) as const),
  ];
}

/** A film due at an origin, with its inputs. */
interface DueFilm {
  readonly inputs: FilmInputs;
  readonly actual: number;
}

/**
 * What each model and each group of features is worth: the films of a backtest are forecast again by the stack without
 * the model (the others weighted anew from the same fits), and by models that were trained and asked with the group
 * hidden. Features are made once for all of it.
 * @param parts what to leave out, one after the other
 * @throws AppError `backtest.no-films`, `training.too-few-films`
 */
export async function ablate(
  history: MarketHistory,
  options: BacktestOptions,
  parts: readonly Part[],
  onProgress: (progress: BacktestProgress) => void = () => {},
  fit?: FitOrigin,
): Promise<AblationReport> {
  const groups = parts.filter(({ kind }) => kind === 'group').map(({ name }) => name);
  const inputsOf = trainingInputs(history);
  const refits = rollOrigins(history, options);
  const steps = refits.length * (groups.length + 1);
  let done = 0;
  const films: AblatedFilm[] = [];
  for (const { settings, due } of refits) {
    const train = (hiddenGroups: readonly string[]): Promise<TrainedMarket> => {
      const what = hiddenGroups.length === 0 ? 'everything' : `without ${hiddenGroups.join(', ')}`;
      onProgress({ message: `${history.market} ${formatDay(settings.asOf)} ${what}`, done: done++, total: steps });
      return trainMarket(history, { ...settings, hiddenGroups }, () => {}, inputsOf, fit);
    };
    const whole = await train([]);
    const blind = new Map<string, TrainedMarket['origins']>();
    for (const group of groups) blind.set(group, (await train([group])).origins);
    for (const origin of settings.origins) {
      const { assembled, ...trained } = trainedOrigin(whole, origin);
      const smaller = parts.map(({ kind, name }) =>
        kind === 'model' ? withoutModel(trained, whole, name) : blind.get(name)?.get(origin)?.assembled.model,
      );
      const served = due(origin).filter((film) => film.served);
      for (const { inputs, actual } of withInputs(history, whole, origin, served)) {
        const without = parts.map(({ kind, name }, i) =>
          pointOf(smaller[i], kind === 'group' ? hideGroups(inputs, [name]) : inputs, whole),
        );
        films.push({ origin, actual, whole: pointOf(assembled.model, inputs, whole), without });
      }
    }
  }
  return ablationReport(history.market, parts, films);
}

/** The films whose days before the origin are known, as the models see them. */
function withInputs(
  history: MarketHistory,
  { context }: TrainedMarket,
  origin: Origin,
  films: readonly { readonly film: number; readonly actual: number }[],
): readonly DueFilm[] {
  return films.flatMap(({ film, actual }) => {
    const source = history.films[film];
    if (!source) throw new RangeError(`no film ${film} at ${formatOrigin(origin)}`);
    const inputs = filmInputs(viewAsOf(history, originInstant(source, origin)), film, context);
    return inputs.modelOrigin === origin ? [{ inputs, actual }] : [];
  });
}

/** The stack of the total without one of its models; undefined when none is left. */
function withoutModel(
  { dataset, fits }: Pick<TrainedOrigin, 'dataset' | 'fits'>,
  { films }: TrainedMarket,
  name: string,
): OriginModel | undefined {
  const total = (fits.total ?? []).filter(({ learner }) => learner !== name);
  return total.length === 0 ? undefined : assembleOrigin(dataset, films, { total }).model;
}

/** The stack's point forecast of the total in currency units; NaN without a model. */
function pointOf(model: OriginModel | undefined, inputs: FilmInputs, { sequence }: TrainedMarket): number {
  if (!model) return Number.NaN;
  const { values, anchor } = inputs;
  const x = { rows: 1, columns: values.length, data: values };
  const days =
    sequence && inputs.sequence.rows > 0
      ? predictSequence(sequence.model, { sequences: inputs.sequence, x })
      : undefined;
  return Math.exp(anchor + (forecastTarget(model.targets.total, x, days).stack[0] ?? Number.NaN));
}
