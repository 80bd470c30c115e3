import type { DurableSteps } from '../../../../lib/training/run/durableSteps.ts';

/** Results of steps by name, as JSON: what outlives a process. */
export type CheckpointLog = Map<string, string>;

/** Where a step may be broken off: before its work, or after it but before its result is written down. */
export type Moment = 'before' | 'after';

/**
 * Steps that are written down in a log. A step's name must be used once in a run.
 * @param at is asked at both moments of every step that is not in the log
 */
export function loggedSteps(log: CheckpointLog, at: (step: string, moment: Moment) => Promise<void>): DurableSteps {
  const used = new Set<string>();
  const step = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    if (used.has(name)) throw new Error(`two steps are called ${name}`);
    used.add(name);
    if (!log.has(name)) {
      await at(name, 'before');
      const result = await work();
      await at(name, 'after');
      log.set(name, JSON.stringify({ result }));
    }
    return (JSON.parse(log.get(name) ?? '') as { result: Result }).result;
  };
  return {
    step,
    async each(name, items, nameOf, work) {
      const results = [];
      for (const item of items) results.push(await step(`${name} ${nameOf(item)}`, () => work(item)));
      return results;
    },
  };
}

/**
 * Lives a life that may end anywhere: `die` ends it at once and never returns to whoever called it, so that no handler
 * of errors runs, as when a process is killed.
 */
export function live<Result>(life: (die: () => Promise<never>) => Promise<Result>): Promise<Result | 'died'> {
  return new Promise((resolve, reject) => {
    const die = () => {
      resolve('died');
      return new Promise<never>(() => {});
    };
    life(die).then(resolve, reject);
  });
}
