import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Log } from '../files/boundedLog.ts';
import type { FunctionDefinition } from './functionDefinition.ts';
import { localSecrets } from './localSecrets.ts';
import { type FunctionFailure, failed, type Outcome } from './outcome.ts';

/** One process that runs one function, one event at a time. */
export interface Sandbox {
  /** False once the process has ended or run into a time limit; it takes no further events. */
  readonly alive: boolean;
  run(event: string, requestId: string): Promise<Outcome>;
  /** Kills the process; a call under way fails. */
  end(): Promise<void>;
}

type Message =
  | { readonly kind: 'ready' }
  | { readonly kind: 'broken'; readonly failure: FunctionFailure }
  | { readonly kind: 'answer'; readonly id: string; readonly payload: string }
  | { readonly kind: 'failure'; readonly id: string; readonly failure: FunctionFailure };

const PROGRAM = fileURLToPath(new URL('./functionProcess.mjs', import.meta.url));
const LARGEST_ANSWER = 6 * 1024 * 1024;
// Of a function's memory, what its JavaScript heap may take; the rest is code, buffers and native libraries.
const HEAP_SHARE = 0.9;

/**
 * Starts the process and loads the bundle. The time limit of a call begins when the bundle is loaded, as on Lambda.
 * A process and no thread: ending a thread while a native library works in it (onnxruntime does) ends everything.
 * @param environment what `process.env` holds for the function
 */
export function startSandbox(definition: FunctionDefinition, environment: Record<string, string>, log: Log): Sandbox {
  const child = startProcess(definition, environment);
  let alive = true;
  let lastWords = '';
  let settle: ((outcome: Outcome) => void) | undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = text.slice(-2000);
      log.write(text);
    });
  }
  const loaded = new Promise<FunctionFailure | undefined>((resolve) => {
    child.once('message', (message: Message) => resolve(message.kind === 'broken' ? message.failure : undefined));
    child.once('close', () => resolve(undefined));
  });
  child.on('message', (message: Message) => {
    if (message.kind === 'answer') settle?.(sized(message.payload));
    else if (message.kind === 'failure') settle?.({ ok: false, failure: message.failure });
  });
  let exit: FunctionFailure | undefined;
  child.on('error', (error) => {
    exit = { errorType: 'Runtime.ExitError', errorMessage: error.message };
  });
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      alive = false;
      exit ??= exitFailure(code, signal, lastWords);
      settle?.({ ok: false, failure: exit });
      resolve();
    });
  });
  const kill = async () => {
    alive = false;
    child.kill('SIGKILL');
    await closed;
  };

  return {
    get alive() {
      return alive;
    },
    async run(event, requestId) {
      const broken = await loaded;
      if (broken !== undefined) {
        await kill();
        return { ok: false, failure: { ...broken, errorType: 'Runtime.ImportModuleError' } };
      }
      if (!alive) return { ok: false, failure: exit ?? exitFailure(null, null, lastWords) };
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
        child.send({ id: requestId, event, deadline: Date.now() + definition.timeoutMs });
      });
      settle = undefined;
      if (!alive) await kill();
      return outcome;
    },
    end: kill,
  };
}

function startProcess(definition: FunctionDefinition, environment: Record<string, string>): ChildProcess {
  const context = {
    functionName: definition.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: definition.arn,
    memoryLimitInMB: String(definition.memoryMb),
    logGroupName: `/aws/lambda/${definition.name}`,
    logStreamName: 'local',
  };
  return fork(PROGRAM, [definition.file, definition.exportName, JSON.stringify(context)], {
    cwd: definition.folder,
    env: { PATH: process.env['PATH'], ...environment, ...localSecrets(environment, process.env) },
    execArgv: [`--max-old-space-size=${Math.ceil(definition.memoryMb * HEAP_SHARE)}`],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

function exitFailure(code: number | null, signal: string | null, lastWords: string): FunctionFailure {
  const outOfMemory = lastWords.includes('heap out of memory');
  return {
    errorType: outOfMemory ? 'Runtime.OutOfMemory' : 'Runtime.ExitError',
    errorMessage: `Runtime exited with ${signal === null ? `status ${code}` : `signal ${signal}`}`,
  };
}

function sized(payload: string): Outcome {
  const bytes = Buffer.byteLength(payload);
  if (bytes <= LARGEST_ANSWER) return { ok: true, payload };
  const message = `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`;
  return failed('Function.ResponseSizeTooLarge', message);
}
