import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
  ObjectLockRetention,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export interface GuardedBucketProps {
  /** Key that encrypts the objects; without one S3's own key does (the only kind that may receive access logs). */
  readonly key?: IKey;
  /** Where S3 writes who read and wrote what. */
  readonly accessLogs?: Bucket;
  readonly lifecycle?: readonly LifecycleRule[];
  /** Prefixes whose keys are written once: a put without If-None-Match is refused. */
  readonly writeOnce?: readonly string[];
  /** How long no version of an object can be removed, but by whoever may bypass governance. */
  readonly lockedFor?: Duration;
  /** Tell the default event bus of every new object. */
  readonly announces?: boolean;
}

/**
 * A bucket as all of ours are: private, encrypted, versioned, TLS 1.2 only, kept when the stack is removed.
 * Object Lock stands on what must outlast its owner's wish to change it, and on nothing else: signed manifests and
 * versions already show a change, and a lock forbids removal.
 */
export class GuardedBucket extends Construct {
  readonly bucket: Bucket;

  constructor(scope: Construct, id: string, props: GuardedBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      ...(props.key
        ? { encryption: BucketEncryption.KMS, encryptionKey: props.key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      ...(props.accessLogs
        ? { serverAccessLogsBucket: props.accessLogs as IBucket, serverAccessLogsPrefix: `${id}/` }
        : {}),
      versioned: true,
      ...(props.lockedFor ? { objectLockDefaultRetention: ObjectLockRetention.governance(props.lockedFor) } : {}),
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          id: 'tidy',
          abortIncompleteMultipartUploadAfter: Duration.days(7),
          noncurrentVersionExpiration: Duration.days(90),
        },
        ...(props.lifecycle ?? []),
      ],
    });
    for (const prefix of props.writeOnce ?? []) this.bucket.addToResourcePolicy(this.refuseOverwriting(prefix));
    if (props.announces) this.announce();
  }

  private refuseOverwriting(prefix: string): PolicyStatement {
    return new PolicyStatement({
      sid: `WriteOnce${prefix.replace(/\W/g, '')}`,
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['s3:PutObject'],
      resources: [this.bucket.arnForObjects(`${prefix}*`)],
      // The parts of a multipart upload carry no condition; the request that completes it does.
      conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    });
  }

  // The property of the resource itself: the construct library would deploy a function of its own to set it.
  private announce(): void {
    const resource = this.bucket.node.defaultChild as CfnBucket;
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }
}
