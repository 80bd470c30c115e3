import { createScheduler, type SchedulerDeps } from './scheduler.ts';

const TICK_MS = 1_000;

/** Lets the clock of this machine start what is due, every second until it is stopped. */
export async function runSchedules(deps: SchedulerDeps): Promise<{ stop(): Promise<void> }> {
  const scheduler = await createScheduler(deps, Date.now());
  let last = Promise.resolve();
  const timer = setInterval(() => {
    // A delivery that fails leaves its slot open: the next tick finds it again.
    last = scheduler.tick(Date.now()).catch(() => undefined);
  }, TICK_MS);
  return {
    async stop() {
      clearInterval(timer);
      await last;
    },
  };
}
