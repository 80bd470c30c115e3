import type { OriginCalibration, SizeGroup } from '../../forecast/calibration.ts';
import type { Opening } from '../../forecast/opening.ts';
import { TARGETS, type Target } from '../../forecast/target.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { toBytes, toText } from './artifactFiles.ts';

/** By origin ("T+3"). */
export type Calibrations = Readonly<Record<string, OriginCalibration>>;

interface WrittenGroup {
  readonly upTo: number | null;
  readonly fromTotal: readonly Target[];
  /** Null where there is no error. */
  readonly residuals: Readonly<Record<Target, readonly (number | null)[]>>;
}

interface WrittenOrigin {
  readonly typicalAnchor: number;
  readonly openings: Readonly<Partial<Record<Opening, readonly WrittenGroup[]>>>;
}

/** The bytes of `calibration.json`. */
export function encodeCalibrations(calibrations: Calibrations): Uint8Array {
  const written = Object.entries(calibrations).map(([origin, { typicalAnchor, openings }]) => {
    const groups = Object.entries(openings).map(([kind, own]) => [kind, own.map(writeGroup)]);
    return [origin, { typicalAnchor, openings: Object.fromEntries(groups) }];
  });
  return toBytes(canonicalJson(Object.fromEntries(written)));
}

/** Reads {@link encodeCalibrations}. @throws SyntaxError or TypeError for other bytes */
export function decodeCalibrations(bytes: Uint8Array): Calibrations {
  const written = JSON.parse(toText(bytes)) as Readonly<Record<string, WrittenOrigin>>;
  const entries = Object.entries(written).map(([origin, { typicalAnchor, openings }]) => {
    const groups = Object.entries(openings).map(([kind, own]) => [kind, own.map(readGroup)]);
    return [origin, { typicalAnchor, openings: Object.fromEntries(groups) }];
  });
  return Object.fromEntries(entries);
}

function writeGroup({ upTo, fromTotal, residuals }: SizeGroup): WrittenGroup {
  const list = (target: Target) => Array.from(residuals[target], (error) => (Number.isNaN(error) ? null : error));
  return { upTo, fromTotal, residuals: perTarget(list) };
}

function readGroup({ upTo, fromTotal, residuals }: WrittenGroup): SizeGroup {
  const list = (target: Target) => Float64Array.from(residuals[target], (error) => error ?? Number.NaN);
  return { upTo, fromTotal, residuals: perTarget(list) };
}

function perTarget<T>(value: (target: Target) => T): Record<Target, T> {
  return Object.fromEntries(TARGETS.map((target) => [target, value(target)])) as Record<Target, T>;
}
