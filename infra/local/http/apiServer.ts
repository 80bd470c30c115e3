import { createServer, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { gatewayProblem } from './gatewayProblem.ts';

const LARGEST_HEAD = 10_240;
const HEAD_WITHIN_MS = 10_000;
const REQUEST_WITHIN_MS = 30_000;

/** The server of the HTTP API with API Gateway's limits; it says 503 until it is given its routes. */
export function createApiServer(): { readonly server: Server; serve(listener: RequestListener): void } {
  let serve: RequestListener = (_request, response) => {
    const { status, headers, body } = gatewayProblem(503, { 'retry-after': '1' });
    response.writeHead(status, headers as Record<string, string>).end(body);
  };
  const server = createServer(
    { maxHeaderSize: LARGEST_HEAD, headersTimeout: HEAD_WITHIN_MS, requestTimeout: REQUEST_WITHIN_MS },
    (request, response) => serve(request, response),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) return;
    refuse(socket, error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400);
  });
  return {
    server,
    serve(listener) {
      serve = listener;
    },
  };
}

function refuse(socket: Duplex, status: number): void {
  const { headers, body } = gatewayProblem(status);
  const head = [`HTTP/1.1 ${status} ${JSON.parse(body.toString()).title}`, `content-type: ${headers['content-type']}`];
  socket.end(`${[...head, `content-length: ${body.length}`, 'connection: close'].join('\r\n')}\r\n\r\n${body}`);
}
