import { randomUUID } from 'node:crypto';
import { type Outcome, STOPPED } from './outcome.ts';
import type { Sandbox } from './sandbox.ts';

/** The processes of one function. */
export interface SandboxPool {
  /** Runs the event in a free process, in a new one, or when one comes free. */
  run(event: string, requestId?: string): Promise<Outcome>;
  /** Starts a process ahead of the first event. */
  warm(): void;
  /** Ends all processes; calls under way and waiting end as stopped. */
  stop(): Promise<void>;
}

/** @param most processes at the same time; a call beyond them waits */
export function createSandboxPool(start: () => Sandbox, most: number): SandboxPool {
  const idle: Sandbox[] = [];
  const all = new Set<Sandbox>();
  const waiting: ((sandbox: Sandbox | undefined) => void)[] = [];
  let stopped = false;

  const startOne = (): Sandbox => {
    const sandbox = start();
    all.add(sandbox);
    return sandbox;
  };
  const acquire = async (): Promise<Sandbox | undefined> => {
    for (let free = idle.pop(); free; free = idle.pop()) {
      if (free.alive) return free;
      all.delete(free);
    }
    if (all.size < most) return startOne();
    return new Promise((resolve) => waiting.push(resolve));
  };
  const release = (sandbox: Sandbox): void => {
    if (!sandbox.alive) all.delete(sandbox);
    const next = waiting.shift();
    if (next) next(sandbox.alive ? sandbox : startOne());
    else if (sandbox.alive) idle.push(sandbox);
  };

  return {
    async run(event, requestId = randomUUID()) {
      const sandbox = stopped ? undefined : await acquire();
      if (sandbox === undefined) return STOPPED;
      const outcome = await sandbox.run(event, requestId);
      if (stopped) return outcome.ok ? outcome : STOPPED;
      release(sandbox);
      return outcome;
    },
    warm() {
      if (all.size === 0) idle.push(startOne());
    },
    async stop() {
      stopped = true;
      for (const next of waiting.splice(0)) next(undefined);
      await Promise.all([...all].map((sandbox) => sandbox.end()));
    },
  };
}
