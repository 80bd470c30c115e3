import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * A table with string keys `pk` and `sk`, records that expire by `ttl`, paid by request.
 * With a key it holds what nobody could compute again: encrypted by that key, restorable to any second of 35 days,
 * protected against deletion and kept when the stack is removed. Without one it is a cache and goes with the stack.
 */
export function keyedTable(scope: Construct, id: string, key?: IKey): Table {
  return new Table(scope, id, {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    timeToLiveAttribute: 'ttl',
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...(key
      ? {
          encryption: TableEncryption.CUSTOMER_MANAGED,
          encryptionKey: key,
          pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
          deletionProtection: true,
          removalPolicy: RemovalPolicy.RETAIN,
        }
      : { encryption: TableEncryption.DEFAULT, removalPolicy: RemovalPolicy.DESTROY }),
  });
}
