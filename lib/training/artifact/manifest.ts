import * as z from 'zod';
import { AppError } from '../../errors/appError.ts';
import { isMarket, type Market } from '../../film/market.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { sha256 } from '../../provenance/sha256.ts';
import { FILE, toText } from './artifactFiles.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const outOfFold = z.strictObject({ films: z.number(), logRmse: z.number(), medianApe: z.number() });

const manifestSchema = z.strictObject({
  format: z.literal('marquee-artifact/1'),
  /** SHA-256 of the canonical JSON of everything else in the manifest. */
  id: hash,
  market: z.custom<Market>((value) => typeof value === 'string' && isMarket(value)),
  /** The last day of the history that it was made from. */
  createdAsOf: date,
  /** Only what was known at the beginning of this day was learnt from. */
  trainedThrough: date,
  data: z.strictObject({
    /** SHA-256 of the history. */
    fingerprint: hash,
    trainingFilms: z.number(),
    /** SHA-256 of the ids of the films learnt from, one per line in the order of release. */
    trainingFilmsDigest: hash,
    firstRelease: date,
    lastRelease: date,
  }),
  catalogue: z.strictObject({ version: z.number(), hash, features: z.number() }),
  /** The channels of the sequence model and how many networks it has; absent where no stack asks for it. */
  sequence: z.strictObject({ hash, networks: z.number() }).optional(),
  files: z.record(z.string(), z.strictObject({ sha256: hash, size: z.number() })),
  /** ONNX intermediate representation and operator sets. */
  opsets: z.record(z.string(), z.number()),
  origins: z.array(z.string()),
  /** Per origin the outputs of its graph. */
  outputs: z.record(z.string(), z.array(z.string())),
  seed: z.number(),
  folds: z.strictObject({ folds: z.number(), share: z.number(), fewest: z.number() }),
  /** Digest of the program that trained, as handed in by whoever ran it. */
  trainer: z.string(),
  report: z.record(
    z.string(),
    z.strictObject({
      films: z.number(),
      calibrationFilms: z.number(),
      weights: z.record(z.string(), z.record(z.string(), z.number())),
      outOfFold: z.record(z.string(), outOfFold),
    }),
  ),
});

/** What an artifact is: where it comes from, what belongs to it, and how it was trained. */
export type Manifest = Readonly<z.infer<typeof manifestSchema>>;

/** Completes a manifest with its id. */
export function identify(content: Omit<Manifest, 'id'>): Manifest {
  return { ...content, id: sha256(canonicalJson(content)) };
}

/** A manifest is small; whatever is larger is not one. */
const MOST_BYTES = 2 ** 20;

/**
 * Reads a manifest that is exactly what was written: canonical JSON whose id is the hash of its content.
 * @throws AppError `artifact.malformed`, `artifact.id-mismatch`
 */
export function readManifest(bytes: Uint8Array): Manifest {
  const parsed = bytes.length <= MOST_BYTES ? parse(bytes) : undefined;
  if (!parsed || Buffer.compare(Buffer.from(canonicalJson(parsed)), bytes) !== 0) {
    throw new AppError('artifact.malformed', { file: FILE.manifest });
  }
  const { id, ...content } = parsed;
  const found = sha256(canonicalJson(content));
  if (found !== id) throw new AppError('artifact.id-mismatch', { expected: id, found });
  return parsed;
}

function parse(bytes: Uint8Array): Manifest | undefined {
  try {
    return manifestSchema.parse(JSON.parse(toText(bytes)));
  } catch {
    return undefined; // whatever is wrong with it, it is not a manifest
  }
}
