/**
 * Names that the templates and the functions must agree on. Plain constants: infrastructure code may import this file
 * and nothing else of `lib`.
 */

/** Environment variables that the stacks set and the functions read. */
export const ENVIRONMENT = {
  /** Bucket of dropped history (`history/`) and of import reports (`reports/`). */
  historyBucket: 'MARQUEE_HISTORY_BUCKET',
  /** Bucket of accepted snapshots (`snapshots/`), training runs (`runs/`) and artifacts (`artifacts/`). */
  artifactBucket: 'MARQUEE_ARTIFACT_BUCKET',
  /** Table of films and their forecast revisions. */
  filmsTable: 'MARQUEE_FILMS_TABLE',
  /** Table of import batches, training runs, artifacts and champions. */
  operationsTable: 'MARQUEE_OPERATIONS_TABLE',
  /** Table of computed forecasts, expiring. */
  cacheTable: 'MARQUEE_CACHE_TABLE',
  /** Table of signals, of what was worked out from them, of the chains of records and of the days that were sealed. */
  signalsTable: 'MARQUEE_SIGNALS_TABLE',
  /** Bucket of raw answers (`raw/`), large commits (`stream/`), refused records (`failed/`) and provenance (`proof/`). */
  signalsBucket: 'MARQUEE_SIGNALS_BUCKET',
  /** Kinesis stream that signals come in by. */
  signalStream: 'MARQUEE_SIGNAL_STREAM',
  /** URL of the queue for records that nobody could handle. */
  failureQueue: 'MARQUEE_FAILURE_QUEUE',
  /** ARN of the forecasting function, which is told asynchronously of films whose signals changed. */
  forecastFunction: 'MARQUEE_FORECAST_FUNCTION',
  /** Bucket under Object Lock that holds the proof of every sealed day (`proof/`). */
  proofBucket: 'MARQUEE_PROOF_BUCKET',
  /** Qualified ARN of the training function. */
  trainFunction: 'MARQUEE_TRAIN_FUNCTION',
  /** KMS key (asymmetric, ECC_NIST_P256) that signs artifact manifests. */
  signingKey: 'MARQUEE_SIGNING_KEY',
  /** Digest of the program that trains, worked out when the template is synthesized; every artifact names it. */
  trainer: 'MARQUEE_TRAINER',
  /** Where `collect` reads canonical CSV: https URL prefix, or a file: folder on one machine; empty = nothing to collect. */
  collectSource: 'MARQUEE_COLLECT_SOURCE',
  /** First part of the names of sources' secrets in Secrets Manager and SSM; empty = the environment's MARQUEE_SECRET_ alone. */
  secretPrefix: 'MARQUEE_SOURCE_SECRETS',
} as const;

/** Key prefixes within the buckets. */
export const PREFIX = {
  history: 'history/',
  reports: 'reports/',
  sources: 'sources/',
  snapshots: 'snapshots/',
  runs: 'runs/',
  artifacts: 'artifacts/',
  raw: 'raw/',
  stream: 'stream/',
  failed: 'failed/',
  proof: 'proof/',
} as const;

/** OAuth scopes of the HTTP API. */
export const SCOPES = { read: 'marquee/read', plan: 'marquee/plan', admin: 'marquee/admin' } as const;

/** Routes of the HTTP API: what the gateway declares and the functions answer. A route without scope needs no token. */
export const ROUTES = [
  { method: 'POST', path: '/v1/forecasts', function: 'forecast', scope: SCOPES.read },
  { method: 'GET', path: '/v1/films', function: 'forecast', scope: SCOPES.read },
  { method: 'GET', path: '/v1/films/{id}', function: 'forecast', scope: SCOPES.read },
  { method: 'GET', path: '/v1/films/{id}/forecasts', function: 'forecast', scope: SCOPES.read },
  { method: 'GET', path: '/v1/films/{id}/signals', function: 'forecast', scope: SCOPES.read },
  { method: 'GET', path: '/v1/artifacts', function: 'forecast', scope: SCOPES.read },
  { method: 'GET', path: '/v1/health', function: 'forecast', scope: undefined },
] as const;
