import { ortRuntime } from '../../lib/adapters/onnx/ortRuntime.ts';
import type { Held } from '../../lib/api/serving/championOpener.ts';
import type { Market } from '../../lib/film/market.ts';
import { type OpenedArtifact, openArtifact } from '../../lib/training/artifact/openArtifact.ts';
import { readBundledArtifact } from './bundledArtifacts.ts';

const opened = new Map<Market, Promise<Held<OpenedArtifact> | undefined>>();

/**
 * The model that came with the program, opened when it is first needed and then kept; its id, which is pinned in code,
 * is all the trust it needs. A failure is forgotten.
 */
export function openBundled(market: Market): Promise<Held<OpenedArtifact> | undefined> {
  const known = opened.get(market);
  if (known) return known;
  const opening = open(market).catch((error: unknown) => {
    opened.delete(market);
    throw error;
  });
  opened.set(market, opening);
  return opening;
}

async function open(market: Market): Promise<Held<OpenedArtifact> | undefined> {
  const bundled = await readBundledArtifact(market);
  if (!bundled) return undefined;
  const { artifactId, artifact } = bundled;
  return { artifactId, model: await openArtifact(artifact, ortRuntime, { id: artifactId }) };
}
