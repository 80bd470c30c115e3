import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IStream, Stream, StreamEncryption, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  type CfnEventSourceMapping,
  EventSourceMapping,
  type EventSourceMappingOptions,
  type IFunction,
  SourceAccessConfigurationType,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { onDataKey, onMskTopic, onNetworkOfMsk, onSecret, onStream } from './grants.ts';
import { raiseAlarm } from './raiseAlarm.ts';

/** A topic of an Apache Kafka cluster that exists already. */
export type KafkaTopic =
  /** Amazon MSK, with IAM authentication. */
  | { readonly kind: 'msk'; readonly topic: string; readonly clusterArn: string }
  /** Any cluster that can be reached from Lambda over TLS, with SASL/SCRAM-512; the secret holds username and password. */
  | {
      readonly kind: 'self-managed';
      readonly topic: string;
      readonly servers: readonly string[];
      readonly secretArn: string;
    };

/** Where events come from: a Kinesis stream that is made here, encrypted by a key, or a Kafka topic. */
export type EventSource = { readonly kind: 'kinesis'; readonly key: IKey } | KafkaTopic;

export interface FeedProps {
  readonly consumer: IFunction;
  /** Told of records that were given up, and where they stand in the stream. */
  readonly failures: IQueue;
  readonly alarms: ITopic;
}

const BATCH = 1000;
const WINDOW = Duration.seconds(1);

/** A stream of events and what feeds a function from it, in order within a partition key. */
export class EventStream extends Construct {
  /** The Kinesis stream, for producers; none for Kafka. */
  readonly stream: IStream | undefined;
  /** What the role of a consumer must allow. */
  readonly permissions: readonly PolicyStatement[];
  readonly #source: EventSource;

  constructor(scope: Construct, id: string, source: EventSource) {
    super(scope, id);
    this.#source = source;
    this.stream = source.kind === 'kinesis' ? this.kinesis(source.key) : undefined;
    this.permissions = this.reading();
    // Lambda would accept it and count wrongly: several readers of one shard would each have a window of their own.
    this.node.addValidation({ validate: () => this.mappings().flatMap(refuseParallelWindows) });
  }

  /** Hands batches to the consumer until each record is done, given up to the queue, or too old. */
  feed({ consumer, failures, alarms }: FeedProps): void {
    new EventSourceMapping(this, 'Mapping', {
      target: consumer,
      batchSize: BATCH,
      maxBatchingWindow: WINDOW,
      startingPosition: StartingPosition.TRIM_HORIZON,
      onFailure: { bind: () => ({ destination: failures.queueArn }) }, // the library's own way asks for more rights
      ...this.origin(),
    });
    if (this.#source.kind === 'kinesis') {
      raiseAlarm(this, 'Behind', alarms, {
        metric: consumer.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
        threshold: Duration.minutes(10).toMilliseconds(),
        says: 'Signals wait in the stream for ten minutes or longer: the stream function fails, or there is more than it can take. Its log names the cause.',
      });
    } else {
      raiseAlarm(this, 'Behind', alarms, {
        metric: new Metric({
          namespace: 'AWS/Lambda',
          metricName: 'OffsetLag',
          dimensionsMap: { FunctionName: consumer.functionName },
          period: Duration.minutes(5),
          statistic: 'Maximum',
        }),
        threshold: 10_000,
        periods: 3,
        says: 'Ten thousand records or more wait in a partition of the Kafka topic for a quarter of an hour: the stream function fails, or there is more than it can take.',
      });
    }
  }

  private kinesis(encryptionKey: IKey): Stream {
    return new Stream(this, 'Stream', {
      streamMode: StreamMode.ON_DEMAND,
      encryption: StreamEncryption.KMS,
      encryptionKey,
      // Longer than a record may be tried, so that what was given up can still be read for two days.
      retentionPeriod: Duration.hours(72),
      removalPolicy: RemovalPolicy.DESTROY, // it passes on; what came is kept in the signals table
    });
  }

  private reading(): readonly PolicyStatement[] {
    const source = this.#source;
    if (source.kind === 'msk') return [...onMskTopic(source.clusterArn, source.topic, this.group()), onNetworkOfMsk()];
    if (source.kind === 'self-managed') return [onSecret('KafkaPassword', source.secretArn)];
    const arn = this.stream?.streamArn ?? '';
    return [onStream('ReadStream', arn, 'read'), onDataKey(source.key, ['read'], ['kinesis'], 'StreamKey')];
  }

  private origin(): EventSourceMappingOptions {
    const source = this.#source;
    switch (source.kind) {
      case 'kinesis':
        return {
          eventSourceArn: this.stream?.streamArn ?? '',
          reportBatchItemFailures: true,
          bisectBatchOnError: true,
          retryAttempts: 10,
          maxRecordAge: Duration.hours(24),
        };
      case 'msk':
        return {
          eventSourceArn: source.clusterArn,
          kafkaTopic: source.topic,
          kafkaConsumerGroupId: this.group(),
        };
      case 'self-managed':
        return {
          kafkaBootstrapServers: [...source.servers],
          kafkaTopic: source.topic,
          kafkaConsumerGroupId: this.group(),
          sourceAccessConfigurations: [
            { type: SourceAccessConfigurationType.SASL_SCRAM_512_AUTH, uri: source.secretArn },
          ],
        };
    }
  }

  /** The Kafka consumer group; two copies of the product read apart. */
  private group(): string {
    return Stack.of(this).stackName;
  }

  private mappings(): readonly CfnEventSourceMapping[] {
    return this.node
      .findAll()
      .filter((node) => node instanceof EventSourceMapping)
      .map((mapping) => mapping.node.defaultChild as CfnEventSourceMapping);
  }
}

function refuseParallelWindows({ parallelizationFactor = 1, tumblingWindowInSeconds = 0 }: CfnEventSourceMapping) {
  return parallelizationFactor > 1 && tumblingWindowInSeconds > 0
    ? ['A stream with a tumbling window must not be read in parallel within a shard: each reader would count apart.']
    : [];
}
