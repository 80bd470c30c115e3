import { createServer as createHttp1, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2 } from 'node:http2';
import { createServer, type Socket } from 'node:net';
import type { Listenable } from './listenOnLoopback.ts';

/** Answers a request of either version. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

// The first bytes of every HTTP/2 connection (RFC 9113, 3.4).
const PREFACE = 'PRI * HTTP/2.0';

/**
 * A server that speaks HTTP/1.1 and HTTP/2 without TLS on one port. The AWS SDK uses HTTP/2 for Kinesis unless told
 * otherwise, and other clients do not know it without TLS.
 */
export function createBothVersions(answer: Answering): Listenable {
  const http1 = createHttp1(answer);
  // The compatibility API of HTTP/2 behaves like that of HTTP/1 as far as an answering function uses it.
  const http2 = createHttp2((request, response) =>
    answer(request as unknown as IncomingMessage, response as unknown as ServerResponse),
  );
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy()); // a client that breaks off
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (first === null) return; // ended before it said anything
      socket.unshift(first);
      const isHttp2 = PREFACE.startsWith(first.subarray(0, PREFACE.length).toString('latin1'));
      (isHttp2 ? http2 : http1).emit('connection', socket);
    });
  });
  return Object.assign(server, {
    closeAllConnections() {
      for (const socket of sockets) socket.destroy();
    },
  });
}
