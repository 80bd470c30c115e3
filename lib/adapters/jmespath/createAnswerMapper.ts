import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../errors/appError.ts';
import type { AnswerMapper, MappedAnswer, MappingPlan } from '../../ports/answerMapper.ts';
import { MAPPING_BOUNDS, type MappingBounds } from './mappingBounds.ts';
import type { MappingJob, MappingNews } from './mappingWorker.ts';

/** In the checkout the module as it stands; in a bundle the one beside the handler. */
const ENTRIES = ['./mappingWorker.ts', './mappingWorker.mjs'].map((name) => new URL(name, import.meta.url));
const HEAP_MB = 128;
const STEP_MS = 10;

/**
 * Evaluates JMESPath in a thread of its own, one plan after the other. A plan that passes a bound is stopped together with
 * its thread, and the next one gets a new thread.
 */
export function createAnswerMapper(bounds: MappingBounds = MAPPING_BOUNDS): AnswerMapper & { close(): Promise<void> } {
  let thread: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function evaluate(plan: MappingPlan, document: unknown): Promise<MappedAnswer> {
    thread ??= startThread();
    const worker = thread;
    worker.ref();
    try {
      return JSON.parse(await runJob(worker, { plan, document, bounds }));
    } catch (error) {
      if (!isOwnFailure(error)) {
        thread = undefined;
        await worker.terminate();
      }
      const reason = error instanceof Error ? error.message : String(error);
      throw new AppError('collect.mapping-stopped', { reason }, { cause: error });
    } finally {
      worker.unref();
    }
  }

  return {
    map(plan, document) {
      const mine = turn.then(() => evaluate(plan, document));
      turn = mine.catch(() => {});
      return mine;
    },
    async close() {
      await thread?.terminate();
      thread = undefined;
    },
  };
}

function startThread(): Worker {
  const entry = ENTRIES.find((url) => existsSync(url));
  if (!entry) throw new Error('the mapping worker is not beside its caller');
  const tsx = entry.pathname.endsWith('.ts') && !process.features.typescript;
  return new Worker(entry, {
    execArgv: tsx ? ['--import', import.meta.resolve('tsx')] : [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, stackSizeMb: 4 },
  });
}

/** @returns the result as JSON; throws an own failure for an expression that failed, another error when it was stopped */
async function runJob(worker: Worker, job: MappingJob): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let isOver = false;
  const onMessage = (news: MappingNews) => {
    if ('began' in news) {
      const over = stopWhenOver(worker, { bounds: job.bounds, began: news.began, isOver: () => isOver });
      over.then((reason) => reason && reject(new Error(reason)), reject);
    } else if ('failure' in news) reject(ownFailure(news.failure));
    else resolve(news.result);
  };
  const onError = (error: Error) => reject(error);
  const onExit = () => reject(new Error('its thread ended'));
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  try {
    worker.postMessage(job);
    return await promise;
  } finally {
    isOver = true;
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
  }
}

interface Watch {
  readonly bounds: MappingBounds;
  /** Processor time of the thread when it began, ms; undefined where Node cannot tell. */
  readonly began: number | undefined;
  readonly isOver: () => boolean;
}

/**
 * Watches a job from outside. A thread that waits for a processor spends nothing, so that a busy machine does not stop
 * honest plans; where processor time cannot be told, the clock counts.
 * @returns why the job has to be stopped, or undefined once it is over
 */
async function stopWhenOver(worker: Worker, { bounds, began, isOver }: Watch): Promise<string | undefined> {
  const { cpuMs, wallMs } = bounds;
  const start = performance.now();
  while (!isOver()) {
    await sleep(STEP_MS, undefined, { ref: false });
    const passed = performance.now() - start;
    if (passed >= wallMs) return `it took more than ${wallMs} ms`;
    const spent = began === undefined ? passed : ((await cpuOf(worker, wallMs - passed)) ?? began) - began;
    if (spent > cpuMs && !isOver()) return `it took more than ${cpuMs} ms`;
  }
  return undefined;
}

/** Processor time of a thread, ms. @returns undefined when the thread is over or does not answer in time */
async function cpuOf(worker: Worker, patienceMs: number): Promise<number | undefined> {
  const usage = worker.cpuUsage().then(
    ({ user, system }) => (user + system) / 1_000,
    () => undefined,
  );
  return await Promise.race([usage, sleep(patienceMs, undefined, { ref: false })]);
}

const OWN = Symbol('own');
const ownFailure = (message: string) => Object.assign(new Error(message), { [OWN]: true });
const isOwnFailure = (error: unknown) => error instanceof Error && OWN in error;
