import {
  createDynamoClient,
  createKinesisClient,
  createKmsClient,
  createS3Client,
  createSecretsManagerClient,
  createSsmClient,
} from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKinesisSignalSink } from '../../lib/adapters/aws/kinesisSignalSink.ts';
import { createKmsSigner } from '../../lib/adapters/aws/kmsSigner.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { createAnswerSource } from '../../lib/adapters/collect/createAnswerSource.ts';
import { createAnswerMapper } from '../../lib/adapters/jmespath/createAnswerMapper.ts';
import { createAwsSecrets } from '../../lib/adapters/secrets/awsSecrets.ts';
import { createEnvironmentSecrets } from '../../lib/adapters/secrets/environmentSecrets.ts';
import { createFirstSecret } from '../../lib/adapters/secrets/firstSecret.ts';
import type { CollectDeps } from '../../lib/collect/collectDeps.ts';
import { collectSignals } from '../../lib/collect/collectSignals.ts';
import { createListedResolver } from '../../lib/collect/listedResolver.ts';
import { type LoadedSources, loadSources } from '../../lib/collect/loadSources.ts';
import { createRawAnswers } from '../../lib/collect/rawAnswers.ts';
import type { SlotEvent } from '../../lib/collect/slotEvent.ts';
import { ENVIRONMENT, PREFIX } from '../../lib/deployment/environment.ts';
import { AppError } from '../../lib/errors/appError.ts';
import { createFilmResolver } from '../../lib/identity/createFilmResolver.ts';
import type { FilmResolver } from '../../lib/ports/filmResolver.ts';
import { createFilmCatalogue } from '../../lib/stores/filmCatalogue.ts';
import { createFilmLinks } from '../../lib/stores/filmLinks.ts';
import { createIdentityReview } from '../../lib/stores/identityReview.ts';
import { createKnownAnswers } from '../../lib/stores/knownAnswers.ts';
import { createProvenanceChains } from '../../lib/stores/provenanceChains.ts';
import { createProvenanceLog } from '../../lib/stores/provenanceLog.ts';
import { createSignalSlots, type SignalSlot } from '../../lib/stores/signalSlots.ts';
import { createSourceStatuses } from '../../lib/stores/sourceStatus.ts';
import { createUnresolvedReadings } from '../../lib/stores/unresolvedReadings.ts';
import { setting } from '../shared/settings.ts';

const SECRETS_KEPT_MS = 5 * 60_000;
/** One request takes no longer, with every try and wait. */
const LONGEST_REQUEST_MS = 180_000;

/** What collecting signals needs of its stack, opened by the first slot: collecting history needs none of it. */
function openSignals(): Omit<CollectDeps, 'resolver'> {
  const clock = Date.now;
  const table = createDynamoItemTable(createDynamoClient(), setting('signalsTable'), clock);
  const files = createS3ObjectStore(createS3Client(), setting('signalsBucket'));
  return {
    source: createAnswerSource(),
    secrets: openSecrets(clock),
    mapper: createAnswerMapper(),
    sink: createKinesisSignalSink(createKinesisClient(), setting('signalStream')),
    raw: createRawAnswers(files),
    provenance: createProvenanceLog(createProvenanceChains(table), files),
    known: createKnownAnswers(table, clock),
    slots: createSignalSlots(table),
    statuses: createSourceStatuses(table),
    unresolved: createUnresolvedReadings(table),
    clock,
  };
}

function openSecrets(clock: () => number) {
  const here = createEnvironmentSecrets(process.env);
  const prefix = process.env[ENVIRONMENT.secretPrefix];
  if (!prefix) return here;
  const [secretsManager, parameters] = [createSecretsManagerClient(), createSsmClient()];
  return createFirstSecret([
    here,
    createAwsSecrets({ secretsManager, parameters, prefix, keptMs: SECRETS_KEPT_MS, clock }),
  ]);
}

/** Anew for each slot, since it reads a market's films once. */
function openResolver(): FilmResolver {
  const clock = Date.now;
  const table = createDynamoItemTable(createDynamoClient(), setting('filmsTable'), clock);
  const verifier = createKmsSigner(createKmsClient(), setting('signingKey'));
  return createFilmResolver({
    films: createFilmCatalogue(table),
    links: createFilmLinks({ table, clock, verifier }),
    review: createIdentityReview(table),
    clock,
  });
}

let opened: ReturnType<typeof openSignals> | undefined;

/**
 * Collects one slot of a source, shipped or declared below `sources/` of the history bucket.
 * @param remainingMs how long this run may last; a part of it is kept for the last request and for the records
 * @param onRefused told of every declaration that cannot be used
 * @throws AppError `collect.source-unknown`, and as `collectSignals` does
 */
export async function collectSource(
  event: SlotEvent,
  remainingMs: number,
  onRefused: (refused: LoadedSources['refused']) => void,
): Promise<SignalSlot> {
  opened ??= openSignals();
  const declared = createS3ObjectStore(createS3Client(), setting('historyBucket'));
  const { sources, refused } = await loadSources(declared, PREFIX.sources);
  if (refused.length > 0) onRefused(refused);
  const declaration = sources.get(event.source);
  if (!declaration) {
    throw new AppError('collect.source-unknown', { source: event.source, known: [...sources.keys()].join(', ') });
  }
  const resolver = createListedResolver(event.films, openResolver());
  const until = opened.clock() + Math.max(remainingMs - LONGEST_REQUEST_MS, remainingMs / 2);
  return collectSignals({ ...opened, resolver }, { declaration, slot: event.slot, films: event.films, until });
}
