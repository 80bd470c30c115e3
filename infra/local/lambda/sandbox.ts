import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Log } from '../files/boundedLog.ts';
import type { FunctionDefinition } from './functionDefinition.ts';
import { type FunctionFailure, failed, type Outcome } from './outcome.ts';

/** One thread that runs one function, one event at a time. */
export interface Sandbox {
  /** False once the thread has ended or run into a time limit; it takes no further events. */
  readonly alive: boolean;
  run(event: string, requestId: string): Promise<Outcome>;
  /** Ends the thread; a call under way fails. */
  end(): Promise<void>;
}

type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly failure: FunctionFailure }
  | { readonly kind: 'answer'; readonly id: string; readonly payload: string }
  | { readonly kind: 'failure'; readonly id: string; readonly failure: FunctionFailure };

const LARGEST_ANSWER = 6 * 1024 * 1024;
// Of a function's memory, what its JavaScript heap may take; the rest is code, buffers and native libraries.
const HEAP_SHARE = 0.9;

/**
 * Starts the thread and loads the bundle. The time limit of a call begins when the bundle is loaded, as on Lambda.
 * @param environment what `process.env` holds for the function
 */
export function startSandbox(definition: FunctionDefinition, environment: Record<string, string>, log: Log): Sandbox {
  const { NODE_OPTIONS: nodeOptions = '', ...env } = environment;
  const worker = new Worker(new URL('./functionWorker.mjs', import.meta.url), {
    env,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: Math.ceil(definition.memoryMb * HEAP_SHARE) },
    workerData: {
      file: pathToFileURL(definition.file).href,
      exportName: definition.exportName,
      sourceMaps: nodeOptions.includes('--enable-source-maps'),
      context: {
        functionName: definition.name,
        functionVersion: '$LATEST',
        invokedFunctionArn: definition.arn,
        memoryLimitInMB: String(definition.memoryMb),
        logGroupName: `/aws/lambda/${definition.name}`,
        logStreamName: 'local',
      },
    },
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.setEncoding('utf8').on('data', (text) => log.write(text));

  let alive = true;
  let crash: FunctionFailure | undefined;
  let settle: ((outcome: Outcome) => void) | undefined;
  const loaded = new Promise<FunctionFailure | undefined>((resolve) => {
    worker.once('message', (message: Message) => resolve(message.kind === 'broken' ? message.failure : undefined));
    worker.once('exit', () => resolve(undefined));
  });
  worker.on('message', (message: Message) => {
    if (message.kind === 'answer') settle?.(sized(message.payload));
    else if (message.kind === 'failure') settle?.({ ok: false, failure: message.failure });
  });
  worker.once('error', (error: NodeJS.ErrnoException) => {
    const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    crash = { errorType: outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError', errorMessage: error.message };
    log.write(`${error.stack ?? error.message}\n`);
  });
  worker.once('exit', (code) => {
    alive = false;
    const failure = crash ?? { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with status ${code}` };
    settle?.({ ok: false, failure });
  });

  return {
    get alive() {
      return alive;
    },
    async run(event, requestId) {
      const broken = await loaded;
      if (broken !== undefined) {
        alive = false;
        return { ok: false, failure: { ...broken, errorType: 'Runtime.ImportModuleError' } };
      }
      if (!alive) return failed('Runtime.ExitError', crash?.errorMessage ?? 'Runtime exited while loading');
      const outcome = await new Promise<Outcome>((resolve) => {
        const limit = setTimeout(() => {
          alive = false;
          const seconds = (definition.timeoutMs / 1000).toFixed(2);
          const errorMessage = `${new Date().toISOString()} ${requestId} Task timed out after ${seconds} seconds`;
          log.write(`${errorMessage}\n`);
          resolve(failed('Sandbox.Timedout', errorMessage));
        }, definition.timeoutMs);
        settle = (ended) => {
          clearTimeout(limit);
          resolve(ended);
        };
        worker.postMessage({ id: requestId, event, deadline: Date.now() + definition.timeoutMs });
      });
      settle = undefined;
      if (!alive) await worker.terminate();
      return outcome;
    },
    async end() {
      alive = false;
      await worker.terminate();
    },
  };
}

function sized(payload: string): Outcome {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= LARGEST_ANSWER) return { ok: true, payload };
  const message = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`;
  return failed('Function.ResponseSizeTooLarge', message);
}
