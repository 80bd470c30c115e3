import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IStream } from 'aws-cdk-lib/aws-kinesis';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { ENVIRONMENT, PREFIX } from '../../lib/deployment/environment.ts';
import { AlarmedQueue } from '../constructs/alarmedQueue.ts';
import { EventStream } from '../constructs/eventStream.ts';
import { onDataKey, onListing, onObjects, onQueue, onTable } from '../constructs/grants.ts';
import { ServiceFunction } from '../constructs/serviceFunction.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from './dataStack.ts';

export interface StreamStackProps {
  readonly data: DataStack;
  readonly settings: Settings;
  /** Told of films whose signals changed. */
  readonly forecast: IFunction;
}

/** What takes signals in as they come, and asks for fresh forecasts. */
export class StreamStack extends Stack {
  /** The stream that producers write to. */
  readonly signals: IStream;
  readonly #props: StreamStackProps;

  constructor(scope: Construct, id: string, props: StreamStackProps) {
    super(scope, id, { description: 'Marquee: signals in order, windows, fresh forecasts' });
    this.#props = props;
    const { data, settings } = props;
    const own = new EventStream(this, 'Signals', { kind: 'kinesis', key: data.dataKey });
    // Beside it and not in its place: the collectors write to the stream of our own.
    const sources = settings.kafka ? [own, new EventStream(this, 'KafkaSignals', settings.kafka)] : [own];
    const { queue } = new AlarmedQueue(this, 'Failures', { alarms: data.alarms, holds: 'Records of the stream' });
    const consumer = this.streamFunction(sources, queue);
    for (const source of sources) source.feed({ consumer, failures: queue, alarms: data.alarms });
    if (own.stream === undefined) throw new Error('a Kinesis source makes a stream');
    this.signals = own.stream;

    new CfnOutput(this, 'SignalStreamName', {
      description: 'Kinesis stream that takes signal events, one JSON object a record, keyed by film',
      value: own.stream.streamName,
    });
    new CfnOutput(this, 'FailureQueueUrl', {
      description: 'Queue of records that nobody could handle, and why',
      value: queue.queueUrl,
    });
  }

  private streamFunction(sources: readonly EventStream[], failures: Queue): IFunction {
    const { data, settings, forecast } = this.#props;
    const { signals, signalFiles, dataKey, alarms } = data;
    const { fn } = new ServiceFunction(this, 'Stream', {
      folder: 'stream',
      description: 'Signal events to the signals table, their windows, and requests for fresh forecasts',
      settings,
      memorySize: 1769, // one whole processor
      timeout: Duration.minutes(1),
      concurrency: 16,
      alarms,
      environment: {
        [ENVIRONMENT.signalsTable]: signals.tableName,
        [ENVIRONMENT.signalsBucket]: signalFiles.bucketName,
        [ENVIRONMENT.failureQueue]: failures.queueUrl,
        [ENVIRONMENT.forecastFunction]: forecast.functionArn,
      },
      permissions: [
        ...sources.flatMap(({ permissions }) => permissions),
        onTable('Signals', signals, ['read', 'write', 'remove']),
        onObjects('KeepCommits', signalFiles, [PREFIX.stream], ['read', 'write', 'remove']),
        onObjects('KeepFailuresAndRecords', signalFiles, [PREFIX.failed, PREFIX.proof], ['read', 'write']),
        onListing('SeeFiles', signalFiles, [PREFIX.stream, PREFIX.failed, PREFIX.proof]),
        onDataKey(dataKey, ['read', 'write']),
        onQueue('TellOfFailures', failures),
        new PolicyStatement({
          sid: 'AskForForecasts',
          actions: ['lambda:InvokeFunction'],
          resources: [forecast.functionArn],
        }),
      ],
    });
    return fn;
  }
}
