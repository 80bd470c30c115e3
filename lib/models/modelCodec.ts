import { AppError } from '../errors/appError.ts';
import type { Plain, PlainArray } from './plainCodec.ts';
import { decodePlain, encodePlain } from './plainCodec.ts';
import type { RegressorModel } from './regressor.ts';

/** A model as bytes; the same model gives the same bytes. */
export function encodeModel(model: RegressorModel): Uint8Array {
  return encodePlain(model as unknown as Plain);
}

/**
 * The inverse of {@link encodeModel}, to the bit.
 * @throws AppError `model.malformed` for bytes that are not a model that can predict
 */
export function decodeModel(bytes: Uint8Array): RegressorModel {
  return asModel(decodePlain(bytes));
}

type Fields = Readonly<Record<string, 'text' | 'number' | 'f64' | 'f32' | 'i32' | 'u8'>>;

const RIDGE: Fields = {
  columns: 'number',
  intercept: 'number',
  penalty: 'number',
  degreesOfFreedom: 'number',
  mean: 'f64',
  slope: 'f64',
  lower: 'f64',
  upper: 'f64',
  flag: 'f64',
  missingShare: 'f64',
};
const TREES: Fields = {
  roots: 'i32',
  feature: 'i32',
  threshold: 'f32',
  missingLeft: 'u8',
  left: 'i32',
  right: 'i32',
  value: 'f64',
  cover: 'f64',
};
const COMPARABLES: Fields = {
  columns: 'number',
  k: 'number',
  yardstick: 'i32',
  center: 'f64',
  scale: 'f64',
  importance: 'f64',
  films: 'f64',
  y: 'f64',
  weights: 'f64',
  source: 'i32',
};

/**
 * Checks that decoded plain data is a model: its fields, the lengths of its arrays, and that every tree ends.
 * @throws AppError `model.malformed`
 */
export function asModel(value: Plain): RegressorModel {
  const model = recordOf(value);
  switch (model['kind']) {
    case 'ridge': {
      checkFields(model, RIDGE);
      checkLengths(model, RIDGE, Number(model['columns']));
      break;
    }
    case 'boosting': {
      checkFields(model, { columns: 'number', base: 'number' });
      checkTrees(recordOf(model['trees']), Number(model['columns']));
      break;
    }
    case 'multiplier': {
      checkFields(model, { columns: 'number', logRatio: 'number' });
      break;
    }
    case 'comparables': {
      checkFields(model, COMPARABLES);
      checkComparables(model);
      break;
    }
    default:
      throw malformed('unknown kind of model');
  }
  return model as unknown as RegressorModel;
}

function checkFields(record: Readonly<Record<string, Plain>>, fields: Fields): void {
  for (const [name, kind] of Object.entries(fields)) {
    if (kindOf(record[name]) !== kind) throw malformed(`${name} is not ${kind}`);
  }
}

function kindOf(value: Plain | undefined): string {
  if (value instanceof Float64Array) return 'f64';
  if (value instanceof Float32Array) return 'f32';
  if (value instanceof Int32Array) return 'i32';
  if (value instanceof Uint8Array) return 'u8';
  return typeof value;
}

function checkLengths(record: Readonly<Record<string, Plain>>, fields: Fields, length: number): void {
  for (const [name, kind] of Object.entries(fields)) {
    if (kind !== 'number' && (record[name] as PlainArray).length !== length)
      throw malformed(`${name} has a wrong length`);
  }
}

function checkTrees(trees: Readonly<Record<string, Plain>>, columns: number): void {
  checkFields(trees, TREES);
  const { roots, ...perNode } = TREES;
  const [root, feature, left, right] = ['roots', 'feature', 'left', 'right'].map((name) => trees[name] as Int32Array);
  const nodes = feature?.length ?? 0;
  checkLengths(trees, perNode, nodes);
  const ends = feature?.every((column, node) => {
    const after = (child: number | undefined) => child !== undefined && child > node && child < nodes;
    return column === -1 || (column >= 0 && column < columns && after(left?.[node]) && after(right?.[node]));
  });
  if (roots === undefined || !ends || !root?.every((node) => node >= 0 && node < nodes)) {
    throw malformed('a tree does not end');
  }
}

function checkComparables(model: Readonly<Record<string, Plain>>): void {
  const lengthOf = (name: string) => (model[name] as PlainArray).length;
  const width = lengthOf('yardstick');
  const films = lengthOf('y');
  const fits =
    films > 0 &&
    ['center', 'scale', 'importance'].every((name) => lengthOf(name) === width) &&
    ['weights', 'source'].every((name) => lengthOf(name) === films) &&
    lengthOf('films') === films * width;
  const columns = Number(model['columns']);
  const known = (model['yardstick'] as Int32Array).every((column) => column >= 0 && column < columns);
  if (!fits || !known || !(Number(model['k']) >= 1)) throw malformed('comparables do not fit together');
}

function recordOf(value: Plain | undefined): Readonly<Record<string, Plain>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || ArrayBuffer.isView(value)) {
    throw malformed('not a model');
  }
  return value as Readonly<Record<string, Plain>>;
}

function malformed(detail: string): AppError {
  return new AppError('model.malformed', { detail });
}
