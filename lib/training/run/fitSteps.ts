import { formatOrigin, type Origin } from '../../film/origin.ts';
import { SEQUENCE } from '../../forecast/sequenceShare.ts';
import type { OriginFits } from '../assembleOrigin.ts';
import { fitOrigin } from '../fitOrigin.ts';
import { fitMarketSequence, type MarketSequence, servesSequence } from '../marketSequence.ts';
import { type OriginDataset, originDataset } from '../originDataset.ts';
import { originPart } from '../originPart.ts';
import { completeOrigin } from '../trainMarket.ts';
import type { Study } from './studyOf.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';
import { createWorkFiles } from './workFiles.ts';

type WorkDeps = Pick<TrainingDeps, 'objects' | 'trainer'>;

const datasetName = (origin: Origin) => `${formatOrigin(origin)}/dataset`;
const fitsName = (origin: Origin) => `${formatOrigin(origin)}/fits`;
const sequenceName = 'sequence';
export const partName = (origin: Origin) => `${formatOrigin(origin)}/part`;
export const outOfFoldName = (origin: Origin) => `${formatOrigin(origin)}/out-of-fold`;

/** What judging needs of an origin: the challenger's forecasts of films it had not seen. */
export interface OutOfFoldForecasts {
  /** Places among the training films, one per row. */
  readonly films: Int32Array;
  /** ln(forecast / actual) of the total; NaN where no fold forecast the film. */
  readonly errors: Float64Array;
}

/** Makes the features and targets of one origin. */
export async function datasetStep(deps: WorkDeps, run: MarketRun, study: Study, origin: Origin) {
  const files = createWorkFiles(deps, run);
  if (await files.has(datasetName(origin))) return;
  const dataset = originDataset(study.films, origin, study.inputsOf);
  await files.write(datasetName(origin), dataset);
}

/** Fits every learner at one origin, for every target that is open there. */
export async function fitStep(deps: WorkDeps, run: MarketRun, { options }: Study, origin: Origin) {
  const files = createWorkFiles(deps, run);
  if (await files.has(fitsName(origin))) return;
  const dataset = await files.read<OriginDataset>(datasetName(origin));
  await files.write(fitsName(origin), fitOrigin(dataset, options));
}

/** Fits the sequence model over all origins; a market may do without one. */
export async function sequenceStep(deps: WorkDeps, run: MarketRun, { options }: Study) {
  const files = createWorkFiles(deps, run);
  if (await files.has(sequenceName)) return;
  const own = options.learners.includes(SEQUENCE) ? options.origins.filter(servesSequence) : [];
  const datasets = await Promise.all(own.map((origin) => files.read<OriginDataset>(datasetName(origin))));
  const sequence = fitMarketSequence(datasets, options);
  const outOfFold = sequence ? [...sequence.outOfFold] : [];
  await files.write(sequenceName, sequence ? { ...sequence, outOfFold } : {});
}

/** What {@link sequenceStep} left. */
export async function readSequence(deps: WorkDeps, run: MarketRun): Promise<MarketSequence | undefined> {
  type Written = Omit<MarketSequence, 'outOfFold'> & { readonly outOfFold?: [Origin, Float64Array][] };
  const { outOfFold, ...written } = await createWorkFiles(deps, run).read<Written>(sequenceName);
  return outOfFold && { ...written, outOfFold: new Map(outOfFold) };
}

/** Stacks and calibrates one origin from its fits, and keeps what the artifact and the judgement need. */
export async function completeOriginStep(deps: WorkDeps, run: MarketRun, { options, films }: Study, origin: Origin) {
  const files = createWorkFiles(deps, run);
  if (await files.has(partName(origin))) return;
  const dataset = await files.read<OriginDataset>(datasetName(origin));
  const fits = await files.read<OriginFits>(fitsName(origin));
  const trained = completeOrigin(dataset, films, fits, await readSequence(deps, run), options);
  const outOfFold: OutOfFoldForecasts = {
    films: dataset.films,
    errors: trained.assembled.outOfFold.map((forecast, row) => forecast - (dataset.y.total[row] ?? Number.NaN)),
  };
  await files.write(outOfFoldName(origin), outOfFold);
  // last: where it is, the other is too
  await files.write(partName(origin), originPart(trained, films));
}
