// Runs one bundled handler in a process of its own, one event at a time, as a Lambda sandbox does. Plain JavaScript,
// because it must also start where nothing translates TypeScript.
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const [, , file, exportName, contextJson] = process.argv;
const context = JSON.parse(contextJson);

// Ctrl-C in a terminal reaches every process of the run; only the run itself decides what ends.
process.on('SIGINT', () => {});
process.on('SIGHUP', () => {});
process.once('disconnect', () => process.exit());
// A handler that never yields would not notice that the run was killed: a thread of its own does.
const watch = `setInterval(() => process.ppid === ${process.ppid} || process.kill(process.pid, 'SIGKILL'), 500)`;
new Worker(watch, { eval: true, env: {}, execArgv: [] }).unref();

const describe = (error) => ({
  errorType: error?.name ?? 'Error',
  errorMessage: error?.message ?? String(error),
  trace: String(error?.stack ?? '').split('\n'),
});

/** Handlers answer with a promise, or call back. */
const call = (handler, event, lambdaContext) =>
  new Promise((resolve, reject) => {
    const answer = handler(event, lambdaContext, (error, result) => (error ? reject(error) : resolve(result)));
    if (typeof answer?.then === 'function') answer.then(resolve, reject);
    else if (handler.length < 3) resolve(answer);
  });

let handler;
try {
  handler = (await import(pathToFileURL(file).href))[exportName];
  if (typeof handler !== 'function') throw new TypeError(`${file} exports no function ${exportName}`);
  process.send({ kind: 'ready' });
} catch (error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.send({ kind: 'broken', failure: describe(error) });
}

process.on('message', async ({ id, event, deadline }) => {
  try {
    const lambdaContext = {
      ...context,
      awsRequestId: id,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    const result = await call(handler, JSON.parse(event), lambdaContext);
    process.send({ kind: 'answer', id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    process.send({ kind: 'failure', id, failure: describe(error) });
  }
});
