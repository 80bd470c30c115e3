import { CATALOGUE_VERSION, catalogueHash, FEATURES } from '../../features/catalogue.ts';
import type { FeatureContext } from '../../features/featureContext.ts';
import { SEQUENCE_CHANNELS } from '../../features/sequenceChannels.ts';
import { sequenceHash } from '../../features/sequenceInputs.ts';
import { type Day, formatDay } from '../../film/day.ts';
import type { Market } from '../../film/market.ts';
import { formatOrigin } from '../../film/origin.ts';
import { graphTargetsOf, type OriginModel, type TargetModel } from '../../forecast/originModel.ts';
import type { SequenceModel } from '../../models/lstm/sequenceModel.ts';
import { GRAPH_VERSIONS } from '../../onnx/graphModel.ts';
import { buildSequenceGraph } from '../../onnx/sequenceGraph.ts';
import { buildTabularGraph, type GraphTarget, graphOutputs } from '../../onnx/tabularGraph.ts';
import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { sha256 } from '../../provenance/sha256.ts';
import type { FoldOptions } from '../folds.ts';
import type { OriginPart } from '../originPart.ts';
import { encodeGoldenSequences, type GoldenSequences } from '../sequenceGolden.ts';
import { FILE, graphFile, toBytes } from './artifactFiles.ts';
import { encodeCalibrations } from './calibrationFile.ts';
import { encodeComparables, type LearntFilm } from './comparablesFile.ts';
import { encodeExplanations } from './explanationFile.ts';
import { encodeGolden, goldenRows } from './goldenFile.ts';
import { identify, type Manifest } from './manifest.ts';
import { type DataSource, modelCard } from './modelCard.ts';

/** What an artifact keeps of the sequence model. */
interface SequencePart {
  readonly model: SequenceModel;
  readonly golden: GoldenSequences;
}

/** Everything that an artifact is made of. */
export interface ArtifactParts {
  readonly market: Market;
  /** Only what was known at the beginning of this local day was learnt from. */
  readonly asOf: Day;
  readonly data: {
    /** SHA-256 of the history. */
    readonly fingerprint: string;
    readonly lastDay: Day;
    readonly source: DataSource;
  };
  /** In the order of release. */
  readonly films: readonly (LearntFilm & { readonly release: Day })[];
  readonly context: FeatureContext;
  /** Earliest origin first. */
  readonly origins: readonly OriginPart[];
  /** The sequence model and films to check it on, where any stack asks for it. */
  readonly sequence?: SequencePart;
  readonly seed: number;
  readonly folds: FoldOptions;
  /** Digest of the program that trained. */
  readonly trainer: string;
}

export interface BuiltArtifact {
  readonly id: string;
  readonly manifest: Manifest;
  /** With the manifest. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** Writes an artifact; the same parts give the same bytes, and the bytes give its id. */
export function buildArtifact(parts: ArtifactParts): BuiltArtifact {
  const byOrigin = <T>(value: (part: OriginPart) => T): Readonly<Record<string, T>> =>
    Object.fromEntries(parts.origins.map((part) => [formatOrigin(part.model.origin), value(part)]));
  const about = describe(parts, byOrigin);
  const learnt = parts.films.map(({ filmId, title, total }) => ({ filmId, title, total }));
  const graphs = byOrigin(({ model }) => graphOf(model, parts.market));
  const files = new Map<string, Uint8Array>([
    ...Object.entries(graphs).map(([origin, graph]) => [graphFile(origin), graph] as const),
    [
      FILE.explanations,
      encodeExplanations(
        byOrigin(({ model }) => model.targets.total),
        graphs,
      ),
    ],
    [FILE.calibration, encodeCalibrations(byOrigin(({ model }) => model.calibration))],
    [FILE.context, toBytes(canonicalJson(parts.context))],
    [
      FILE.comparables,
      encodeComparables({
        films: learnt,
        origins: byOrigin(({ baselines }) => baselines),
      }),
    ],
    [FILE.golden, encodeGolden(byOrigin(({ model, goldenInputs }) => goldenRows(model, goldenInputs)))],
    ...(parts.sequence ? sequenceFiles(parts.sequence, parts.market) : []),
    [FILE.card, toBytes(modelCard(about, parts.data.source))],
  ]);
  const described = [...files].map(([name, bytes]) => [name, { sha256: sha256(bytes), size: bytes.length }]);
  const manifest = identify({ ...about, files: Object.fromEntries(described) });
  return { id: manifest.id, manifest, files: files.set(FILE.manifest, toBytes(canonicalJson(manifest))) };
}

function describe(
  parts: ArtifactParts,
  byOrigin: <T>(value: (part: OriginPart) => T) => Readonly<Record<string, T>>,
): Omit<Manifest, 'id' | 'files'> {
  const { data, films } = parts;
  return {
    format: 'marquee-artifact/1',
    market: parts.market,
    createdAsOf: formatDay(data.lastDay),
    trainedThrough: formatDay(parts.asOf),
    data: {
      fingerprint: data.fingerprint,
      trainingFilms: films.length,
      trainingFilmsDigest: sha256(films.map(({ filmId }) => filmId).join('\n')),
      firstRelease: formatDay(films[0]?.release ?? data.lastDay),
      lastRelease: formatDay(films.at(-1)?.release ?? data.lastDay),
    },
    catalogue: { version: CATALOGUE_VERSION, hash: catalogueHash(), features: FEATURES.length },
    opsets: { ir: GRAPH_VERSIONS.ir, '': GRAPH_VERSIONS.standard, 'ai.onnx.ml': GRAPH_VERSIONS.ml },
    ...(parts.sequence ? { sequence: { hash: sequenceHash(), networks: parts.sequence.model.networks.length } } : {}),
    origins: parts.origins.map(({ model }) => formatOrigin(model.origin)),
    outputs: byOrigin(({ model }) => [...graphOutputs(graphTargets(model))]),
    seed: parts.seed,
    folds: { ...parts.folds },
    trainer: parts.trainer,
    report: byOrigin(({ report }) => report) as Manifest['report'],
  };
}

function sequenceFiles({ model, golden }: SequencePart, market: Market): readonly (readonly [string, Uint8Array])[] {
  const graph = buildSequenceGraph({
    model,
    featureNames: FEATURES.map(({ name }) => name),
    channelNames: SEQUENCE_CHANNELS.map(({ name }) => name),
    metadata: { market, catalogue: catalogueHash(), channelsHash: sequenceHash() },
  });
  return [
    [FILE.sequence, graph],
    [FILE.goldenSequences, encodeGoldenSequences(golden)],
  ];
}

function graphOf(model: OriginModel, market: Market): Uint8Array {
  return buildTabularGraph({
    features: FEATURES.length,
    featureNames: FEATURES.map(({ name }) => name),
    targets: graphTargets(model),
    metadata: { market, origin: formatOrigin(model.origin), catalogue: catalogueHash() },
  });
}

function graphTargets(model: OriginModel): readonly GraphTarget[] {
  return graphTargetsOf(model).map(([name, own]) => ({ name, models: graphModels(own), bias: own.stack.bias }));
}

function graphModels({ stack, models }: TargetModel): GraphTarget['models'] {
  return stack.models.flatMap((name, i) => {
    const model = models[name];
    return model ? [{ name, model, weight: stack.weights[i] ?? 0 }] : [];
  });
}
