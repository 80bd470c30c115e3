import { AppError } from '../../errors/appError.ts';
import { catalogueHash, FEATURES } from '../../features/catalogue.ts';
import type { FeatureContext } from '../../features/featureContext.ts';
import { SEQUENCE_CHANNELS } from '../../features/sequenceChannels.ts';
import { SEQUENCE_STEPS, sequenceHash } from '../../features/sequenceInputs.ts';
import { type Origin, parseOrigin } from '../../film/origin.ts';
import type { Baselines } from '../../forecast/baselines.ts';
import type { OriginCalibration } from '../../forecast/calibration.ts';
import type { TargetModel } from '../../forecast/originModel.ts';
import { SEQUENCE_OUTPUT } from '../../onnx/sequenceGraph.ts';
import type { ModelRuntime, ModelSession, SequenceSession } from '../../ports/modelRuntime.ts';
import type { SignatureVerifier } from '../../ports/signer.ts';
import { sha256 } from '../../provenance/sha256.ts';
import { decodeGoldenSequences, fitsGolden } from '../sequenceGolden.ts';
import { type ArtifactFiles, FILE, graphFile, toText } from './artifactFiles.ts';
import { type Calibrations, decodeCalibrations } from './calibrationFile.ts';
import { type ComparablesFile, decodeComparables, type LearntFilm } from './comparablesFile.ts';
import { decodeExplanations, type Explanations } from './explanationFile.ts';
import { decodeGolden, type GoldenRows, offGolden } from './goldenFile.ts';
import { type Manifest, readManifest } from './manifest.ts';

/** Why an artifact is believed. */
export interface Trust {
  /** The id it must have: the one the champion pointer names, or the one pinned in the program. */
  readonly id: string;
  /** Checks the signature of the manifest; absent for an artifact that is trusted by its pinned id alone. */
  readonly verifier?: SignatureVerifier;
}

/** What forecasts are made with at one origin. */
export interface OpenedOrigin {
  readonly session: ModelSession;
  /** The graph of the sequence model, one for all origins; absent where no stack asks for it. */
  readonly sequence?: SequenceSession;
  readonly calibration: OriginCalibration;
  /** The models of the total, to say why they say what they say; put together when first asked for. */
  readonly explanation: TargetModel;
  readonly baselines: Baselines;
}

/** An artifact that has been checked in every respect. */
export interface OpenedArtifact {
  readonly id: string;
  readonly manifest: Manifest;
  readonly context: FeatureContext;
  readonly origins: ReadonlyMap<Origin, OpenedOrigin>;
  /** The films learnt from; comparables name their places. */
  readonly films: readonly LearntFilm[];
  /** Frees the graphs. */
  close(): Promise<void>;
}

/**
 * Opens an artifact after checking, in this order: the manifest and its id, the signature, size and hash of every file,
 * the feature catalogue, then each graph: what it takes and gives, and its golden rows. No byte of a graph is read by the
 * runtime before all hashes fit.
 * @throws AppError `artifact.…`, or `model.…` for a graph that the runtime refuses
 */
export async function openArtifact(
  artifact: ArtifactFiles,
  runtime: ModelRuntime,
  trust: Trust,
): Promise<OpenedArtifact> {
  const manifest = await checkedManifest(artifact, trust);
  const read = checkedFiles(artifact, manifest);
  const found = manifest.catalogue.hash;
  const expected = catalogueHash();
  if (found !== expected) throw new AppError('artifact.catalogue-mismatch', { id: manifest.id, found, expected });

  const calibrations: Calibrations = decoded(FILE.calibration, read, decodeCalibrations);
  const explanations: Explanations = decoded(FILE.explanations, read, (bytes) =>
    decodeExplanations(bytes, (origin) => read(graphFile(origin))),
  );
  const comparables: ComparablesFile = decoded(FILE.comparables, read, decodeComparables);
  const context = decoded(FILE.context, read, (bytes) => JSON.parse(toText(bytes)) as FeatureContext);
  const golden = decoded(FILE.golden, read, decodeGolden);
  const sessions: Pick<ModelSession, 'close'>[] = [];
  const close = async () => {
    await Promise.all(sessions.map((session) => session.close()));
  };
  try {
    const sequence = manifest.sequence && (await openSequence(runtime, manifest, read));
    if (sequence) sessions.push(sequence);
    const origins = new Map<Origin, OpenedOrigin>();
    for (const name of manifest.origins) {
      const file = graphFile(name);
      const session = await openGraph(runtime, file, read(file), manifest.outputs[name] ?? []);
      sessions.push(session);
      await checkGolden(file, session, golden[name]);
      const [calibration, explain, baselines] = [calibrations[name], explanations[name], comparables.origins[name]];
      if (!calibration || !explain || !baselines) throw new AppError('artifact.malformed', { file });
      const opened: OpenedOrigin = {
        session,
        ...(sequence ? { sequence } : {}),
        calibration,
        baselines,
        get explanation() {
          return explain();
        },
      };
      origins.set(parseOrigin(name), opened);
    }
    return { id: manifest.id, manifest, context, origins, films: comparables.films, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function checkedManifest({ files, signature }: ArtifactFiles, { id, verifier }: Trust): Promise<Manifest> {
  const bytes = files.get(FILE.manifest);
  if (!bytes) throw new AppError('artifact.incomplete', { file: FILE.manifest });
  const manifest = readManifest(bytes);
  if (manifest.id !== id) throw new AppError('artifact.id-mismatch', { expected: id, found: manifest.id });
  if (!verifier) return manifest;
  if (!signature) throw new AppError('artifact.unsigned', { id });
  if (!(await verifier.verify(bytes, signature))) throw new AppError('artifact.signature-invalid', { id });
  return manifest;
}

function checkedFiles({ files }: ArtifactFiles, manifest: Manifest): (name: string) => Uint8Array {
  for (const [file, { sha256: hash, size }] of Object.entries(manifest.files)) {
    const bytes = files.get(file);
    if (!bytes) throw new AppError('artifact.incomplete', { file });
    if (bytes.length !== size || sha256(bytes) !== hash) throw new AppError('artifact.corrupt', { file });
  }
  return (file) => {
    const bytes = Object.hasOwn(manifest.files, file) ? files.get(file) : undefined;
    if (!bytes) throw new AppError('artifact.incomplete', { file });
    return bytes;
  };
}

function decoded<T>(file: string, read: (name: string) => Uint8Array, decode: (bytes: Uint8Array) => T): T {
  const bytes = read(file);
  try {
    return decode(bytes);
  } catch (cause) {
    throw new AppError('artifact.malformed', { file }, { cause });
  }
}

async function openGraph(
  runtime: ModelRuntime,
  file: string,
  bytes: Uint8Array,
  outputs: readonly string[],
): Promise<ModelSession> {
  const features = FEATURES.length;
  const session = await runtime.openSession(bytes, { features, outputs });
  if (session.features === features && outputs.every((output) => session.outputs.includes(output))) return session;
  await session.close();
  throw new AppError('artifact.io-mismatch', { file, detail: session.outputs.join(', ') });
}

/** @throws AppError `artifact.…` for channels of another program or golden rows that do not fit */
async function openSequence(
  runtime: ModelRuntime,
  { id, sequence }: Manifest,
  read: (name: string) => Uint8Array,
): Promise<SequenceSession> {
  const [found, expected] = [sequence?.hash ?? '', sequenceHash()];
  if (found !== expected) throw new AppError('artifact.catalogue-mismatch', { id, found, expected });
  const golden = decoded(FILE.goldenSequences, read, decodeGoldenSequences);
  const session = await runtime.openSequenceSession(read(FILE.sequence), {
    steps: SEQUENCE_STEPS,
    channels: SEQUENCE_CHANNELS.length,
    features: FEATURES.length,
  });
  if (fitsGolden(golden, await session.run(golden.inputs))) return session;
  await session.close();
  throw new AppError('artifact.golden-mismatch', { file: FILE.sequence, output: SEQUENCE_OUTPUT });
}

async function checkGolden(file: string, session: ModelSession, golden: GoldenRows | undefined): Promise<void> {
  const untested = session.outputs.find((output) => golden?.outputs[output] === undefined);
  if (!golden || untested !== undefined) throw new AppError('artifact.malformed', { file: FILE.golden });
  const off = offGolden(golden, await session.run(golden.x));
  if (off) throw new AppError('artifact.golden-mismatch', { file, output: off.output });
}
