import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LocalCloud } from '../../infra/local/localCloud.ts';

/** `endpoints.json`: where a local run listens. Fixed local values, no secrets. */
export interface Endpoints {
  readonly api: string;
  readonly token: string;
  readonly s3: string;
  readonly historyBucket: string;
  readonly artifactBucket: string;
  readonly dynamodb: string;
  readonly lambda: string;
  readonly kms: string;
  readonly kinesis: string;
  readonly sqs: string;
  /** Name of the stream that signals come in by. */
  readonly signalStream: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly pid: number;
  /** Variables under which another process reaches the same stores. */
  readonly environment: Readonly<Record<string, string>>;
}

const fileIn = (folder: string) => path.join(folder, 'endpoints.json');

export function endpointsOf(cloud: LocalCloud): Endpoints {
  const { api, token, historyBucket, artifactBucket, signalStream, region, accessKeyId, secretAccessKey, environment } =
    cloud;
  return {
    ...{ api, token, ...cloud.endpoints, historyBucket, artifactBucket, signalStream },
    ...{ region, accessKeyId, secretAccessKey, pid: process.pid, environment },
  };
}

export async function writeEndpoints(folder: string, endpoints: Endpoints): Promise<void> {
  await writeFile(fileIn(folder), `${JSON.stringify(endpoints, null, 2)}\n`);
}

export async function removeEndpoints(folder: string): Promise<void> {
  await rm(fileIn(folder), { force: true });
}

/** @returns undefined when no process runs on this folder; a file that a killed process left behind counts as none */
export async function readEndpoints(folder: string): Promise<Endpoints | undefined> {
  const text = await readFile(fileIn(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const endpoints = JSON.parse(text) as Endpoints;
  return isAlive(endpoints.pid) ? endpoints : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
