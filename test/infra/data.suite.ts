import { describe, expect, it } from 'vitest';
import { readable } from './readable.ts';
import type { Found, Synthesis } from './synthesis.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string;
  readonly Condition?: Readonly<Record<string, unknown>>;
  readonly Resource: unknown;
}

/** What is kept, and how safely. */
export function describeData(synthesis: () => Synthesis): void {
  const bucketPolicy = (bucket: Found): Statement[] => {
    const policies = synthesis().all('AWS::S3::BucketPolicy');
    const policy = policies.find((candidate) => (candidate.Properties['Bucket'] as { Ref: string }).Ref === bucket.id);
    if (!policy) throw new Error(`${bucket.id} has no policy`);
    return (policy.Properties['PolicyDocument'] as { Statement: Statement[] }).Statement;
  };

  describe('buckets (S10)', () => {
    it('are the five that we know, each kept when its stack is removed', () => {
      const buckets = synthesis().all('AWS::S3::Bucket');
      expect(buckets.map(({ id }) => id.slice(0, -14))).toEqual([
        ...['AccessLogs', 'History', 'Artifacts', 'SignalFiles', 'Proofs'],
      ]);
      for (const bucket of buckets) expect(bucket.DeletionPolicy, bucket.id).toBe('Retain');
    });

    it('forbid every public access and keep versions', () => {
      for (const { id, Properties } of synthesis().all('AWS::S3::Bucket')) {
        expect(Properties['PublicAccessBlockConfiguration'], id).toEqual({
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        });
        expect(Properties['VersioningConfiguration'], id).toEqual({ Status: 'Enabled' });
        expect(Properties['OwnershipControls'], id).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
      }
    });

    it('are locked where the proof of what was recorded when lies, and nowhere else', () => {
      const [proofs, ...more] = synthesis()
        .all('AWS::S3::Bucket')
        .filter(({ Properties }) => Properties['ObjectLockEnabled'] !== undefined);
      expect(more).toEqual([]);
      expect(proofs?.id).toMatch(/^Proofs/);
      expect(proofs?.Properties).toMatchObject({
        ObjectLockEnabled: true,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 3650 } },
        },
      });
    });

    it('are encrypted: by our key where films are, by S3 where only access logs are', () => {
      const algorithm = (bucket: Found): unknown => {
        const encryption = bucket.Properties['BucketEncryption'] as {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: string } }];
        };
        return encryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault.SSEAlgorithm;
      };
      const [accessLogs, ...others] = synthesis().all('AWS::S3::Bucket').map(algorithm);
      expect(accessLogs).toBe('AES256');
      expect(others).toEqual(['aws:kms', 'aws:kms', 'aws:kms', 'aws:kms']);
    });

    it('refuse a connection without TLS, and one older than TLS 1.2', () => {
      for (const bucket of synthesis().all('AWS::S3::Bucket')) {
        const denials = bucketPolicy(bucket).filter(
          (statement) => statement.Effect === 'Deny' && statement.Action === 's3:*',
        );
        const conditions = denials.map(({ Condition }) => Condition);
        expect(conditions, bucket.id).toContainEqual({ Bool: { 'aws:SecureTransport': 'false' } });
        expect(conditions, bucket.id).toContainEqual({ NumericLessThan: { 's3:TlsVersion': 1.2 } });
      }
    });

    it.each([
      ['Artifacts', ['snapshots', 'artifacts']],
      ['SignalFiles', ['raw', 'failed', 'proof']],
      ['Proofs', ['proof']],
    ])('%s refuses to overwrite what is kept below %s', (name, prefixes) => {
      const denials = bucketPolicy(synthesis().one('AWS::S3::Bucket', name)).filter(({ Sid }) =>
        Sid?.startsWith('WriteOnce'),
      );
      expect(
        readable(
          denials.map(({ Resource }) => Resource),
          synthesis().templates,
        ),
      ).toEqual(prefixes.map((prefix) => `${name}Bucket.Arn/${prefix}/*`));
      for (const denial of denials) {
        expect(denial).toMatchObject({ Effect: 'Deny', Action: 's3:PutObject' });
        expect(denial.Condition).toEqual({
          Null: { 's3:if-none-match': 'true' },
          Bool: { 's3:ObjectCreationOperation': 'true' },
        });
      }
    });

    it('write down who reads and writes', () => {
      for (const bucket of synthesis()
        .all('AWS::S3::Bucket')
        .filter(({ id }) => !id.startsWith('AccessLogs'))) {
        expect(readable(bucket.Properties['LoggingConfiguration'], synthesis().templates), bucket.id).toMatchObject({
          DestinationBucketName: 'AccessLogsBucket',
        });
      }
    });
  });

  describe('tables (S10)', () => {
    const table = (name: string): Found => synthesis().one('AWS::DynamoDB::Table', name);

    it('have string keys pk and sk, expire by ttl and are paid by request', () => {
      expect(synthesis().all('AWS::DynamoDB::Table')).toHaveLength(4);
      for (const { id, Properties } of synthesis().all('AWS::DynamoDB::Table')) {
        expect(Properties, id).toMatchObject({
          BillingMode: 'PAY_PER_REQUEST',
          KeySchema: [
            { AttributeName: 'pk', KeyType: 'HASH' },
            { AttributeName: 'sk', KeyType: 'RANGE' },
          ],
          AttributeDefinitions: [
            { AttributeName: 'pk', AttributeType: 'S' },
            { AttributeName: 'sk', AttributeType: 'S' },
          ],
          TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
        });
      }
    });

    it.each(['Films', 'Operations', 'Signals'])(
      '%s can be restored to any second, is encrypted by our key and kept',
      (name) => {
        expect(table(name).DeletionPolicy).toBe('Retain');
        expect(readable(table(name).Properties, synthesis().templates)).toMatchObject({
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
          DeletionProtectionEnabled: true,
          SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'DataKey.Arn' },
        });
      },
    );

    it('the cache goes with its stack: what it holds can be computed again', () => {
      expect(table('Cache').DeletionPolicy).toBe('Delete');
    });
  });

  describe('keys', () => {
    it('one encrypts and is renewed every year, one signs on P-256', () => {
      const [data, signing] = synthesis().all('AWS::KMS::Key');
      expect(data?.Properties['EnableKeyRotation']).toBe(true);
      expect(signing?.Properties).toMatchObject({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
      for (const key of [data, signing]) expect(key?.DeletionPolicy).toBe('Retain');
    });
  });

  it('log groups forget after three months', () => {
    const groups = synthesis().all('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThanOrEqual(5);
    for (const { id, Properties } of groups) expect(Properties['RetentionInDays'], id).toBe(90);
  });

  it('queues and the alarm topic are encrypted and refuse a connection without TLS', () => {
    for (const { id, Properties } of synthesis().all('AWS::SQS::Queue')) {
      expect(Properties['SqsManagedSseEnabled'], id).toBe(true);
    }
    const topic = synthesis().one('AWS::SNS::Topic');
    expect(readable(topic.Properties['KmsMasterKeyId'], synthesis().templates)).toBe('DataKey.Arn');
    const policies = [...synthesis().all('AWS::SQS::QueuePolicy'), ...synthesis().all('AWS::SNS::TopicPolicy')];
    expect(policies).toHaveLength(synthesis().all('AWS::SQS::Queue').length + 1);
    for (const { id, Properties } of policies) {
      const { Statement } = Properties['PolicyDocument'] as { Statement: Statement[] };
      const denial = Statement.find(({ Effect }) => Effect === 'Deny');
      expect(denial?.Condition, id).toEqual({ Bool: { 'aws:SecureTransport': 'false' } });
    }
  });

  it('the topic and its key let the alarms of this account through, and no other service', () => {
    const { Statement } = synthesis().one('AWS::SNS::TopicPolicy').Properties['PolicyDocument'] as {
      Statement: object[];
    };
    const { Statement: ofKey } = synthesis().one('AWS::KMS::Key', 'DataKey').Properties['KeyPolicy'] as {
      Statement: object[];
    };
    const services = [...Statement, ...ofKey].filter(
      (statement) => 'Service' in Object((statement as { Principal: unknown }).Principal),
    );
    expect(services).toHaveLength(2);
    for (const statement of services) {
      expect(readable(statement, synthesis().templates)).toMatchObject({
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': 'AWS::AccountId' } },
      });
    }
  });
}
