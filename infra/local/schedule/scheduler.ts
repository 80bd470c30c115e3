import type { RecordFolder } from '../files/recordFolder.ts';
import type { ScheduleDefinition } from './readSchedules.ts';

/** The last slot that a schedule was started for. */
export interface LastSlot {
  readonly slot: number;
}

export interface SchedulerDeps {
  readonly schedules: readonly ScheduleDefinition[];
  readonly records: RecordFolder<LastSlot>;
  /** Resolves once the event is kept. */
  readonly deliver: (functionArn: string, event: string) => Promise<void>;
}

/** Starts functions by the clock. */
export interface Scheduler {
  /**
   * Starts what has come due since the last call, each schedule once: of several missed slots (a sleeping or stopped
   * machine) only the latest runs.
   * @param now milliseconds since the epoch
   */
  tick(now: number): Promise<void>;
}

/** @param now from which moment on slots count for schedules that never ran */
export async function createScheduler({ schedules, records, deliver }: SchedulerDeps, now: number): Promise<Scheduler> {
  const kept = new Map((await records.all()).map(({ id, record }) => [id, record.slot]));
  const last = new Map(schedules.map(({ name }) => [name, kept.get(name) ?? now]));
  let ticking = Promise.resolve();

  const start = async (schedule: ScheduleDefinition, moment: number): Promise<void> => {
    const slot = schedule.slots.latest(moment);
    if (slot === undefined || slot <= (last.get(schedule.name) ?? now)) return;
    // Kept first, noted second: a crash in between repeats the slot, whose time tells the function that it is the same.
    for (const { functionArn, event } of schedule.targets) await deliver(functionArn, event(slot));
    last.set(schedule.name, slot);
    await records.put(schedule.name, { slot });
  };
  return {
    tick(moment) {
      const work = ticking.then(async () => {
        for (const schedule of schedules) await start(schedule, moment);
      });
      ticking = work.catch(() => undefined);
      return work;
    },
  };
}
