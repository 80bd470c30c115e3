import type { Log } from '../files/boundedLog.ts';
import type { MissedSlots } from './scheduler.ts';

/** Writes a line about slots that were missed. */
export function reportMissed(log: Log): (missed: MissedSlots) => void {
  return ({ schedule, first, count, caughtUp }) => {
    const from = new Date(first).toISOString();
    const instead = new Date(caughtUp).toISOString();
    log.write(`${schedule}: ${count} slots from ${from} on were missed; that of ${instead} runs in their place\n`);
  };
}
