import { createLambdaClient } from '../../lib/adapters/aws/clients.ts';
import { createLambdaTrainingQueue } from '../../lib/adapters/aws/lambdaTrainingQueue.ts';
import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import { MARKETS, type Market } from '../../lib/film/market.ts';
import type { TrainingRequest } from '../../lib/ports/trainingQueue.ts';
import type { Stores } from './openStores.ts';

/**
 * Asks for a training run over the present snapshots of all markets.
 * @param nameOf makes the run's name from the snapshots' keys
 * @returns undefined when nothing was imported yet
 */
export async function requestTraining(
  environment: Readonly<Record<string, string>>,
  { snapshots }: Pick<Stores, 'snapshots'>,
  nameOf: (keys: readonly string[]) => string,
): Promise<TrainingRequest | undefined> {
  const pointers = await Promise.all((Object.keys(MARKETS) as Market[]).map((market) => snapshots.current(market)));
  const markets = pointers.flatMap((pointer) =>
    pointer ? [{ market: pointer.market, snapshotKey: pointer.key }] : [],
  );
  if (markets.length === 0) return undefined;
  const runId = `asked-${nameOf(markets.map(({ snapshotKey }) => snapshotKey)).slice(0, 12)}`;
  const request = { runId, batch: 'asked', markets };
  await createLambdaTrainingQueue(createLambdaClient(), environment[ENVIRONMENT.trainFunction] ?? '').request(request);
  return request;
}
