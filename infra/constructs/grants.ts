import { Aws } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';

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

/** Use of the data key by way of S3 and DynamoDB, never directly. Both spellings of the services' names: China has its own suffix. */
export function onDataKey(key: IKey, access: readonly ('read' | 'write')[]): PolicyStatement {
  const services = ['s3', 'dynamodb'].flatMap((service) => [
    `${service}.${Aws.REGION}.amazonaws.com`,
    `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`,
  ]);
  return new PolicyStatement({
    sid: 'DataKey',
    actions: access.flatMap((kind) => KEY_ACTIONS[kind]),
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': services } },
  });
}
