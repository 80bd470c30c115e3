import type { AddressInfo, Server } from 'node:net';
import { LocalError } from '../localError.ts';

/** A server that can be told to end what is open. */
export type Listenable = Server & { closeAllConnections(): void };

/** A server that is up. */
export interface Listening {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Stops taking requests and ends open connections. */
  stop(): Promise<void>;
}

/**
 * Starts a server on 127.0.0.1 alone.
 * @param port 0 or undefined = any that is free
 * @throws LocalError `local.port-busy` when another program listens there
 */
export async function listenOnLoopback(server: Listenable, port = 0): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE' || error.code === 'EACCES';
      reject(taken ? new LocalError('local.port-busy', { port }, { cause: error }) : error);
    });
    server.listen({ port, host: '127.0.0.1' }, () => resolve());
  });
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Starts a server on the port it had last time where that is still free, else on any other. */
export async function listenAgain(server: Listenable, port: number | undefined): Promise<Listening> {
  if (port === undefined) return listenOnLoopback(server);
  try {
    return await listenOnLoopback(server, port);
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    return listenOnLoopback(server);
  }
}
