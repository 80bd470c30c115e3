import type { Json, JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate } from '../template/resolvedTemplate.ts';

/** A bucket as the template declares it. */
export interface BucketDefinition {
  readonly logicalId: string;
  readonly name: string;
  /** Object Lock is declared: no object is replaced or removed. */
  readonly locked: boolean;
  /** Prefixes below which the bucket's policy refuses a write without If-None-Match. */
  readonly writeOnce: readonly string[];
  /** New objects are told to the event bus. */
  readonly announces: boolean;
  /** Functions that are told of new objects directly. */
  readonly notifications: readonly BucketNotification[];
}

interface BucketNotification {
  readonly functionArn: string;
  /** `s3:ObjectCreated:*` and the like. */
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
}

export function readBuckets(template: ResolvedTemplate): readonly BucketDefinition[] {
  const configured = new Map<string, JsonObject>();
  for (const { properties } of template.of('Custom::S3BucketNotifications')) {
    configured.set(String(properties['BucketName']), object(properties['NotificationConfiguration']));
  }
  return template.of('AWS::S3::Bucket').map(({ logicalId, name, properties }) => {
    const own = object(properties['NotificationConfiguration']);
    const custom = configured.get(name) ?? {};
    return {
      ...{ logicalId, name },
      locked: properties['ObjectLockEnabled'] === true,
      writeOnce: writeOncePrefixes(template, name),
      announces: 'EventBridgeConfiguration' in own || 'EventBridgeConfiguration' in custom,
      notifications: [
        ...list(own['LambdaConfigurations']).map(fromBucket),
        ...list(custom['LambdaFunctionConfigurations']).map(fromCustomResource),
      ],
    };
  });
}

/** Reads the refusals that a bucket's policy declares for writes that could replace an object. */
function writeOncePrefixes(template: ResolvedTemplate, bucket: string): readonly string[] {
  const policies = template.of('AWS::S3::BucketPolicy').filter(({ properties }) => properties['Bucket'] === bucket);
  return policies
    .flatMap(({ properties }) => list(object(properties['PolicyDocument'])['Statement']))
    .filter(({ Effect, Action, Condition }) => {
      const unless = object(object(Condition ?? null)['Null'])['s3:if-none-match'];
      return Effect === 'Deny' && [Action].flat().includes('s3:PutObject') && String(unless) === 'true';
    })
    .flatMap(({ Resource }) =>
      [Resource].flat().map((arn) =>
        String(arn)
          .replace(/^.*:::[^/]*\//, '')
          .replace(/\*$/, ''),
      ),
    );
}

function fromBucket(one: JsonObject): BucketNotification {
  const filter = list(object(object(one['Filter'])['S3Key'])['Rules']);
  return { functionArn: String(one['Function']), events: [String(one['Event'])], ...affixes(filter) };
}

function fromCustomResource(one: JsonObject): BucketNotification {
  const filter = list(object(object(one['Filter'])['Key'])['FilterRules']);
  const events = (one['Events'] as string[] | undefined) ?? [];
  return { functionArn: String(one['LambdaFunctionArn']), events, ...affixes(filter) };
}

function affixes(rules: readonly JsonObject[]): { readonly prefix: string; readonly suffix: string } {
  const value = (name: string) =>
    String(rules.find((rule) => String(rule['Name']).toLowerCase() === name)?.['Value'] ?? '');
  return { prefix: value('prefix'), suffix: value('suffix') };
}

function object(value: Json | undefined): JsonObject {
  return (typeof value === 'object' && value !== null ? value : {}) as JsonObject;
}

function list(value: Json | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? value : []) as readonly JsonObject[];
}
