import type { Attribution } from '../contract.ts';
import { rowOf } from '../matrix.ts';
import type { InputGroups, SequenceInputs } from './sequenceModel.ts';

/** Whatever predicts films: the trainer's model or a session of its graph. */
export type PredictSequences = (inputs: SequenceInputs) => Float64Array | Promise<Float64Array>;

/** More groups than this would mean too many copies of a film. */
const MOST_GROUPS = 6;

/**
 * Exact Shapley values of the groups of inputs of one film, where a group that does not take part is missing, as it was
 * for some of the films in training. The base is the prediction for a film of which nothing but the moment is known. A
 * group of which nothing is known contributes nothing and costs nothing.
 * @param predict is asked once, for 2 ^ groups copies of the film at most
 * @param inputs one film
 * @param prediction what the contributions add up to together with the base; by default what `predict` says of the whole
 * film. Given where it was made apart, since runtimes may differ in the last digits between one film and many
 * @returns one contribution per group
 * @throws RangeError for more than 6 groups or for more or less than one film
 * @see Shapley 1953, "A value for n-person games"
 */
export async function attributeSequence(
  predict: PredictSequences,
  inputs: SequenceInputs,
  groups: InputGroups,
  prediction?: number,
): Promise<Attribution> {
  if (groups.count > MOST_GROUPS) throw new RangeError(`${groups.count} groups are more than ${MOST_GROUPS}`);
  if (inputs.x.rows !== 1 || inputs.sequences.rows !== 1) throw new RangeError('one film is explained at a time');
  const players = Array.from({ length: groups.count }, (_, group) => group).filter((group) =>
    isKnown(inputs, groups, group),
  );
  const values = await predict(maskedCopies(inputs, groups, players));
  const contributions = new Float64Array(groups.count);
  players.forEach((group, player) => {
    contributions[group] = shapleyValue(values, players.length, player);
  });
  const whole = prediction ?? (values.at(-1) as number);
  return { base: contributions.reduce((rest, value) => rest - value, whole), contributions };
}

function isKnown({ sequences, x }: SequenceInputs, groups: InputGroups, group: number): boolean {
  const known = (data: Float32Array, own: Int8Array) =>
    data.some((value, at) => own[at % own.length] === group && !Number.isNaN(value));
  return known(sequences.data, groups.channels) || known(x.data, groups.columns);
}

/** A copy of the film per subset of the players (bit = takes part), all others missing. */
function maskedCopies(
  { sequences, x }: SequenceInputs,
  groups: InputGroups,
  players: readonly number[],
): SequenceInputs {
  const rows = 2 ** players.length;
  const masked = (data: Float32Array, own: Int8Array) => {
    const copies = new Float32Array(rows * data.length);
    for (let subset = 0; subset < rows; subset++) {
      const copy = copies.subarray(subset * data.length, (subset + 1) * data.length);
      copy.set(data);
      players.forEach((group, player) => {
        if (subset & (1 << player)) return;
        for (let at = 0; at < copy.length; at++) if (own[at % own.length] === group) copy[at] = Number.NaN;
      });
    }
    return copies;
  };
  return {
    sequences: { ...sequences, rows, data: masked(sequences.data, groups.channels) },
    x: { ...x, rows, data: masked(rowOf(x, 0), groups.columns) },
  };
}

/** The mean over all orders of what a player adds to those before it. @param values by subset */
function shapleyValue(values: Float64Array, players: number, player: number): number {
  let sum = 0;
  for (let subset = 0; subset < values.length; subset++) {
    if (subset & (1 << player)) continue;
    const size = bits(subset);
    const gain = (values[subset | (1 << player)] as number) - (values[subset] as number);
    sum += (gain * factorial(size) * factorial(players - size - 1)) / factorial(players);
  }
  return sum;
}

function bits(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
