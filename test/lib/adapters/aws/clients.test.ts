import { createServer, type RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Listening, listenOnLoopback } from '../../../../infra/local/http/listenOnLoopback.ts';
import { createDynamoClient, createS3Client } from '../../../../lib/adapters/aws/clients.ts';
import { createDynamoItemTable } from '../../../../lib/adapters/aws/dynamoItemTable.ts';
import { createS3ObjectStore } from '../../../../lib/adapters/aws/s3ObjectStore.ts';

describe('clients of stores that are down', () => {
  const kept = { ...process.env };
  let server: Listening;
  let behave: RequestListener;

  beforeEach(async () => {
    server = await listenOnLoopback(createServer((request, response) => behave(request, response)));
    Object.assign(process.env, {
      ...{ AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
      ...{ AWS_ENDPOINT_URL_DYNAMODB: server.url, AWS_ENDPOINT_URL_S3: server.url },
    });
  });
  afterEach(async () => {
    process.env = { ...kept };
    await server.stop();
  });

  const unavailable = { code: 'store.unavailable' };
  const table = () => createDynamoItemTable(createDynamoClient(), 'films', Date.now);
  const bucket = () => createS3ObjectStore(createS3Client(), 'history');

  it('gives up on a store that never answers, within three tries of two seconds', async () => {
    behave = () => {};
    const before = performance.now();
    await expect(table().get('a', 'b')).rejects.toMatchObject({ ...unavailable, params: { operation: 'get item' } });
    expect(performance.now() - before).toBeLessThan(9_000);
  });

  it('gives up on a body that stops half-way', async () => {
    behave = (_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('half');
    };
    await expect(bucket().get('a')).rejects.toMatchObject({ ...unavailable, params: { operation: 'get object' } });
  }, 30_000);

  it('tries again while a store is throttled or broken, then says so', async () => {
    let calls = 0;
    behave = (_, response) => {
      calls++;
      response.writeHead(500, { 'content-type': 'application/x-amz-json-1.0' }).end('{"__type":"InternalServerError"}');
    };
    await expect(table().put({ pk: 'a', sk: 'b' }, { absent: true })).rejects.toMatchObject(unavailable);
    expect(calls).toBe(3);
  });

  it('says so when the table or the bucket is missing', async () => {
    behave = (request, response) => {
      if (request.headers['x-amz-target']) {
        const body = JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException' });
        response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' }).end(body);
      } else {
        response.writeHead(404, { 'content-type': 'application/xml' }).end('<Error><Code>NoSuchBucket</Code></Error>');
      }
    };
    await expect(table().get('a', 'b')).rejects.toMatchObject(unavailable);
    await expect(bucket().get('a')).rejects.toMatchObject(unavailable);
  });

  it('says so when nobody listens', async () => {
    await server.stop();
    await expect(table().query('a')).rejects.toMatchObject(unavailable);
    await expect(bucket().list('a')).rejects.toMatchObject(unavailable);
  });
});
