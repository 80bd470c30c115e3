import { deriveSeed } from '../../stats/deriveSeed.ts';
import { type Random, seededRandom } from '../../stats/random.ts';
import { fillBatch, type Hidden } from './fillBatch.ts';
import { initialParameters } from './initialParameters.ts';
import { createNetwork, type Network } from './network.ts';
import { backwardPass, forwardPass } from './passes.ts';
import type { InputGroups, SequenceInputs, SequenceModel } from './sequenceModel.ts';
import type { SequenceOptions } from './sequenceOptions.ts';
import { widthOf } from './standardizer.ts';

/** Standardized targets of samples, and which samples each film has: one of them is drawn per epoch. */
export interface Samples {
  readonly inputs: SequenceInputs;
  readonly z: Float64Array;
  /** Mean 1. */
  readonly weights: Float64Array;
}

export interface TrainedNetwork {
  readonly parameters: Float32Array;
  /** Passes after which the parameters were taken. */
  readonly epochs: number;
  /** Mean loss of each pass over the training films, and on the held-out samples after it. */
  readonly history: readonly { readonly training: number; readonly heldOut: number }[];
}

/** What training needs beside the options. */
export interface NetworkTask {
  readonly model: Pick<SequenceModel, 'shape' | 'sequence' | 'statics'>;
  readonly samples: Samples;
  /** Samples of each film that is learnt from. */
  readonly films: readonly (readonly number[])[];
  /** Samples that say when to stop; none = after all epochs. */
  readonly heldOut: readonly number[];
  readonly groups: InputGroups;
}

/** The step size falls to this share of the first one, along a cosine. */
const LAST_RATE = 0.05;

/** Steps over which the step size rises from zero. */
const WARM_UP = 20;

/**
 * What is kept of the mean of the parameters at each step; a mean over about a hundred steps serves better than any one of
 * them (Polyak & Juditsky 1992).
 */
const LONGEST_MEMORY = 0.99;

/** Trains one network; the same task, options and kernel give the same bytes. */
export function trainNetwork(task: NetworkTask, options: SequenceOptions, name: string): TrainedNetwork {
  const { model, films, heldOut, samples } = task;
  const seed = deriveSeed(options.seed, name);
  const network = createNetwork(model.shape, options.batch, options.kernel, true);
  const { memory } = network.kernel;
  const parameters = initialParameters(
    model.shape,
    widthOf(model.sequence),
    widthOf(model.statics) + widthOf(model.sequence),
    seededRandom(deriveSeed(seed, 'parameters')),
  );
  memory.set(parameters, network.at.parameters);
  const random = seededRandom(deriveSeed(seed, 'training'));
  const stepsPerEpoch = Math.ceil(films.length / options.batch);
  // a second training that stops where the first one did passes through the same step sizes
  const adam = { step: 0, total: stepsPerEpoch * options.epochs };
  const averaged = parameters.slice();
  const history: { training: number; heldOut: number }[] = [];
  let best = Number.POSITIVE_INFINITY;
  let epochs = 0;
  for (let epoch = 0; epoch < Math.min(options.epochs, options.stopAfter); epoch++) {
    const drawn = shuffled(
      films.map((own) => own[Math.floor(random() * own.length)] as number),
      random,
    );
    let loss = 0;
    for (let from = 0; from < drawn.length; from += options.batch) {
      loss += trainBatch(network, task, drawn.slice(from, from + options.batch), options, random, adam);
      average(averaged, memory, network.at.parameters, adam.step);
    }
    const held = heldOut.length === 0 ? Number.NaN : heldOutLoss(network, task, options);
    history.push({ training: loss / drawn.length, heldOut: held });
    if (heldOut.length > 0 && !(held < best)) {
      if (epoch + 1 - epochs >= options.patience) break;
      continue;
    }
    best = held;
    epochs = epoch + 1;
    parameters.set(averaged);
  }
  return { parameters, epochs, history };

  function heldOutLoss(own: Network, { groups: _, ...rest }: NetworkTask, { huber, batch }: SequenceOptions): number {
    silence(own, 0, random);
    const latest = memory.slice(own.at.parameters, own.at.parameters + averaged.length);
    memory.set(averaged, own.at.parameters);
    let sum = 0;
    let total = 0;
    for (let from = 0; from < rest.heldOut.length; from += batch) {
      const rows = rest.heldOut.slice(from, from + batch);
      fillBatch(own, rest.model, samples.inputs, rows);
      forwardPass(own);
      rows.forEach((row, place) => {
        const weight = samples.weights[row] as number;
        sum += weight * lossOf((own.output[place] as number) - (samples.z[row] as number), huber);
        total += weight;
      });
    }
    memory.set(latest, own.at.parameters);
    return sum / total;
  }
}

/** Moves the running mean of the parameters towards those of this step: what it forgets of a step, it forgets slowly. */
function average(mean: Float32Array, memory: Float32Array | Float64Array, from: number, step: number): void {
  const share = 1 - Math.min(LONGEST_MEMORY, step / (step + 10));
  for (let i = 0; i < mean.length; i++) {
    const old = mean[i] as number;
    mean[i] = old + share * ((memory[from + i] as number) - old);
  }
}

/** @returns the sum of the films' losses */
function trainBatch(
  network: Network,
  { model, samples, groups }: NetworkTask,
  rows: readonly number[],
  options: SequenceOptions,
  random: Random,
  adam: { step: number; readonly total: number },
): number {
  const hidden = rows.map(() => (random() < options.hide ? hideGroups(groups, random) : undefined));
  fillBatch(network, model, samples.inputs, rows, (place) => hidden[place]);
  silence(network, options.dropout, random);
  forwardPass(network);
  const slopes = new Float64Array(network.batch);
  let loss = 0;
  rows.forEach((row, place) => {
    const error = (network.output[place] as number) - (samples.z[row] as number);
    const weight = samples.weights[row] as number;
    loss += weight * lossOf(error, options.huber);
    slopes[place] = (weight * Math.max(-options.huber, Math.min(options.huber, error))) / rows.length;
  });
  backwardPass(network, slopes);
  adamStep(network, options, adam);
  return loss;
}

function adamStep(
  { kernel, at, blocks }: Network,
  options: SequenceOptions,
  adam: { step: number; readonly total: number },
): void {
  let squares = 0;
  for (let i = at.gradients; i < at.gradients + blocks.count; i++) squares += (kernel.memory[i] as number) ** 2;
  const scale = Math.min(1, options.clip / Math.sqrt(squares)) || 0;
  const progress = adam.step / adam.total;
  const cosine = LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + Math.cos(Math.PI * progress));
  adam.step++;
  const learningRate = options.learningRate * cosine * Math.min(1, adam.step / WARM_UP);
  const root = Math.sqrt(1 - 0.999 ** adam.step);
  const rate = (learningRate * root) / (1 - 0.9 ** adam.step);
  const floor = 1e-8 * root;
  const step = (from: number, count: number, keep: number) =>
    kernel.adam(
      at.parameters + from,
      at.gradients + from,
      at.meanGradients + from,
      at.squareGradients + from,
      count,
      scale,
      keep,
      rate,
      floor,
    );
  step(0, blocks.decaying, 1 - learningRate * options.weightDecay);
  step(blocks.decaying, blocks.count - blocks.decaying, 1);
}

/** Huber's loss; half the square for small errors. */
function lossOf(error: number, huber: number): number {
  const size = Math.abs(error);
  return size <= huber ? 0.5 * error * error : huber * (size - 0.5 * huber);
}

/** Draws which hidden units are silent, the same over all steps of a film (Gal & Ghahramani 2016). */
function silence({ keep }: Network, share: number, random: Random): void {
  for (const units of [keep.between, keep.normed, keep.dense]) {
    if (share === 0) units.fill(1);
    else for (let i = 0; i < units.length; i++) units[i] = random() < share ? 0 : 1 / (1 - share);
  }
}

/** Hides each group by the toss of a coin. */
function hideGroups({ count, channels, columns }: InputGroups, random: Random): Hidden {
  const isHidden = Array.from({ length: count }, () => random() < 0.5);
  const flags = (groups: Int8Array) => Uint8Array.from(groups, (group) => (isHidden[group] ? 1 : 0));
  return { channels: flags(channels), columns: flags(columns) };
}

/** Fisher-Yates, in place. */
function shuffled(numbers: number[], random: Random): readonly number[] {
  for (let i = numbers.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const other = numbers[j] as number;
    numbers[j] = numbers[i] as number;
    numbers[i] = other;
  }
  return numbers;
}
