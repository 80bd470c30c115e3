import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { createLambdaTrainingQueue } from '../../../../lib/adapters/aws/lambdaTrainingQueue.ts';

const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:train:live';
const REQUEST = {
  runId: 'abc',
  batch: 'b1',
  markets: [{ market: 'US' as const, snapshotKey: 'snapshots/US/x.bin.gz' }],
};
let server: Server | undefined;

/** A queue before a server that answers as Lambda's Invoke would. */
async function queueAnswering(status: number, type?: string) {
  const seen: { url: string; headers: Record<string, unknown>; body: string }[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({ url: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, type ? { 'x-amzn-errortype': type } : {}).end(type ? '{"Message":"no"}' : '');
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new LambdaClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials,
    maxAttempts: 1,
  });
  return { seen, queue: createLambdaTrainingQueue(client, ARN) };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('the training queue over Lambda', () => {
  it('starts the training function without waiting, as an execution named after the run', async () => {
    const { seen, queue } = await queueAnswering(202);
    await queue.request(REQUEST);
    expect(decodeURIComponent(seen[0]?.url ?? '')).toBe(`/2015-03-31/functions/${ARN}/invocations`);
    expect(seen[0]?.headers).toMatchObject({
      'x-amz-invocation-type': 'Event',
      'x-amz-durable-execution-name': 'train-abc',
    });
    expect(JSON.parse(seen[0]?.body ?? '')).toEqual(REQUEST);
  });

  it('is content when the run was started before', async () => {
    const { queue } = await queueAnswering(409, 'DurableExecutionAlreadyStartedException');
    await expect(queue.request(REQUEST)).resolves.toBeUndefined();
  });

  it('says that the store is unavailable when the request was not taken', async () => {
    const { queue } = await queueAnswering(500, 'ServiceException');
    await expect(queue.request(REQUEST)).rejects.toThrow(/store.unavailable/);
  });
});
