import { isKnownPattern } from '../events/eventPattern.ts';
import { isStreamMapping } from '../mapping/readMappings.ts';
import type { JsonObject } from './assembly.ts';
import type { ResolvedTemplate } from './resolvedTemplate.ts';

/** Something that the template declares and the local run does not do. */
export interface NotEmulated {
  readonly logicalId: string;
  readonly type: string;
  /** `*` when the resource does nothing at all here. */
  readonly property: string;
}

/** Properties that are honoured, or that say nothing about behaviour. */
const HONOURED: Readonly<Record<string, readonly string[]>> = {
  'AWS::Lambda::Function': [
    ...['Code', 'Handler', 'Runtime', 'Timeout', 'MemorySize', 'Environment', 'DeadLetterConfig', 'DurableConfig'],
    ...['ReservedConcurrentExecutions', 'FunctionName', 'Architectures'],
  ],
  'AWS::Lambda::Version': ['FunctionName'],
  'AWS::Lambda::Alias': ['FunctionName', 'FunctionVersion', 'Name'],
  'AWS::Lambda::EventInvokeConfig': [
    ...['FunctionName', 'Qualifier', 'MaximumRetryAttempts', 'MaximumEventAgeInSeconds', 'DestinationConfig'],
  ],
  'AWS::DynamoDB::Table': [
    ...['TableName', 'AttributeDefinitions', 'KeySchema', 'BillingMode', 'GlobalSecondaryIndexes'],
    ...['LocalSecondaryIndexes', 'TimeToLiveSpecification'],
  ],
  'AWS::DynamoDB::GlobalTable': [
    ...['TableName', 'AttributeDefinitions', 'KeySchema', 'BillingMode', 'GlobalSecondaryIndexes'],
    ...['LocalSecondaryIndexes', 'TimeToLiveSpecification'],
  ],
  'AWS::S3::Bucket': ['BucketName', 'NotificationConfiguration', 'ObjectLockEnabled'],
  'Custom::S3BucketNotifications': [
    'ServiceToken',
    'BucketName',
    'NotificationConfiguration',
    'Managed',
    'SkipDestinationValidation',
  ],
  'AWS::KMS::Key': ['Description', 'KeySpec', 'KeyUsage', 'Enabled'],
  'AWS::KMS::Alias': ['AliasName', 'TargetKeyId'],
  'AWS::SQS::Queue': ['QueueName'],
  'AWS::Kinesis::Stream': ['Name', 'ShardCount', 'StreamModeDetails', 'RetentionPeriodHours'],
  'AWS::Lambda::EventSourceMapping': [
    ...['FunctionName', 'EventSourceArn', 'StartingPosition', 'Enabled', 'BatchSize'],
    ...['MaximumBatchingWindowInSeconds', 'BisectBatchOnFunctionError', 'FunctionResponseTypes'],
    ...['MaximumRetryAttempts', 'MaximumRecordAgeInSeconds', 'DestinationConfig'],
  ],
  'AWS::Scheduler::Schedule': ['Name', 'ScheduleExpression', 'ScheduleExpressionTimezone', 'State', 'Target'],
  'AWS::Events::Rule': ['Name', 'EventPattern', 'ScheduleExpression', 'State', 'Targets'],
  'AWS::ApiGatewayV2::Api': ['Name', 'ProtocolType', 'CorsConfiguration'],
  'AWS::ApiGatewayV2::Integration': [
    ...['ApiId', 'IntegrationType', 'IntegrationUri', 'PayloadFormatVersion', 'TimeoutInMillis'],
  ],
  'AWS::ApiGatewayV2::Route': [
    ...['ApiId', 'RouteKey', 'Target', 'AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'],
  ],
  'AWS::ApiGatewayV2::Authorizer': ['ApiId', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration', 'Name'],
  'AWS::ApiGatewayV2::Stage': ['ApiId', 'AutoDeploy', 'StageName'],
};
const SILENT_PROPERTIES = new Set(['Tags', 'Description']);
const SILENT_TYPES = new Set(['AWS::CDK::Metadata', 'AWS::Lambda::Permission']);
const ONLY_WRITE_ONCE = 'AWS::S3::BucketPolicy';

/** Lists what is declared and not done here, so that nobody takes the local run for more than it is. */
export function listNotEmulated(template: ResolvedTemplate): readonly NotEmulated[] {
  return template.resources.flatMap(({ logicalId, type, properties }) => {
    if (SILENT_TYPES.has(type)) return [];
    const encryptsOnly = type === 'AWS::KMS::Key' && properties['KeySpec'] !== 'ECC_NIST_P256';
    const otherSource = type === 'AWS::Lambda::EventSourceMapping' && !isStreamMapping(properties);
    const honoured = encryptsOnly || otherSource ? undefined : HONOURED[type];
    if (type === ONLY_WRITE_ONCE) return { logicalId, type, property: 'PolicyDocument (but for write-once prefixes)' };
    if (honoured === undefined) return { logicalId, type, property: '*' };
    const unknownPattern = !isKnownPattern((properties['EventPattern'] ?? {}) as JsonObject);
    return Object.keys(properties)
      .filter((property) => !honoured.includes(property) || (property === 'EventPattern' && unknownPattern))
      .filter((property) => !SILENT_PROPERTIES.has(property))
      .map((property) => ({ logicalId, type, property }));
  });
}
