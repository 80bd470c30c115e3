// Runs one bundled handler in a thread of its own, one event at a time, as a Lambda sandbox does. Plain JavaScript,
// because it must also start where nothing translates TypeScript for new threads.
import { parentPort, workerData } from 'node:worker_threads';

/** @type {{ file: string, exportName: string, context: object, sourceMaps: boolean }} */
const { file, exportName, context, sourceMaps } = workerData;

if (sourceMaps) process.setSourceMapsEnabled(true);

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
  handler = (await import(file))[exportName];
  if (typeof handler !== 'function') throw new TypeError(`${file} exports no function ${exportName}`);
  parentPort.postMessage({ kind: 'ready' });
} catch (error) {
  parentPort.postMessage({ kind: 'broken', failure: describe(error) });
}

parentPort.on('message', async ({ id, event, deadline }) => {
  try {
    const lambdaContext = {
      ...context,
      awsRequestId: id,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    const result = await call(handler, JSON.parse(event), lambdaContext);
    parentPort.postMessage({ kind: 'answer', id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`);
    parentPort.postMessage({ kind: 'failure', id, failure: describe(error) });
  }
});
