import { createHash } from 'node:crypto';
import { keyIdOf } from '../kms/signingKeys.ts';
import type { JsonObject } from './assembly.ts';

/** Where resources pretend to live. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** Address below which queues are reached; that of AWS when there is none. */
  readonly queueEndpoint?: string;
}

/** How a resource is called in its service, and what `Ref` and `Fn::GetAtt` say of it. */
export interface ResourceIdentity {
  readonly name: string;
  readonly ref: string;
  readonly arn: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Events::Rule': 'Name',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Kinesis::Stream': 'Name',
};
const BUCKET_NAME_LIMIT = 63;

/**
 * @param properties worked out, but for what refers to other resources by attribute
 * @param parent name of the function that a version or an alias belongs to
 */
export function identify(
  type: string,
  stack: string,
  logicalId: string,
  properties: JsonObject,
  place: Place,
): ResourceIdentity {
  const declared = properties[NAME_PROPERTIES[type] ?? ''];
  const name = typeof declared === 'string' ? declared : generatedName(type, stack, logicalId);
  const arn = (service: string, resource: string, here = `${place.region}:${place.account}`) =>
    `arn:${place.partition}:${service}:${here}:${resource}`;
  const identity = (ref: string, itsArn: string, attributes: Record<string, string> = {}): ResourceIdentity => ({
    ...{ name, ref, arn: itsArn },
    attributes: { Arn: itsArn, ...attributes },
  });
  switch (type) {
    case 'AWS::S3::Bucket':
      return identity(name, arn('s3', name, ':'), { DomainName: `${name}.s3.amazonaws.com` });
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return identity(name, arn('dynamodb', `table/${name}`));
    case 'AWS::Lambda::Function':
      return identity(name, arn('lambda', `function:${name}`));
    case 'AWS::Lambda::Version': {
      const functionArn = arn('lambda', `function:${functionName(properties)}:1`);
      return identity(functionArn, functionArn, { Version: '1', FunctionArn: functionArn });
    }
    case 'AWS::Lambda::Alias': {
      const functionArn = arn('lambda', `function:${functionName(properties)}:${properties['Name']}`);
      return identity(functionArn, functionArn, { AliasArn: functionArn });
    }
    case 'AWS::SQS::Queue': {
      const endpoint = place.queueEndpoint ?? `https://sqs.${place.region}.amazonaws.com`;
      const url = `${endpoint}/${place.account}/${name}`;
      return identity(url, arn('sqs', name), { QueueName: name, QueueUrl: url });
    }
    case 'AWS::SNS::Topic':
      return identity(arn('sns', name), arn('sns', name), { TopicName: name, TopicArn: arn('sns', name) });
    case 'AWS::KMS::Key': {
      const keyId = keyIdOf(`${stack}/${logicalId}`);
      return identity(keyId, arn('kms', `key/${keyId}`), { KeyId: keyId });
    }
    case 'AWS::Logs::LogGroup':
      return identity(name, arn('logs', `log-group:${name}:*`));
    case 'AWS::IAM::Role':
      return identity(name, arn('iam', `role/${name}`, `:${place.account}`), { RoleId: name });
    default: {
      const [, service = 'local', kind = 'resource'] = type.split('::');
      return identity(name, arn(service.toLowerCase(), `${kind.toLowerCase()}/${name}`));
    }
  }
}

/** The function that a version or an alias names: by name, or by ARN. */
function functionName(properties: JsonObject): string {
  return (
    String(properties['FunctionName'])
      .replace(/^.*:function:/, '')
      .split(':')[0] ?? ''
  );
}

function generatedName(type: string, stack: string, logicalId: string): string {
  const name = `${stack}-${logicalId}`;
  if (type !== 'AWS::S3::Bucket') return name;
  const lower = name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-');
  if (lower.length <= BUCKET_NAME_LIMIT) return lower;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 12);
  return `${lower.slice(0, BUCKET_NAME_LIMIT - hash.length - 1)}-${hash}`;
}
