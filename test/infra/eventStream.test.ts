import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { type EventSource, EventStream } from '../../infra/constructs/eventStream.ts';
import { buildMarquee } from '../../infra/marquee.ts';
import { readSettings } from '../../infra/settings.ts';
import { KAFKA } from './kafkaContext.ts';

/** One function fed from one stream, without anything around it. */
function feed(source: (stack: Stack) => EventSource): {
  readonly app: App;
  readonly stack: Stack;
  mapping: () => CfnEventSourceMapping;
} {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Alone');
  const stream = new EventStream(stack, 'Signals', source(stack));
  const consumer = new LambdaFunction(stack, 'Consumer', {
    ...{ code: Code.fromInline('exports.handler = () => {}'), handler: 'index.handler', runtime: Runtime.NODEJS_24_X },
  });
  stream.feed({ consumer, failures: new Queue(stack, 'Failures'), alarms: new Topic(stack, 'Alarms') });
  const mapping = () => stream.node.findChild('Mapping').node.defaultChild as CfnEventSourceMapping;
  return { app, stack, mapping };
}

const kinesis = (stack: Stack): EventSource => ({ kind: 'kinesis', key: new Key(stack, 'Key') });

describe('a stream of events', () => {
  it('is not read in parallel within a tumbling window, which Lambda would accept and count wrongly', () => {
    const { app, mapping } = feed(kinesis);
    mapping().parallelizationFactor = 2;
    mapping().tumblingWindowInSeconds = 60;
    expect(() => app.synth()).toThrow(/tumbling window must not be read in parallel/);
    mapping().parallelizationFactor = 1;
    expect(() => app.synth()).not.toThrow();
  });

  it('may be a topic of MSK, read with IAM authentication as a group of its own', () => {
    const { stack } = feed(() => ({ kind: 'msk', topic: 'signals', clusterArn: KAFKA.msk.kafkaCluster }));
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Kinesis::Stream', 0);
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: KAFKA.msk.kafkaCluster,
      Topics: ['signals'],
      AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: 'Alone' },
      ...{ BatchSize: 1000, MaximumBatchingWindowInSeconds: 1, StartingPosition: 'TRIM_HORIZON' },
      DestinationConfig: { OnFailure: {} },
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'OffsetLag' });
  });

  it('may be a topic of any other Kafka cluster, whose password is in a secret', () => {
    const { kafkaServers, kafkaSecret } = KAFKA.selfManaged;
    const { stack } = feed(() => ({
      ...{ kind: 'self-managed', topic: 'signals' },
      ...{ servers: kafkaServers.split(','), secretArn: kafkaSecret },
    }));
    Template.fromStack(stack).hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      SelfManagedEventSource: { Endpoints: { KafkaBootstrapServers: kafkaServers.split(',') } },
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: 'Alone' },
      SourceAccessConfigurations: [{ Type: 'SASL_SCRAM_512_AUTH', URI: kafkaSecret }],
      Topics: ['signals'],
    });
  });
});

describe('a deployment that names a Kafka topic', () => {
  const streamTemplate = (context: object): Template => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context }, analyticsReporting: false });
    return Template.fromStack(buildMarquee(app, readSettings(app.node, 'arm64')).stream);
  };

  it('reads it beside the stream of its own, with rights to this cluster, this topic and this group', () => {
    const template = streamTemplate(KAFKA.msk);
    template.resourceCountIs('AWS::Kinesis::Stream', 1);
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 2);
    const [{ Properties }] = Object.values(template.findResources('AWS::IAM::Policy')) as [{ Properties: object }];
    const within = (kind: string, name: string) =>
      `${KAFKA.msk.kafkaCluster.replace(':cluster/', `:${kind}/`)}/${name}`;
    const text = JSON.stringify(Properties);
    expect(text).toContain(`"${within('topic', 'signals')}"`);
    expect(text).toContain(`"${within('group', 'Marquee-Stream')}"`);
    expect(text).not.toMatch(/kafka(-cluster)?:\*/);
  });

  it('may read one secret for a cluster that is not of AWS', () => {
    const text = JSON.stringify(streamTemplate(KAFKA.selfManaged).findResources('AWS::IAM::Policy'));
    expect(text).toContain('"secretsmanager:GetSecretValue"');
    expect(text).toContain(`"${KAFKA.selfManaged.kafkaSecret}"`);
    expect(text).not.toContain('ec2:');
  });
});
