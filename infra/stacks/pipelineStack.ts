import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { ENVIRONMENT, PREFIX } from '../../lib/deployment/environment.ts';
import { AlarmedQueue } from '../constructs/alarmedQueue.ts';
import { onDataKey, onListing, onObjects, onSourceSecrets, onStream, onTable } from '../constructs/grants.ts';
import { ScheduledInvocation } from '../constructs/scheduledInvocation.ts';
import { ServiceFunction } from '../constructs/serviceFunction.ts';
import type { Settings } from '../settings.ts';
import { readSourceSchedules } from '../sourceSchedules.ts';
import { trainerDigest } from '../trainerDigest.ts';
import type { DataStack } from './dataStack.ts';

export interface PipelineStackProps {
  readonly data: DataStack;
  /** The stream that collected signals go to. */
  readonly signals: IStream;
  readonly settings: Settings;
}

/** First part of the names of sources' keys in Secrets Manager and SSM. */
const SECRET_PREFIX = 'marquee/sources/';

/** What turns dropped history into a served model: import, training, and the daily collection. */
export class PipelineStack extends Stack {
  readonly #data: DataStack;
  readonly #signals: IStream;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, { data, signals, settings }: PipelineStackProps) {
    super(scope, id, { description: 'Marquee: import of history, training, collection' });
    this.#data = data;
    this.#signals = signals;
    this.#settings = settings;
    this.collection();
    this.importing(this.training());
  }

  private training(): Alias {
    const { artifacts, operations, dataKey, signingKey, alarms } = this.#data;
    const { queue } = new AlarmedQueue(this, 'TrainDeadLetters', { alarms, holds: 'Training runs' });
    const train = new ServiceFunction(this, 'Train', {
      folder: 'train',
      description: 'Accepted history to a judged model; promotes it by one conditional write',
      settings: this.#settings,
      memorySize: 1769, // one whole processor: one thread does the numbers
      timeout: Duration.minutes(15),
      concurrency: 4,
      durable: { longest: Duration.hours(2) },
      cargo: ['onnxruntime'],
      alarms,
      deadLetters: queue,
      environment: {
        [ENVIRONMENT.artifactBucket]: artifacts.bucketName,
        [ENVIRONMENT.operationsTable]: operations.tableName,
        [ENVIRONMENT.signingKey]: signingKey.keyArn,
        [ENVIRONMENT.trainer]: trainerDigest(),
      },
      permissions: [
        onObjects('ReadSnapshots', artifacts, [PREFIX.snapshots], ['read']),
        onObjects('KeepRunsAndArtifacts', artifacts, [PREFIX.runs, PREFIX.artifacts], ['read', 'write']),
        onListing('SeeWhatIsThere', artifacts, [PREFIX.snapshots, PREFIX.runs, PREFIX.artifacts]),
        onTable('Operations', operations, ['read', 'write']),
        onDataKey(dataKey, ['read', 'write']),
        new PolicyStatement({
          sid: 'SignManifests',
          actions: ['kms:Sign', 'kms:GetPublicKey'],
          resources: [signingKey.keyArn],
        }),
      ],
    });
    return train.durableAlias();
  }

  private importing(train: Alias): void {
    const { history, artifacts, films, operations, dataKey, alarms } = this.#data;
    const { queue } = new AlarmedQueue(this, 'ImportDeadLetters', { alarms, holds: 'Announcements of history files' });
    const { fn } = new ServiceFunction(this, 'ImportHistory', {
      folder: 'import-history',
      description: 'Dropped history files: checked row by row, quarantined or accepted',
      settings: this.#settings,
      memorySize: 1769,
      timeout: Duration.minutes(5),
      concurrency: 8,
      alarms,
      deadLetters: queue,
      environment: {
        [ENVIRONMENT.historyBucket]: history.bucketName,
        [ENVIRONMENT.artifactBucket]: artifacts.bucketName,
        [ENVIRONMENT.filmsTable]: films.tableName,
        [ENVIRONMENT.operationsTable]: operations.tableName,
        [ENVIRONMENT.trainFunction]: train.functionArn,
      },
      permissions: [
        onObjects('ReadHistory', history, [PREFIX.history], ['read']),
        onObjects('KeepReports', history, [PREFIX.reports], ['read', 'write']),
        onListing('SeeHistory', history, [PREFIX.history, PREFIX.reports]),
        onObjects('KeepSnapshots', artifacts, [PREFIX.snapshots], ['read', 'write']),
        onListing('SeeSnapshots', artifacts, [PREFIX.snapshots]),
        onTable('Films', films, ['read', 'write']),
        onTable('Operations', operations, ['read', 'write', 'remove']),
        onDataKey(dataKey, ['read', 'write']),
        new PolicyStatement({
          sid: 'StartTraining',
          actions: ['lambda:InvokeFunction'],
          resources: [train.functionArn],
        }),
      ],
    });
    new Rule(this, 'HistoryDropped', {
      description: 'A file below history/ of the history bucket starts its import',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: { bucket: { name: [history.bucketName] }, object: { key: [{ prefix: PREFIX.history }] } },
      },
      targets: [new LambdaFunction(fn, { deadLetterQueue: queue, retryAttempts: 8, maxEventAge: Duration.hours(1) })],
    });
    new ScheduledInvocation(this, 'SettleBatches', {
      description: 'Ends the wait of daily rows whose film never came',
      expression: 'rate(5 minutes)',
      target: fn,
      event: { kind: 'settle' },
      deadLetters: queue,
    });
  }

  private collection(): void {
    const { history, films, operations, signals, signalFiles, dataKey, signingKey, alarms } = this.#data;
    const source = new CfnParameter(this, 'CollectSource', {
      description: 'https address below which films.csv and daily.csv lie; empty when there is nothing to collect',
      default: '',
      allowedPattern: '^$|^https://\\S+$',
    });
    const { queue } = new AlarmedQueue(this, 'CollectDeadLetters', { alarms, holds: 'Daily collections' });
    const { fn } = new ServiceFunction(this, 'Collect', {
      folder: 'collect',
      description: 'Fetches the daily files of a source and drops them as history; collects signals of providers',
      settings: this.#settings,
      memorySize: 1024, // mappings have 50 ms of a processor
      timeout: Duration.minutes(5),
      concurrency: 1, // one process knows how often each host was asked
      cargo: ['mappingWorker'],
      alarms,
      deadLetters: queue,
      environment: {
        [ENVIRONMENT.historyBucket]: history.bucketName,
        [ENVIRONMENT.filmsTable]: films.tableName,
        [ENVIRONMENT.operationsTable]: operations.tableName,
        [ENVIRONMENT.signingKey]: signingKey.keyArn,
        [ENVIRONMENT.secretPrefix]: SECRET_PREFIX,
        [ENVIRONMENT.collectSource]: source.valueAsString,
        [ENVIRONMENT.signalsTable]: signals.tableName,
        [ENVIRONMENT.signalsBucket]: signalFiles.bucketName,
        [ENVIRONMENT.signalStream]: this.#signals.streamName,
      },
      permissions: [
        onObjects('DropHistory', history, [PREFIX.history], ['read', 'write']),
        onObjects('ReadDeclarations', history, [PREFIX.sources], ['read']),
        onListing('SeeHistory', history, [PREFIX.history, PREFIX.sources]),
        onObjects('KeepAnswersAndRecords', signalFiles, [PREFIX.raw, PREFIX.proof], ['read', 'write']),
        onListing('SeeAnswersAndRecords', signalFiles, [PREFIX.raw, PREFIX.proof]),
        onStream('TellOfSignals', this.#signals.streamArn, 'write'),
        onTable('Films', films, ['read', 'write', 'remove']),
        onTable('Operations', operations, ['read', 'write']),
        onTable('Signals', signals, ['read', 'write', 'remove']),
        onDataKey(dataKey, ['read', 'write'], ['s3', 'dynamodb', 'kinesis']),
        new PolicyStatement({
          sid: 'VerifyDecisions',
          actions: ['kms:GetPublicKey'],
          resources: [signingKey.keyArn],
        }),
        ...onSourceSecrets(SECRET_PREFIX),
      ],
    });
    new ScheduledInvocation(this, 'CollectDaily', {
      description: 'Collects once a day',
      expression: 'cron(10 3 * * ? *)',
      target: fn,
      event: { kind: 'collect' },
      deadLetters: queue,
    });
    for (const { source: name, expression } of readSourceSchedules(this.node)) {
      new ScheduledInvocation(this, `Collect-${name}`, {
        description: `Collects signals of ${name}`,
        expression,
        target: fn,
        event: { kind: 'collect-signals', source: name },
        deadLetters: queue,
      });
    }
  }
}
