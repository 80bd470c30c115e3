import { parentPort } from 'node:worker_threads';
import type { FitTable } from '../../ports/fitPool.ts';
import { buffersOf, type FitAnswer, type FitRequest, toWire } from './wire.ts';

/**
 * Answers a pool's requests in a worker thread; the arrays of results are moved, not copied, so that every result must
 * own its arrays.
 */
export function serveFits(fits: FitTable): void {
  const port = parentPort;
  if (!port) throw new Error('fits are served in a worker thread only');
  port.on('message', ({ id, learner, rows, options }: FitRequest) => {
    let answer: FitAnswer;
    try {
      const fit = Object.hasOwn(fits, learner) ? fits[learner] : undefined;
      if (!fit) throw new RangeError(`nothing is fitted by the name ${learner}`);
      answer = { id, result: fit(rows as never, options as never) };
    } catch (error) {
      answer = { id, failure: toWire(error) };
    }
    port.postMessage(answer, 'result' in answer ? [...buffersOf(answer.result)] : []);
  });
}
