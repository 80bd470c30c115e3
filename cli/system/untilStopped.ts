import type { Terminal } from '../terminal.ts';

/** The wish to stop: as a promise, and as a signal for what waits. */
export interface Stopped {
  readonly promise: Promise<undefined>;
  readonly signal: AbortSignal;
}

/**
 * Fulfilled at the first Ctrl-C or SIGTERM. A second one ends the process at once: what is stored stays whole, since
 * every store writes so that it can be killed.
 */
export function untilStopped(terminal: Terminal): Stopped {
  const abort = new AbortController();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const stop = () => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort();
    terminal.note('Stopping; once more to end at once. 正在停止,再按一次立即结束。');
    resolve(undefined);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return { promise, signal: abort.signal };
}
