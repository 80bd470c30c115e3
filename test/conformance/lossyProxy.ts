import { createServer, request } from 'node:http';
import { listenOnLoopback } from '../../infra/local/http/listenOnLoopback.ts';

/** A way to a server on which answers can get lost after the server has done its work. */
export interface LossyProxy {
  readonly url: string;
  /** Loses the answers to the next `count` requests that `matches` holds for; the connection just ends. */
  loseAnswers(count: number, matches?: (method: string, target: string) => boolean): void;
  stop(): Promise<void>;
}

export async function startLossyProxy(upstream: string): Promise<LossyProxy> {
  let losses = 0;
  let affected: (method: string, target: string) => boolean = () => true;
  const server = createServer((incoming, answer) => {
    const { method = 'GET', headers, url = '/' } = incoming;
    const lose = losses > 0 && affected(method, String(headers['x-amz-target'] ?? url));
    if (lose) losses--;
    const outgoing = request(
      new URL(url, upstream),
      { method, headers: { ...headers, connection: 'close' } },
      (reply) => {
        if (lose) {
          reply.resume().once('end', () => answer.destroy());
          return;
        }
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      },
    );
    outgoing.once('error', () => answer.destroy());
    incoming.pipe(outgoing);
  });
  const listening = await listenOnLoopback(server);
  return {
    url: listening.url,
    loseAnswers(count, matches = () => true) {
      losses = count;
      affected = matches;
    },
    stop: listening.stop,
  };
}
