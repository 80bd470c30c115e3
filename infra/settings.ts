import path from 'node:path';
import type { Node } from 'constructs';
import type { KafkaTopic } from './constructs/eventStream.ts';

/** A platform that onnxruntime ships a binary for, as its folders are named. */
export interface NativePlatform {
  readonly system: 'linux' | 'darwin';
  readonly processor: 'arm64' | 'x64';
}

/** What a deployment may choose at synthesis, beside the parameters that each stack declares. */
export interface Settings {
  /** First part of every stack's name; two copies in one account need two names. */
  readonly name: string;
  /** What the native code in the bundles is for: Lambda on Graviton unless told otherwise. */
  readonly platform: NativePlatform;
  /** Folder of the handlers. */
  readonly functionsRoot: string;
  /** False for accounts whose concurrency limit leaves nothing to reserve. */
  readonly reserveConcurrency: boolean;
  /** False where Lambda has no X-Ray, as in China. */
  readonly traces: boolean;
  /** Steady requests a second that the HTTP API lets through. */
  readonly requestsPerSecond: number;
  /** A Kafka topic that signals come in by too. */
  readonly kafka: KafkaTopic | undefined;
}

const KAFKA_KEYS = ['kafkaTopic', 'kafkaCluster', 'kafkaServers', 'kafkaSecret'] as const;

/** Root of the project. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '..');

/**
 * Reads the settings from the context (`-c name=… -c reservedConcurrency=off -c tracing=off -c requestsPerSecond=200 -c kafkaTopic=…`).
 * @param architecture `arm64` (default), `x64`, or `local` for the machine that synthesizes; anything else throws RangeError
 */
export function readSettings(node: Node, architecture: string | undefined): Settings {
  const text = (key: string): string | undefined => node.tryGetContext(key)?.toString();
  const requestsPerSecond = Number(text('requestsPerSecond') ?? 100);
  if (!(requestsPerSecond >= 1)) throw new RangeError('context requestsPerSecond must be a number of at least 1');
  return {
    name: text('name') ?? 'Marquee',
    platform: platformOf(architecture ?? text('architecture') ?? 'arm64'),
    functionsRoot: path.resolve(PROJECT_ROOT, text('functionsRoot') ?? 'functions'),
    reserveConcurrency: text('reservedConcurrency') !== 'off',
    traces: text('tracing') !== 'off',
    requestsPerSecond,
    kafka: readKafka(text),
  };
}

/** `kafkaTopic` with `kafkaCluster` (ARN of an MSK cluster), or with `kafkaServers` and `kafkaSecret` (ARN). */
function readKafka(text: (key: string) => string | undefined): KafkaTopic | undefined {
  const [topic, clusterArn, servers, secretArn] = KAFKA_KEYS.map(text);
  if (topic === undefined && clusterArn === undefined && servers === undefined) return undefined;
  if (topic && clusterArn?.includes(':kafka:') && servers === undefined) return { kind: 'msk', topic, clusterArn };
  if (topic && servers && clusterArn === undefined && secretArn?.includes(':secretsmanager:')) {
    return { kind: 'self-managed', topic, servers: servers.split(','), secretArn };
  }
  throw new RangeError('context kafkaTopic needs kafkaCluster (an ARN), or kafkaServers and kafkaSecret (an ARN)');
}

function platformOf(architecture: string): NativePlatform {
  if (architecture === 'arm64' || architecture === 'x64') return { system: 'linux', processor: architecture };
  if (architecture !== 'local') throw new RangeError(`architecture must be arm64, x64 or local, got ${architecture}`);
  return {
    system: process.platform === 'darwin' ? 'darwin' : 'linux',
    processor: process.arch === 'arm64' ? 'arm64' : 'x64',
  };
}
