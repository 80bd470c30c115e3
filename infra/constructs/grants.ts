import { Aws } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

const TABLE_ACTIONS = {
  read: ['dynamodb:GetItem', 'dynamodb:Query'],
  write: ['dynamodb:PutItem'],
  remove: ['dynamodb:DeleteItem'],
} as const;

const OBJECT_ACTIONS = {
  read: ['s3:GetObject'],
  write: ['s3:PutObject'],
  remove: ['s3:DeleteObject'],
} as const;

const STREAM_ACTIONS = {
  read: [
    ...['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary', 'kinesis:ListShards'],
    ...['kinesis:GetShardIterator', 'kinesis:GetRecords'],
  ],
  write: ['kinesis:PutRecord', 'kinesis:PutRecords'],
} as const;

const KEY_ACTIONS = {
  read: ['kms:Decrypt', 'kms:DescribeKey'],
  write: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
} as const;

export type Access = keyof typeof TABLE_ACTIONS;

/** Use of one table, by exact actions. */
export function onTable(sid: string, table: Table, access: readonly Access[]): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: access.flatMap((kind) => TABLE_ACTIONS[kind]),
    resources: [table.tableArn],
  });
}

/** Use of the objects below some prefixes of one bucket, by exact actions. */
export function onObjects(
  sid: string,
  bucket: Bucket,
  prefixes: readonly string[],
  access: readonly Access[],
): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: access.flatMap((kind) => OBJECT_ACTIONS[kind]),
    resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
  });
}

/**
 * Listing below some prefixes. It is also what makes S3 answer "no such key" instead of "access denied" for an absent
 * object: such a request names no prefix, hence the `IfExists`.
 */
export function onListing(sid: string, bucket: Bucket, prefixes: readonly string[]): PolicyStatement {
  return new PolicyStatement({
    sid,
    actions: ['s3:ListBucket'],
    resources: [bucket.bucketArn],
    conditions: { StringLikeIfExists: { 's3:prefix': prefixes.map((prefix) => `${prefix}*`) } },
  });
}

/** Use of the data key by way of some services, never directly. Both spellings of their names: China has its own suffix. */
export function onDataKey(
  key: IKey,
  access: readonly ('read' | 'write')[],
  by: readonly ('s3' | 'dynamodb' | 'kinesis')[] = ['s3', 'dynamodb'],
  sid = 'DataKey',
): PolicyStatement {
  const services = by.flatMap((service) => [
    `${service}.${Aws.REGION}.amazonaws.com`,
    `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`,
  ]);
  return new PolicyStatement({
    sid,
    actions: access.flatMap((kind) => KEY_ACTIONS[kind]),
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': services } },
  });
}

/** Reading one Kinesis stream, or writing to it. */
export function onStream(sid: string, streamArn: string, access: keyof typeof STREAM_ACTIONS): PolicyStatement {
  return new PolicyStatement({ sid, actions: [...STREAM_ACTIONS[access]], resources: [streamArn] });
}

/** Sending to one queue. */
export function onQueue(sid: string, queue: IQueue): PolicyStatement {
  return new PolicyStatement({ sid, actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
}

/** Reading one secret. */
export function onSecret(sid: string, secretArn: string): PolicyStatement {
  return new PolicyStatement({ sid, actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] });
}

/** Reading one topic of an MSK cluster with IAM authentication, as one group. */
export function onMskTopic(clusterArn: string, topic: string, group: string): readonly PolicyStatement[] {
  const within = (kind: string, name: string) => `${clusterArn.replace(':cluster/', `:${kind}/`)}/${name}`;
  return [
    new PolicyStatement({
      sid: 'KafkaCluster',
      actions: [
        ...['kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'],
        ...['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'],
      ],
      resources: [clusterArn],
    }),
    new PolicyStatement({
      sid: 'KafkaTopic',
      actions: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
      resources: [within('topic', topic)],
    }),
    new PolicyStatement({
      sid: 'KafkaGroup',
      actions: ['kafka-cluster:DescribeGroup', 'kafka-cluster:AlterGroup'],
      resources: [within('group', group)],
    }),
  ];
}

/** What Lambda needs to reach an MSK cluster in its network. EC2 knows no narrower resource for these actions. */
export function onNetworkOfMsk(): PolicyStatement {
  return new PolicyStatement({
    sid: 'KafkaNetwork',
    actions: [
      ...['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces'],
      ...['ec2:DescribeVpcs', 'ec2:DescribeSubnets', 'ec2:DescribeSecurityGroups'],
    ],
    resources: ['*'],
  });
}

/** Reading of the keys of sources: secrets, or secure parameters, whose names begin with a prefix. */
export function onSourceSecrets(prefix: string): readonly PolicyStatement[] {
  const within = (service: string, kind: string) =>
    `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${kind}${prefix}*`;
  return [
    new PolicyStatement({
      sid: 'ReadSecrets',
      actions: ['secretsmanager:GetSecretValue'],
      resources: [within('secretsmanager', 'secret:')],
    }),
    new PolicyStatement({
      sid: 'ReadParameters',
      actions: ['ssm:GetParameter'],
      resources: [within('ssm', 'parameter/')],
    }),
  ];
}
