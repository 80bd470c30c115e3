import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Fixture, startFixture } from './fixture/startFixture.ts';

interface ObjectCreated {
  readonly 'detail-type'?: string;
  readonly detail?: {
    readonly reason: string;
    readonly object: { readonly key: string; readonly size: number; readonly sequencer: string };
  };
  readonly Records?: readonly {
    readonly eventName: string;
    readonly s3: { readonly object: { readonly key: string; readonly sequencer: string } };
  }[];
}

const direct = {
  Type: 'AWS::S3::Bucket',
  Properties: {
    NotificationConfiguration: {
      LambdaConfigurations: [
        {
          ...{ Event: 's3:ObjectCreated:*', Function: { 'Fn::GetAtt': ['Notes', 'Arn'] } },
          Filter: {
            S3Key: {
              Rules: [
                { Name: 'prefix', Value: 'in/' },
                { Name: 'suffix', Value: '.csv' },
              ],
            },
          },
        },
      ],
    },
  },
};
const byCustomResource = {
  Type: 'Custom::S3BucketNotifications',
  Properties: {
    ServiceToken: 'arn:aws:lambda:us-east-1:123456789012:function:deploys',
    BucketName: { Ref: 'Inbox' },
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          ...{ Events: ['s3:ObjectCreated:Put'], LambdaFunctionArn: { 'Fn::GetAtt': ['Notes', 'Arn'] } },
          Filter: { Key: { FilterRules: [{ Name: 'Prefix', Value: 'old/' }] } },
        },
      ],
    },
  },
};

describe('buckets of a local run', () => {
  let fixture: Fixture;
  const bucket = (id: string) => fixture.cloud.buckets[id] ?? '';
  const put = (id: string, Key: string, Body = 'x', more: object = {}) =>
    fixture.s3.send(new PutObjectCommand({ Bucket: bucket(id), Key, Body, ...more }));
  const events = async (): Promise<ObjectCreated[]> =>
    Object.values(await fixture.read('notes', 'event')).map((text) => JSON.parse(text) as ObjectCreated);
  const refused = (code: string, status: number) => ({ name: code, $metadata: { httpStatusCode: status } });

  beforeAll(async () => {
    fixture = await startFixture({ extra: { Inbox: direct, InboxOld: byCustomResource } });
  });
  afterAll(() => fixture.stop());

  it('hands new objects to the functions behind rules of the event bus', async () => {
    await put('Drops', 'history/b 1/films+é.csv', 'film_id\n');
    await put('Drops', 'reports/b1.json');
    await fixture.cloud.idle();
    const [event, ...more] = await eventually(async () => {
      const found = (await events()).filter((one) => one['detail-type'] === 'Object Created');
      return found.length > 0 ? found : undefined;
    });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      source: 'aws.s3',
      detail: {
        bucket: { name: bucket('Drops') },
        object: { key: 'history/b 1/films+é.csv', size: 8 },
        reason: 'PutObject',
      },
    });
  });

  it('tells of copies and of uploads in parts, in an order that sequencers keep', async () => {
    const Key = 'history/order.csv';
    await put('Drops', Key, 'first');
    await fixture.s3.send(
      new CopyObjectCommand({ Bucket: bucket('Drops'), Key, CopySource: `${bucket('Drops')}/${Key}` }),
    );
    const begun = { Bucket: bucket('Drops'), Key };
    const { UploadId } = await fixture.s3.send(new CreateMultipartUploadCommand(begun));
    const { ETag } = await fixture.s3.send(new UploadPartCommand({ ...begun, UploadId, PartNumber: 1, Body: 'third' }));
    await fixture.s3.send(
      new CompleteMultipartUploadCommand({ ...begun, UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }),
    );
    await fixture.cloud.idle();
    const told = (await events()).flatMap(({ detail }) => (detail?.object.key === Key ? detail : []));
    const inOrder = told.toSorted((a, b) => (a.object.sequencer < b.object.sequencer ? -1 : 1));
    expect(inOrder.map(({ reason }) => reason)).toEqual(['PutObject', 'CopyObject', 'CompleteMultipartUpload']);
  });

  it('hands new objects to the functions that a bucket names, by prefix and suffix', async () => {
    for (const key of ['in/a b.csv', 'in/a.txt', 'out/a.csv', 'old/a.txt']) await put('Inbox', key);
    await fixture.cloud.idle();
    const records = (await events()).flatMap(({ Records }) => Records ?? []);
    expect(records.map(({ eventName, s3 }) => [eventName, s3.object.key]).sort()).toEqual([
      ['ObjectCreated:Put', 'in/a+b.csv'],
      ['ObjectCreated:Put', 'old/a.txt'],
    ]);
  });

  it('holds conditional writes', async () => {
    const { ETag } = await put('Archive', 'state', 'one', { IfNoneMatch: '*' });
    await expect(put('Archive', 'state', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
    await put('Archive', 'state', 'two', { IfMatch: ETag });
    await expect(put('Archive', 'state', 'three', { IfMatch: ETag })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
    await expect(put('Archive', 'missing', 'x', { IfMatch: ETag })).rejects.toMatchObject(refused('NoSuchKey', 404));
  });

  it('refuses writes that could replace an object where the bucket’s policy does', async () => {
    await expect(put('Archive', 'sealed/a')).rejects.toMatchObject(refused('AccessDenied', 403));
    await put('Archive', 'sealed/a', 'x', { IfNoneMatch: '*' });
    await put('Archive', 'open/a');
  });

  it('keeps what lies in a bucket with Object Lock', async () => {
    await put('Vault', 'a', 'first');
    await put('Vault', 'a', 'first'); // a retry of the same write
    await expect(put('Vault', 'a', 'second')).rejects.toMatchObject(refused('AccessDenied', 403));
    const gone = fixture.s3.send(new DeleteObjectCommand({ Bucket: bucket('Vault'), Key: 'a' }));
    await expect(gone).rejects.toMatchObject(refused('AccessDenied', 403));
  });

  it('says 501 to what it does not know, and leaves objects alone', async () => {
    await put('Archive', 'tagged', 'body');
    const Tagging = { TagSet: [{ Key: 'a', Value: 'b' }] };
    const tagging = fixture.s3.send(new PutObjectTaggingCommand({ Bucket: bucket('Archive'), Key: 'tagged', Tagging }));
    await expect(tagging).rejects.toMatchObject(refused('NotImplemented', 501));
    const { Body } = await fixture.s3.send(new GetObjectCommand({ Bucket: bucket('Archive'), Key: 'tagged' }));
    expect(await Body?.transformToString()).toBe('body');
  });

  it('keeps content types and metadata, answers ranges, and lists folders', async () => {
    await put('Archive', 'list/a/1', '0123456789', { ContentType: 'text/csv', Metadata: { run: 'r1' } });
    await put('Archive', 'list/b');
    const Bucket = bucket('Archive');
    const head = await fixture.s3.send(new HeadObjectCommand({ Bucket, Key: 'list/a/1' }));
    expect(head).toMatchObject({ ContentType: 'text/csv', Metadata: { run: 'r1' }, ContentLength: 10 });
    const part = await fixture.s3.send(new GetObjectCommand({ Bucket, Key: 'list/a/1', Range: 'bytes=2-4' }));
    expect(await part.Body?.transformToString()).toBe('234');
    const listed = await fixture.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'list/', Delimiter: '/' }));
    expect(listed.CommonPrefixes).toEqual([{ Prefix: 'list/a/' }]);
    expect(listed.Contents?.map(({ Key }) => Key)).toEqual(['list/b']);
  });

  it('refuses keys that S3 refuses', async () => {
    await expect(put('Archive', 'k'.repeat(1025))).rejects.toMatchObject(refused('KeyTooLongError', 400));
    await put('Archive', 'k'.repeat(1024));
  });
});
