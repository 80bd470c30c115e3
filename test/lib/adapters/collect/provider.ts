import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type AnswerSourceOptions, createAnswerSource } from '../../../../lib/adapters/collect/createAnswerSource.ts';
import type { Reach } from '../../../../lib/adapters/collect/reach.ts';
import type { SourceRequest } from '../../../../lib/ports/answerSource.ts';
import { selfSigned } from './selfSigned.ts';

/** Every host that tests ask stands in one certificate. */
const HOSTS = [
  ...['provider.example', 'other.example', 'data.example', 'box.maoyan.com', 'piaofang.maoyan.com', 'm.maoyan.com'],
  ...['api.douban.com', 'm.douban.com', 'weibo.com', 'www.cbooo.cn', 'www.kobis.or.kr', 'www.boxofficemojo.com'],
  ...['wikimedia.org', 'www.googleapis.com', 'api.themoviedb.org', 'www.omdbapi.com'],
];

const { key, cert } = selfSigned(HOSTS);

/** A provider on this machine, over https, by whatever name it is asked. */
export interface Provider {
  readonly port: number;
  /** How often it was asked, and for what: `host path`. */
  readonly seen: readonly string[];
  /** What the tests' requests may reach: this machine alone. */
  readonly reach: Reach;
  close(): void;
}

export async function startProvider(answer: RequestListener): Promise<Provider> {
  const seen: string[] = [];
  const server = createServer({ key, cert }, (request, response) => {
    seen.push(`${request.headers.host?.replace(/:\d+$/, '')} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    reach: { resolve: async () => ['127.0.0.1'], isAllowed: (address) => address === '127.0.0.1', ca: cert },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Fast enough for tests; everything else as it is by default. */
export function quickSource(provider: Provider, options: Partial<AnswerSourceOptions> = {}) {
  return createAnswerSource({
    reach: provider.reach,
    baseDelayMs: 5,
    longestWaitMs: 200,
    limits: { connectMs: 2_000, headersMs: 300, wholeMs: 600, maxBytes: 200_000 },
    ...options,
  });
}

/** A request to a path of the provider. */
export function requestTo(provider: Provider, path: string, more: Partial<SourceRequest> = {}): SourceRequest {
  return {
    method: 'GET',
    url: `https://provider.example:${provider.port}${path}`,
    headers: {},
    hosts: [],
    rate: { perSecond: 1_000, concurrency: 8 },
    ...more,
  };
}
