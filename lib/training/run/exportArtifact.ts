import { canonicalJson } from '../../provenance/canonicalJson.ts';
import { toBytes } from '../artifact/artifactFiles.ts';
import { buildArtifact } from '../artifact/buildArtifact.ts';
import { dataSourceOf } from '../dataSource.ts';
import { lastDataDay, learntFilms } from '../exportMarket.ts';
import { neededSequence } from '../marketSequence.ts';
import type { OriginPart } from '../originPart.ts';
import { contextAsOf } from '../trainingInputs.ts';
import { partName, readSequence } from './fitSteps.ts';
import type { Study } from './studyOf.ts';
import type { MarketRun, TrainingDeps } from './trainingDeps.ts';
import { createWorkFiles } from './workFiles.ts';

/**
 * Writes the artifact of a run, signs its manifest and registers it: a challenger that nothing serves yet.
 * @returns its id
 */
export async function exportArtifact(
  { objects, registry, signer, trainer }: Pick<TrainingDeps, 'objects' | 'registry' | 'signer' | 'trainer'>,
  run: MarketRun,
  { history, asOf, options, films }: Study,
): Promise<string> {
  const { runId, market, snapshotKey } = run;
  const files = createWorkFiles({ objects, trainer }, run);
  const parts = await Promise.all(options.origins.map((origin) => files.read<OriginPart>(partName(origin))));
  const sequence = neededSequence(
    await readSequence({ objects, trainer }, run),
    parts.map(({ model }) => model),
  );
  const built = buildArtifact({
    market,
    asOf,
    data: {
      fingerprint: snapshotHash(snapshotKey),
      lastDay: lastDataDay(history),
      source: dataSourceOf(history.films),
    },
    films: learntFilms(history, films),
    context: contextAsOf(history, asOf),
    origins: parts.toSorted((a, b) => a.model.origin - b.model.origin),
    ...(sequence ? { sequence } : {}),
    seed: options.seed,
    folds: options.folds,
    trainer,
  });
  const signature = await signer.sign(toBytes(canonicalJson(built.manifest)));
  const entry = { artifactId: built.id, market, createdAsOf: built.manifest.createdAsOf, runId };
  await registry.save(entry, { files: built.files, signature });
  return built.id;
}

/** Snapshots are named after the hash of what they hold. */
function snapshotHash(key: string): string {
  return /([0-9a-f]{64})/.exec(key)?.[1] ?? key;
}
