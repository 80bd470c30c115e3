import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { ENVIRONMENT, PREFIX } from '../../lib/deployment/environment.ts';
import { AlarmedQueue } from '../constructs/alarmedQueue.ts';
import { onDataKey, onListing, onObjects, onTable } from '../constructs/grants.ts';
import { GuardedBucket } from '../constructs/guardedBucket.ts';
import { ScheduledInvocation } from '../constructs/scheduledInvocation.ts';
import { ServiceFunction } from '../constructs/serviceFunction.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from './dataStack.ts';

export interface ProofStackProps {
  readonly data: DataStack;
  readonly settings: Settings;
}

/** What makes records provable: the daily seal, and the locked bucket that keeps it. */
export class ProofStack extends Stack {
  readonly proofs: Bucket;

  constructor(scope: Construct, id: string, { data, settings }: ProofStackProps) {
    super(scope, id, { description: 'Marquee: signed proof of what was recorded when' });
    const { signals, dataKey, signingKey, alarms, accessLogs } = data;
    this.proofs = new GuardedBucket(this, 'Proofs', {
      key: dataKey,
      accessLogs,
      writeOnce: [PREFIX.proof],
      lockedFor: Duration.days(3650),
    }).bucket;

    const { queue } = new AlarmedQueue(this, 'SealDeadLetters', { alarms, holds: 'Daily seals' });
    const { fn } = new ServiceFunction(this, 'Seal', {
      folder: 'seal',
      description: 'Signs one root a day over the records of all chains',
      settings,
      memorySize: 512,
      timeout: Duration.minutes(5),
      concurrency: 1,
      alarms,
      deadLetters: queue,
      environment: {
        [ENVIRONMENT.signalsTable]: signals.tableName,
        [ENVIRONMENT.proofBucket]: this.proofs.bucketName,
        [ENVIRONMENT.signingKey]: signingKey.keyArn,
      },
      permissions: [
        onTable('Chains', signals, ['read', 'write']),
        onObjects('KeepProofs', this.proofs, [PREFIX.proof], ['read', 'write']),
        onListing('SeeProofs', this.proofs, [PREFIX.proof]),
        onDataKey(dataKey, ['read', 'write']),
        new PolicyStatement({ sid: 'SignDays', actions: ['kms:Sign'], resources: [signingKey.keyArn] }),
      ],
    });
    new ScheduledInvocation(this, 'SealDaily', {
      description: 'Seals the day before, and every day that was missed',
      expression: 'cron(20 0 * * ? *)',
      target: fn,
      event: { kind: 'seal' },
      deadLetters: queue,
    });
    new CfnOutput(this, 'ProofBucketName', {
      description: 'Signed days below proof/, which nobody can change for ten years',
      value: this.proofs.bucketName,
    });
  }
}
