import type { CalibrationFilms, OriginCalibration } from '../../forecast/calibration.ts';
import type { Opening } from '../../forecast/opening.ts';
import { TARGETS, type Target } from '../../forecast/target.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { toBytes, toText } from './artifactFiles.ts';

/** By origin ("T+3"). */
export type Calibrations = Readonly<Record<string, OriginCalibration>>;

type WrittenFilms = Omit<CalibrationFilms, 'releases' | 'weights' | 'errors'> & {
  /** Days after the film before; the first as it is. */
  readonly releases: readonly number[];
  /** A single number where all films weigh alike. */
  readonly weights: number | readonly number[];
  readonly errors: Readonly<Record<Target, readonly number[]>>;
};

type WrittenOrigin = Omit<OriginCalibration, 'openings'> & {
  readonly openings: Readonly<Partial<Record<Opening, WrittenFilms>>>;
};

/** The bytes of `calibration.json`. */
export function encodeCalibrations(calibrations: Calibrations): Uint8Array {
  return toBytes(canonicalJson(eachFilms(calibrations, writeFilms)));
}

/** Reads {@link encodeCalibrations}. @throws SyntaxError or TypeError for other bytes */
export function decodeCalibrations(bytes: Uint8Array): Calibrations {
  const written = JSON.parse(toText(bytes)) as Readonly<Record<string, WrittenOrigin>>;
  return eachFilms(written, readFilms);
}

/** The same origins with the films of each kind of opening written differently. */
function eachFilms<From, To, Rest>(
  origins: Readonly<Record<string, Rest & { readonly openings: Readonly<Partial<Record<Opening, From>>> }>>,
  convert: (films: From) => To,
) {
  const entries = Object.entries(origins).map(([origin, { openings, ...rest }]) => {
    const kinds = Object.entries(openings).map(([kind, films]) => [kind, convert(films as From)]);
    return [
      origin,
      { ...rest, openings: Object.fromEntries(kinds) as Readonly<Partial<Record<Opening, To>>> },
    ] as const;
  });
  return Object.fromEntries(entries);
}

function writeFilms({ releases, weights, errors, ...rest }: CalibrationFilms): WrittenFilms {
  const first = weights[0] ?? 1;
  return {
    ...rest,
    releases: Array.from(releases, (day, film) => day - (releases[film - 1] ?? 0)),
    weights: weights.every((weight) => weight === first) ? first : [...weights],
    errors: perTarget((target) => [...errors[target]]),
  };
}

function readFilms({ releases, weights, errors, ...rest }: WrittenFilms): CalibrationFilms {
  let day = 0;
  return {
    ...rest,
    releases: Int32Array.from(releases, (days) => {
      day += days;
      return day;
    }),
    weights: typeof weights === 'number' ? new Float64Array(releases.length).fill(weights) : Float64Array.from(weights),
    errors: perTarget((target) => Float64Array.from(errors[target])),
  };
}

function perTarget<T>(value: (target: Target) => T): Record<Target, T> {
  return Object.fromEntries(TARGETS.map((target) => [target, value(target)])) as Record<Target, T>;
}
