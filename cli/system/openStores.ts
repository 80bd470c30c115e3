import { createDynamoClient, createKmsClient, createS3Client } from '../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../lib/adapters/aws/dynamoItemTable.ts';
import { createKmsSigner } from '../../lib/adapters/aws/kmsSigner.ts';
import { createS3ObjectStore } from '../../lib/adapters/aws/s3ObjectStore.ts';
import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import type { ObjectStore } from '../../lib/ports/objectStore.ts';
import type { SignalHeads } from '../../lib/ports/signalHeads.ts';
import type { SignalLog } from '../../lib/ports/signalLog.ts';
import type { Signer } from '../../lib/ports/signer.ts';
import { type ArtifactRegistry, createArtifactRegistry } from '../../lib/stores/artifactRegistry.ts';
import { createDayProofs, type DayProofs } from '../../lib/stores/dayProofs.ts';
import { createFilmCatalogue, type FilmCatalogue } from '../../lib/stores/filmCatalogue.ts';
import { createSignedFilmLinks, type SignedFilmLinks } from '../../lib/stores/filmLinks.ts';
import { createForecastLog, type ForecastLog } from '../../lib/stores/forecastLog.ts';
import { createHistorySnapshots, type HistorySnapshots } from '../../lib/stores/historySnapshots.ts';
import { createIdentityReview, type IdentityReview } from '../../lib/stores/identityReview.ts';
import { createProvenanceChains, type ProvenanceChains } from '../../lib/stores/provenanceChains.ts';
import { createProvenanceLog, type ProvenanceLog } from '../../lib/stores/provenanceLog.ts';
import { createSignalLog } from '../../lib/stores/signalLog.ts';
import { createTrainingRuns, type TrainingRuns } from '../../lib/stores/trainingRuns.ts';

/** The stores of a running system, as operators use them. */
export interface Stores {
  readonly history: ObjectStore;
  readonly registry: ArtifactRegistry;
  readonly signer: Signer;
  readonly runs: TrainingRuns;
  readonly snapshots: HistorySnapshots;
  /** Which film a provider means. */
  readonly identity: {
    readonly films: FilmCatalogue;
    readonly links: SignedFilmLinks;
    readonly review: IdentityReview;
  };
  readonly films: FilmCatalogue;
  readonly forecasts: ForecastLog;
  readonly chains: ProvenanceChains;
  readonly contents: ProvenanceLog;
  readonly proofs: DayProofs;
  readonly signals: SignalLog & SignalHeads;
}

/** Opens the stores that these variables name; the process takes the variables over, as the SDK reads them from there. */
export function openStores(environment: Readonly<Record<string, string>>): Stores {
  Object.assign(process.env, environment);
  const setting = (name: keyof typeof ENVIRONMENT) => environment[ENVIRONMENT[name]] ?? '';
  const s3 = createS3Client();
  const signer = createKmsSigner(createKmsClient(), setting('signingKey'));
  const dynamo = createDynamoClient();
  const tableOf = (name: keyof typeof ENVIRONMENT) => createDynamoItemTable(dynamo, setting(name), Date.now);
  const table = tableOf('operationsTable');
  const films = tableOf('filmsTable');
  const signals = tableOf('signalsTable');
  const chains = createProvenanceChains(signals);
  const artifacts = createS3ObjectStore(s3, setting('artifactBucket'));
  return {
    history: createS3ObjectStore(s3, setting('historyBucket')),
    registry: createArtifactRegistry({
      table,
      objects: artifacts,
      signer,
      clock: Date.now,
    }),
    signer,
    snapshots: createHistorySnapshots(table, artifacts),
    runs: createTrainingRuns({ table, clock: Date.now }),
    identity: {
      films: createFilmCatalogue(films),
      links: createSignedFilmLinks({ table: films, clock: Date.now, signer }),
      review: createIdentityReview(films),
    },
    films: createFilmCatalogue(films),
    forecasts: createForecastLog({ table: films, chains }),
    signals: createSignalLog(signals),
    chains,
    contents: createProvenanceLog(chains, createS3ObjectStore(s3, setting('signalsBucket'))),
    proofs: createDayProofs(signals, createS3ObjectStore(s3, setting('proofBucket'))),
  };
}
