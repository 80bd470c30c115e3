import { Aws, CfnCondition, CfnOutput, CfnParameter, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription, Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { PREFIX } from '../../lib/deployment/environment.ts';
import { GuardedBucket } from '../constructs/guardedBucket.ts';
import { keyedTable } from '../constructs/keyedTable.ts';

/** What keeps data: keys, tables, buckets, and the topic that alarms go to. */
export class DataStack extends Stack {
  readonly dataKey: Key;
  readonly signingKey: Key;
  readonly films: Table;
  readonly operations: Table;
  readonly cache: Table;
  readonly signals: Table;
  readonly history: Bucket;
  readonly artifacts: Bucket;
  readonly signalFiles: Bucket;
  readonly accessLogs: Bucket;
  readonly alarms: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Marquee: keys, tables and buckets', terminationProtection: true });

    this.dataKey = new Key(this, 'DataKey', {
      description: 'Marquee: encrypts tables, buckets and alarm messages',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.signingKey = new Key(this, 'SigningKey', {
      description: 'Marquee: signs the manifests of model artifacts',
      keySpec: KeySpec.ECC_NIST_P256,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });

    this.films = keyedTable(this, 'Films', this.dataKey);
    this.operations = keyedTable(this, 'Operations', this.dataKey);
    this.cache = keyedTable(this, 'Cache');
    this.signals = keyedTable(this, 'Signals', this.dataKey);

    this.accessLogs = new GuardedBucket(this, 'AccessLogs', {
      lifecycle: [{ id: 'expire', expiration: Duration.days(400) }],
    }).bucket;
    const { accessLogs } = this;
    this.history = new GuardedBucket(this, 'History', { key: this.dataKey, accessLogs, announces: true }).bucket;
    this.artifacts = new GuardedBucket(this, 'Artifacts', {
      key: this.dataKey,
      accessLogs,
      writeOnce: [PREFIX.snapshots, PREFIX.artifacts],
      lifecycle: [{ id: 'forget-runs', prefix: PREFIX.runs, expiration: Duration.days(30) }],
    }).bucket;
    this.signalFiles = new GuardedBucket(this, 'SignalFiles', {
      key: this.dataKey,
      accessLogs,
      writeOnce: [PREFIX.raw, PREFIX.failed, PREFIX.proof],
    }).bucket;

    this.alarms = this.alarmTopic();

    new CfnOutput(this, 'HistoryBucketName', {
      description: 'Drop history below history/<batch>/ of this bucket',
      value: this.history.bucketName,
    });
    new CfnOutput(this, 'ArtifactBucketName', {
      description: 'Snapshots, training runs and model artifacts',
      value: this.artifacts.bucketName,
    });
    new CfnOutput(this, 'SignalBucketName', {
      description: 'Raw answers, large commits of the stream, refused records, provenance',
      value: this.signalFiles.bucketName,
    });
  }

  private alarmTopic(): Topic {
    const mail = new CfnParameter(this, 'AlarmMail', {
      description: 'Mail address that alarms go to; empty for none',
      default: '',
      allowedPattern: '^$|^[^@\\s]+@[^@\\s]+$',
    });
    const topic = new Topic(this, 'Alarms', {
      displayName: 'Marquee alarms',
      masterKey: this.dataKey,
      enforceSSL: true,
    });
    const fromHere = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    };
    // A topic with a policy of its own has lost the default one, which would have let alarms in.
    topic.addToResourcePolicy(
      new PolicyStatement({ sid: 'Alarms', actions: ['sns:Publish'], resources: [topic.topicArn], ...fromHere }),
    );
    this.dataKey.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsMayWriteToTheTopic',
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'], // in a key's own policy: this key
        ...fromHere,
      }),
    );
    const subscription = new CfnSubscription(this, 'AlarmMailSubscription', {
      topicArn: topic.topicArn,
      protocol: 'email',
      endpoint: mail.valueAsString,
    });
    subscription.cfnOptions.condition = new CfnCondition(this, 'HasAlarmMail', {
      expression: Fn.conditionNot(Fn.conditionEquals(mail.valueAsString, '')),
    });
    return topic;
  }
}
