import type { Place } from './template/resourceNames.ts';

/** Where the local run pretends to be. */
export const LOCAL_PLACE: Place = { account: '123456789012', region: 'us-east-1', partition: 'aws' };

/** Fixed and not secret: signatures are not checked. */
export const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' } as const;

/** Addresses of the embedded stores and services. */
export interface Endpoints {
  readonly s3: string;
  readonly dynamodb: string;
  readonly kms: string;
  readonly lambda: string;
  readonly kinesis: string;
  readonly sqs: string;
}

/** The standard variables by which an AWS SDK finds them. */
export function sdkEnvironment(endpoints: Endpoints): Record<string, string> {
  return {
    AWS_REGION: LOCAL_PLACE.region,
    AWS_DEFAULT_REGION: LOCAL_PLACE.region,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL_S3: endpoints.s3,
    AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
    AWS_ENDPOINT_URL_KMS: endpoints.kms,
    AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
    AWS_ENDPOINT_URL_KINESIS: endpoints.kinesis,
    AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  };
}
