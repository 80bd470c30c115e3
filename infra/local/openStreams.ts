import type { DataFolder } from './dataFolder.ts';
import type { FunctionHost } from './lambda/functionHost.ts';
import { openCheckpoints } from './mapping/checkpoints.ts';
import { readMappings } from './mapping/readMappings.ts';
import { type StreamReader, startStreamReader } from './mapping/streamReader.ts';
import { LOCAL_PLACE } from './place.ts';
import type { LocalQueues } from './queues/localQueues.ts';
import { type LocalStream, openLocalStream } from './stream/localStream.ts';
import { readStreams } from './stream/readStreams.ts';
import type { ResolvedTemplate } from './template/resolvedTemplate.ts';

/** The template's streams, with what was acknowledged before. */
export interface OpenStreams {
  readonly streams: readonly LocalStream[];
  stop(): Promise<void>;
}

export async function openStreams(template: ResolvedTemplate, data: DataFolder): Promise<OpenStreams> {
  const folder = data.part('streams');
  const streams: LocalStream[] = [];
  for (const definition of readStreams(template)) streams.push(await openLocalStream(folder, definition));
  return {
    streams,
    async stop() {
      for (const stream of streams) await stream.close();
    },
  };
}

/** What feeds functions from streams. */
export interface StreamReaders {
  /** Resolves when every acknowledged record is done or given up. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface StreamReadersDeps {
  readonly template: ResolvedTemplate;
  readonly data: DataFolder;
  readonly streams: readonly LocalStream[];
  readonly host: FunctionHost;
  readonly queues: LocalQueues;
  readonly retryDelays: readonly number[];
}

const RETRY_DELAYS = [250, 500, 1_000, 2_000];
const FORGET_EVERY_MS = 3_600_000;

/** Starts the template's mappings of streams to functions, each where it was left. */
export async function startStreamReaders(deps: Omit<StreamReadersDeps, 'retryDelays'> & Partial<StreamReadersDeps>) {
  const { template, streams, host, queues, retryDelays = RETRY_DELAYS } = deps;
  const checkpoints = await openCheckpoints(deps.data.part('checkpoints'));
  const readers: { readonly stream: LocalStream; readonly reader: StreamReader }[] = [];
  for (const mapping of readMappings(template)) {
    const stream = streams.find(({ arn }) => arn === mapping.streamArn);
    const target = host.find(mapping.functionArn);
    if (stream === undefined || target === undefined) continue;
    const { failureQueue } = mapping;
    const reader = await startStreamReader({
      ...{ mapping, stream, checkpoints, retryDelays, region: LOCAL_PLACE.region },
      call: (event) => host.invoke(target, event),
      giveUp: async (message, reason) => {
        if (failureQueue !== undefined) await queues.send(failureQueue, message, reason);
      },
    });
    readers.push({ stream, reader });
  }
  const forget = async (): Promise<void> => {
    for (const stream of streams) {
      const handled = readers.filter((one) => one.stream === stream).map(({ reader }) => reader.handled);
      await stream.forget(Date.now(), Math.min(stream.end, ...handled));
    }
  };
  const forgetting = setInterval(() => void forget().catch(() => undefined), FORGET_EVERY_MS);
  forgetting.unref();
  return {
    async idle() {
      for (const { reader } of readers) await reader.idle();
    },
    async stop() {
      clearInterval(forgetting);
      await Promise.all(readers.map(({ reader }) => reader.stop()));
    },
  } satisfies StreamReaders;
}
