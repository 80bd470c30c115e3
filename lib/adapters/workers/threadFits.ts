import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { FitPool, FitTable } from '../../ports/fitPool.ts';
import { buffersOf, type FitAnswer, type FitRequest, fromWire } from './wire.ts';

/** A job that waits or is being done. */
interface Task {
  readonly learner: string;
  readonly rows: unknown;
  readonly options: unknown;
  readonly givesRows: boolean;
  readonly done: (result: unknown) => void;
  readonly failed: (error: Error) => void;
}

/**
 * A pool of worker threads, each of which runs `entry`: a module that calls `serveFits`. Inputs are copied, or moved
 * where a job gives its rows; results are moved.
 * @param entry a JavaScript file, or in the checkout a TypeScript one, which Node reads itself where it can and through
 * tsx where it cannot
 */
export function threadFits<Fits extends FitTable>(workers: number, entry: URL): FitPool<Fits> {
  const waiting: Task[] = [];
  const threads = Array.from({ length: workers }, () => startThread(entry, () => waiting.shift()));
  const running = new Set<Promise<unknown>>();
  let isClosed = false;

  const submit = (jobs: readonly Omit<Task, 'done' | 'failed'>[]) => {
    let hasFailed = false;
    const results = jobs.map(
      (job) =>
        new Promise<unknown>((done, failed) => {
          waiting.push({
            ...job,
            done,
            failed: (error) => {
              if (!hasFailed) dropWaiting(own);
              hasFailed = true;
              failed(error);
            },
          });
        }),
    );
    const own = new Set(waiting.slice(waiting.length - jobs.length));
    for (const thread of threads) thread.wake();
    return results;
  };
  const dropWaiting = (own: ReadonlySet<Task>) => {
    const kept = waiting.filter((task) => !own.has(task));
    const dropped = waiting.filter((task) => own.has(task));
    waiting.splice(0, waiting.length, ...kept);
    for (const task of dropped) task.failed(new Error('left out, since a job before it failed'));
  };

  return {
    workers,
    run: async (jobs) => {
      if (isClosed) throw new Error('the pool is closed');
      const results = submit(
        jobs.map(({ learner, rows, options, givesRows = false }) => ({ learner, rows, options, givesRows })),
      );
      const settled = Promise.allSettled(results);
      running.add(settled);
      // a job that failed was begun before every job behind it, so the first failure in order is the same every time
      const failure = (await settled).find((one) => one.status === 'rejected');
      running.delete(settled);
      if (failure) throw failure.reason;
      return (await Promise.all(results)) as never;
    },
    close: async () => {
      isClosed = true;
      await Promise.all(running);
      await Promise.all(threads.map((thread) => thread.end()));
    },
  };
}

/** @param next what to do next; asked whenever the thread is free */
function startThread(entry: URL, next: () => Task | undefined) {
  const worker = new Worker(entry, { execArgv: entry.pathname.endsWith('.ts') ? typeScriptArguments() : [] });
  let id = 0;
  let current: Task | undefined;
  let lost: Error | undefined;

  const wake = () => {
    if (current) return;
    current = next();
    if (!current) return;
    if (lost) {
      const task = current;
      current = undefined;
      task.failed(lost);
      wake();
      return;
    }
    const { learner, rows, options, givesRows } = current;
    const request: FitRequest = { id: ++id, learner, rows, options };
    try {
      worker.postMessage(request, givesRows ? [...buffersOf(rows)] : []);
    } catch (cause) {
      settle((task) => task.failed(new TypeError('a job is not plain data', { cause })));
    }
  };
  const settle = (how: (task: Task) => void) => {
    const task = current;
    current = undefined;
    if (task) how(task);
    wake();
  };
  worker.on('message', (answer: FitAnswer) => {
    settle((task) => ('failure' in answer ? task.failed(fromWire(answer.failure)) : task.done(answer.result)));
  });
  const lose = (why: Error) => {
    lost ??= why;
    settle((task) => task.failed(why));
  };
  worker.on('error', (cause) => lose(new Error(`a worker broke down (${fileURLToPath(entry)})`, { cause })));
  worker.on('exit', (code) => lose(new Error(`a worker ended with code ${code}`)));
  return { wake, end: () => worker.terminate() };
}

/** How a thread reads TypeScript: as Node itself does, or else through tsx. */
function typeScriptArguments(): string[] {
  return process.features.typescript ? [] : ['--import', import.meta.resolve('tsx')];
}
