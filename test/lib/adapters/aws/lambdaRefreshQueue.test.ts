import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { createLambdaRefreshQueue } from '../../../../lib/adapters/aws/lambdaRefreshQueue.ts';
import type { RefreshRequest } from '../../../../lib/ports/refreshQueue.ts';

const film = (filmId: string): RefreshRequest => ({ market: 'CN', filmId, reason: { changed: ['presale_gross'] } });
let server: Server | undefined;

/** A queue before a server that answers as Lambda's Invoke would. */
async function queueAnswering(status: number) {
  const seen: { type: unknown; films: readonly RefreshRequest[]; kind: string }[] = [];
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    seen.push({ type: request.headers['x-amz-invocation-type'], ...JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(status).end('');
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  const client = new LambdaClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return { seen, queue: createLambdaRefreshQueue(client, 'forecast') };
}

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

describe('the refresh queue over Lambda', () => {
  it('calls the forecast function without waiting, with films and reasons', async () => {
    const { seen, queue } = await queueAnswering(202);
    await queue.request([film('A')]);
    expect(seen).toEqual([{ type: 'Event', kind: 'refresh', films: [film('A')] }]);
  });

  it('splits many films, each in one call', async () => {
    const { seen, queue } = await queueAnswering(202);
    const films = Array.from({ length: 450 }, (_, index) => film(`f${index}`));
    await queue.request(films);
    expect(seen.map((call) => call.films.length)).toEqual([200, 200, 50]);
    expect(seen.flatMap((call) => call.films)).toEqual(films);
  });

  it('says that the store is unavailable when the request was not taken', async () => {
    const { queue } = await queueAnswering(500);
    await expect(queue.request([film('A')])).rejects.toThrow(/store.unavailable/);
  });
});
