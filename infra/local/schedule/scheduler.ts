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
  /** Told of slots that were missed and will not run. */
  readonly report: (missed: MissedSlots) => void;
}

/** Slots that came due while nothing ran: of several only the latest is caught up. */
export interface MissedSlots {
  readonly schedule: string;
  /** The first of them, milliseconds since the epoch. */
  readonly first: number;
  /** How many, at least: counting ends at a thousand. */
  readonly count: number;
  /** The slot that runs in their place. */
  readonly caughtUp: number;
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
export async function createScheduler(deps: SchedulerDeps, now: number): Promise<Scheduler> {
  const { schedules, records, deliver, report } = deps;
  const kept = new Map((await records.all()).map(({ id, record }) => [id, record.slot]));
  const last = new Map(schedules.map(({ name }) => [name, kept.get(name) ?? now]));
  const reported = new Map<string, number>();
  let ticking = Promise.resolve();

  const start = async (schedule: ScheduleDefinition, moment: number): Promise<void> => {
    const slot = schedule.slots.latest(moment);
    const before = last.get(schedule.name) ?? now;
    if (slot === undefined || slot <= before) return;
    const missed = missedBetween(schedule, before, slot);
    if (missed !== undefined && reported.get(schedule.name) !== slot) report(missed);
    reported.set(schedule.name, slot); // a delivery that fails is tried again, and is not news
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

const MOST_COUNTED = 1000;

function missedBetween({ name, slots }: ScheduleDefinition, before: number, slot: number): MissedSlots | undefined {
  const first = slots.next(before);
  if (first === undefined || first >= slot) return undefined;
  let count = 0;
  for (let moment: number | undefined = first; moment !== undefined && moment < slot; moment = slots.next(moment)) {
    if (++count === MOST_COUNTED) break;
  }
  return { schedule: name, first, count, caughtUp: slot };
}
