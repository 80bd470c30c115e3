import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../lib/errors/appError.ts';
import type { SignalReading } from '../../../lib/signals/signalEvent.ts';
import { type ConsumeDeps, consumeBatch } from '../../../lib/streaming/consumeBatch.ts';
import type { StreamRecord } from '../../../lib/streaming/streamRecord.ts';
import { live } from '../training/run/mortal.ts';
import { randomStreams } from '../windows/randomStreams.ts';
import { record, toRecords } from './records.ts';
import { contents, type Hook, newWorker, newWorld, SHARD, type World } from './world.ts';

const SEED = 20_260_103;
const RUNS = 1_000;
/** Beyond what numbers hold exactly, as sequence numbers of Kinesis are. */
const FIRST = 49_546_986_683_135_544_286_507_457_936_321_625_675_700_192_471_156_785_154n;

type Batch = readonly StreamRecord[];

/** Where in a delivery something happens: at which call of a store, and on which side of it. */
interface Point {
  readonly call: number;
  readonly moment: 'before' | 'after';
}

/** What is delivered, how far it has come, and who works on it. */
interface Real {
  readonly world: World;
  readonly batches: readonly Batch[];
  worker: ConsumeDeps;
  /** Set for one delivery: what happens at a call. */
  hook: Hook;
}

/** Batches acknowledged so far. */
interface Model {
  next: number;
}

const deliver = (worker: ConsumeDeps, records: Batch) => consumeBatch(worker, { ...SHARD, records });
const onCall = ({ call, moment }: Point, act: () => Promise<void>): Hook => {
  let calls = 0;
  return async (now) => {
    if (now === 'before') calls++;
    if (now === moment && calls === call) await act();
  };
};
const newcomer = (real: Real) => newWorker(real.world, (moment) => real.hook(moment));

/** Hands the next batch over. @param attempt whether the stream was told that the batch is taken in */
function next(name: string, attempt: (real: Real, records: Batch) => Promise<boolean>): fc.AsyncCommand<Model, Real> {
  return {
    check: () => true,
    async run(model, real) {
      const records = real.batches[model.next];
      if (records === undefined) return;
      if (await attempt(real, records)) model.next++;
      real.hook = async () => {};
    },
    toString: () => name,
  };
}

const deliverNext = next('deliver', async (real, records) => {
  await deliver(real.worker, records);
  return true;
});

/** The process is killed: what it held in memory is gone, and nothing of it runs on. */
const crash = (point: Point) =>
  next(`crash ${point.moment} call ${point.call}`, async (real, records) => {
    const outcome = await live(async (die) => {
      real.hook = onCall(point, die);
      return deliver(real.worker, records);
    });
    real.worker = newcomer(real);
    return outcome !== 'died';
  });

/** A store fails, its work done or not; the process and its memory live on. */
const fail = (point: Point) =>
  next(`fail ${point.moment} call ${point.call}`, async (real, records) => {
    real.hook = onCall(point, async () => {
      throw new AppError('store.unavailable', { operation: 'test' });
    });
    return deliver(real.worker, records).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AppError && error.code === 'store.unavailable') return false;
        throw error;
      },
    );
  });

/** The same batch is handed over three times at once, to two workers. */
const rivals = next('rivals', async (real, records) => {
  const rival = newcomer(real);
  await Promise.all([real.worker, real.worker, rival].map((worker) => deliver(worker, records)));
  return true;
});

interface Again {
  readonly back: number;
  readonly times: number;
  readonly inOne: boolean;
}

/** A suffix of what was delivered is delivered again, cut as before or in one. */
const replay = ({ back, times, inOne }: Again): fc.AsyncCommand<Model, Real> => ({
  check: (model) => model.next > 0,
  async run(model, real) {
    const suffix = real.batches.slice(Math.max(0, model.next - back), model.next);
    for (let time = 0; time < times; time++) {
      for (const records of inOne ? [suffix.flat()] : suffix) {
        expect(await deliver(real.worker, records)).toMatchObject({ taken: 0, rows: 0 });
      }
    }
  },
  toString: () => `replay ${back} x ${times}`,
});

/** Six batches go to another worker, then a worker goes on whose memory is old. */
const sleep: fc.AsyncCommand<Model, Real> = {
  check: () => true,
  async run(model, real) {
    const sleeper = real.worker;
    real.worker = newcomer(real);
    for (let i = 0; i < 6; i++) await deliverNext.run(model, real);
    real.worker = sleeper;
  },
  toString: () => 'sleep',
};

const points: fc.Arbitrary<Point> = fc.record({
  call: fc.integer({ min: 1, max: 40 }),
  moment: fc.constantFrom('before', 'after'),
});
const suffixes = fc.record({
  back: fc.integer({ min: 1, max: 8 }),
  times: fc.integer({ min: 1, max: 5 }),
  inOne: fc.boolean(),
});
const commands = fc.commands(
  [
    fc.constant(deliverNext),
    points.map(crash),
    points.map(fail),
    fc.constant(rivals),
    suffixes.map(replay),
    fc.constant(sleep),
  ],
  { maxCommands: 15 },
);

/** The batches of a random stream as records, some of them poison. */
function toBatches(streams: readonly (readonly SignalReading[])[]): readonly Batch[] {
  let sequence = FIRST;
  return streams.flatMap((events, index) => {
    const records = [...toRecords(events, sequence)];
    sequence += BigInt(events.length);
    if (index % 3 === 1) records.push(record(sequence++, 'poison', Date.UTC(2026, 0, 1)));
    return records.length === 0 ? [] : [records];
  });
}

describe('a stream that breaks off and comes again', () => {
  it(`R3 ends as if nothing had happened: same state, same emissions (seed ${SEED})`, async () => {
    let crashes = 0;
    await fc.assert(
      fc.asyncProperty(randomStreams, commands, async ({ batches: streams }, plan) => {
        const batches = toBatches(streams);
        const undisturbed = newWorld();
        const worker = newWorker(undisturbed);
        for (const records of batches) await deliver(worker, records);

        const real: Real = { world: newWorld(), batches, worker, hook: async () => {} };
        real.worker = newcomer(real);
        const model: Model = { next: 0 };
        await fc.asyncModelRun(() => ({ model, real }), plan);
        while (model.next < batches.length) await deliverNext.run(model, real);
        expect(await contents(real.world)).toEqual(await contents(undisturbed));
        crashes += [...plan].filter((command) => String(command).startsWith('crash')).length;
      }),
      { seed: SEED, numRuns: RUNS },
    );
    expect(crashes).toBeGreaterThan(RUNS / 4);
  });

  it('R3 holds for a crash before and after every single call of a store', async () => {
    const long = randomStreams.filter(({ batches: each }) => each.length > 6);
    const [stream] = fc.sample(long, { seed: SEED, numRuns: 1 });
    const batches = toBatches(stream?.batches ?? []);
    const undisturbed = newWorld();
    for (const records of batches) await deliver(newWorker(undisturbed, undefined, 2), records);
    const expected = await contents(undisturbed);

    let deaths = 0;
    for (let call = 1; ; call++) {
      let died = false;
      for (const moment of ['before', 'after'] as const) {
        const world = newWorld();
        let calls = 0;
        const outcome = await live(async (die) => {
          const hook: Hook = async (now) => {
            if (now === 'before') calls++;
            if (now === moment && calls === call) await die();
          };
          const worker = newWorker(world, hook, 2);
          for (const records of batches) await deliver(worker, records);
        });
        died ||= outcome === 'died';
        const heir = newWorker(world, undefined, 2);
        for (const records of batches) await deliver(heir, records); // from the beginning: what is held is skipped
        expect(await contents(world)).toEqual(expected);
      }
      if (!died) break;
      deaths++;
    }
    expect(deaths).toBeGreaterThan(50);
  });
});
