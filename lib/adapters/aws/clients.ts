import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';

/**
 * Every call ends: connecting, waiting for the first byte and a silent socket are bounded (milliseconds), and the SDK
 * tries at most three times. Region, credentials and endpoints come from the standard variables of the SDK.
 */
function bounded(requestTimeout: number, socketTimeout: number) {
  return {
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true, socketTimeout },
  };
}

/** For items of at most 400 KB: a store that needs more than two seconds is treated as failing. */
export function createDynamoClient(): DynamoDBClient {
  return new DynamoDBClient(bounded(2_000, 2_000));
}

/**
 * For bodies of up to some hundred megabytes. Path style is used only where AWS_ENDPOINT_URL_S3 names another store.
 */
export function createS3Client(): S3Client {
  const elsewhere = Boolean(process.env['AWS_ENDPOINT_URL_S3']);
  return new S3Client({ ...bounded(60_000, 10_000), ...(elsewhere && { forcePathStyle: true }) });
}

/** For asynchronous invocations, which are answered as soon as they are accepted. */
export function createLambdaClient(): LambdaClient {
  return new LambdaClient(bounded(10_000, 10_000));
}

export function createKmsClient(): KMSClient {
  return new KMSClient(bounded(5_000, 5_000));
}

export function createSecretsManagerClient(): SecretsManagerClient {
  return new SecretsManagerClient(bounded(5_000, 5_000));
}

export function createSsmClient(): SSMClient {
  return new SSMClient(bounded(5_000, 5_000));
}

/** For batches of at most five megabytes. */
export function createKinesisClient(): KinesisClient {
  return new KinesisClient(bounded(10_000, 10_000));
}

export function createSqsClient(): SQSClient {
  return new SQSClient(bounded(5_000, 5_000));
}
