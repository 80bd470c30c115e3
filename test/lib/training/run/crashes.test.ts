import { beforeAll, describe, expect, it } from 'vitest';
import type { TrainingRequest } from '../../../../lib/ports/trainingQueue.ts';
import { openArtifact } from '../../../../lib/training/artifact/openArtifact.ts';
import { runTraining } from '../../../../lib/training/run/runTraining.ts';
import type { TrainingDeps } from '../../../../lib/training/run/trainingDeps.ts';
import { repeat, type Stores, type Write, type WriteHooks, withHooks } from './journal.ts';
import { type CheckpointLog, live, loggedSteps, type Moment } from './mortal.ts';
import { acceptRecords, houseOver, memoryStores, sampleRecords } from './trainingHouse.ts';

/** Whatever the pointer names can be opened and served, with nothing missing. */
async function expectServable({ registry, runtime, signer }: TrainingDeps): Promise<number> {
  const champion = await registry.champion('US');
  if (!champion) return 0;
  const stored = await registry.load(champion.artifactId);
  if (!stored) throw new Error('the champion has no files');
  const opened = await openArtifact(stored, runtime, { id: champion.artifactId, verifier: signer });
  expect([...opened.origins.keys()]).toEqual([0, 3]);
  await opened.close();
  return champion.version;
}

interface Point {
  readonly step: string;
  readonly moment: Moment;
}

/** What the world looks like just before a step of the clean run, as numbers of writes and checkpoints so far. */
interface Mark {
  readonly step: string;
  readonly writes: number;
  readonly checkpoints: number;
}

describe('a training run that is killed', () => {
  const marks: Mark[] = [];
  const journal: Write[] = [];
  const cleanLog: CheckpointLog = new Map();
  let request: TrainingRequest;
  let artifactId: string | undefined;
  let writesBefore: number;

  beforeAll(async () => {
    const record: WriteHooks = {
      before: async (write) => {
        journal.push(write);
      },
      after: async () => {},
    };
    const stores = withHooks(memoryStores(), record);
    const snapshotKey = await acceptRecords(stores, sampleRecords());
    writesBefore = journal.length;
    request = { runId: 'train-b', batch: 'b', markets: [{ market: 'US', snapshotKey }] };
    const steps = loggedSteps(cleanLog, async (step, moment) => {
      if (moment === 'before') marks.push({ step, writes: journal.length, checkpoints: cleanLog.size });
    });
    const [outcome] = await runTraining(houseOver(stores), request, 'me', steps);
    expect(outcome).toMatchObject({ market: 'US', result: 'promoted', message: 'the market had no champion' });
    artifactId = outcome && 'artifactId' in outcome ? outcome.artifactId : undefined;
  });

  /** The stores and the log as they stood at a mark of the clean run. */
  async function worldAt({ writes, checkpoints }: Mark): Promise<{ stores: Stores; log: CheckpointLog }> {
    const stores = memoryStores();
    await repeat(journal.slice(0, writes), stores);
    return { stores, log: new Map([...cleanLog].slice(0, checkpoints)) };
  }

  /** What fitting leaves behind: a repetition would write the same bytes, and it takes all the time there is. */
  async function fillInWork(stores: Stores): Promise<void> {
    await repeat(
      journal.filter((write) => /\/(dataset|fits|sequence)\.bin$/.test(keyOf(write))),
      stores,
    );
  }

  async function expectSameEnd(stores: Stores, outcomes: unknown): Promise<void> {
    expect(outcomes).toEqual([{ market: 'US', result: 'promoted', artifactId, message: 'the market had no champion' }]);
    const deps = houseOver(stores);
    expect(await deps.registry.champion('US')).toMatchObject({ artifactId, version: 1, earlier: [] });
    expect(await expectServable(deps)).toBe(1);
    expect((await deps.registry.list()).artifacts).toHaveLength(1);
    const work = new Set(journal.map(keyOf).filter((key) => key.startsWith('runs/')));
    expect(await stores.objects.list('runs/')).toEqual([...work].sort());
    expect(await deps.runs.get('train-b-US')).toMatchObject({ state: 'finished', outcome: { artifactId } });
  }

  it('goes through every step by name', () => {
    expect(marks.map(({ step }) => step)).toEqual([
      ...['US claim', 'US validate', 'US dataset T+0', 'US dataset T+3', 'US sequence'],
      ...['US fit T+0', 'US fit T+3'],
      ...['US calibrate T+0', 'US calibrate T+3', 'US export', 'US judge', 'US promote', 'US finish'],
    ]);
  });

  it('ends as the undisturbed run when it is killed around every one of its steps, one after the other', async () => {
    const { stores, log } = await worldAt({ step: '', writes: writesBefore, checkpoints: 0 });
    const died: Point[] = [];
    for (;;) {
      const outcomes = await live((die) => {
        const steps = loggedSteps(log, async (step, moment) => {
          if (died.some((point) => point.step === step && point.moment === moment)) return;
          died.push({ step, moment });
          await die();
        });
        return runTraining(houseOver(stores), request, 'me', steps);
      });
      await expectServable(houseOver(stores));
      if (outcomes === 'died') continue;
      await expectSameEnd(stores, outcomes);
      break;
    }
    expect(died).toHaveLength(2 * marks.length);
    expect([...log]).toEqual([...cleanLog]);
  });

  it.each(['before', 'after'] as const)(
    'ends as the undisturbed run when it is killed once, %s a step',
    async (moment) => {
      for (const mark of marks) {
        const { stores, log } = await worldAt(mark);
        await fillInWork(stores);
        const killed = await live((die) =>
          runTraining(
            houseOver(stores),
            request,
            'me',
            loggedSteps(log, async (step, now) => {
              if (step === mark.step && now === moment) await die();
            }),
          ),
        );
        expect(killed).toBe('died');
        expect(log.has(mark.step)).toBe(false);
        await expectServable(houseOver(stores));
        const outcomes = await runTraining(
          houseOver(stores),
          request,
          'me',
          loggedSteps(log, async () => {}),
        );
        await expectSameEnd(stores, outcomes);
      }
    },
  );

  it('ends as the undisturbed run when it is killed at a write, whether or not the write arrived', async () => {
    // Each step's first and last write, and every write of the pointer and of the registration.
    const chosen = journal.flatMap((write, at) => {
      const step = marks.findLast(({ writes }) => writes <= at)?.step ?? 'none';
      // Both origins go the same way.
      if (at < writesBefore || step.includes('T+3')) return [];
      const edge = marks.some(({ writes }) => writes === at || writes - 1 === at);
      return edge || at % 5 === 0 || (write.kind === 'item' && !write.item.pk.startsWith('run')) ? [at] : [];
    });
    expect(chosen.length).toBeGreaterThan(marks.length);
    for (const at of chosen) {
      const mark = marks.findLast(({ writes }) => writes <= at);
      if (!mark) throw new Error(`write ${at} belongs to no step`);
      for (const moment of ['before', 'after'] as const) {
        const { stores, log } = await worldAt(mark);
        if (!isFitting(mark.step)) await fillInWork(stores);
        const left = { writes: at - mark.writes };
        const killed = await live((die) => {
          const count = (now: Moment) => async () => {
            if (now === moment && left.writes === 0) await die();
            if (now === 'after') left.writes--;
          };
          const mortal = withHooks(stores, { before: count('before'), after: count('after') });
          return runTraining(
            houseOver(mortal),
            request,
            'me',
            loggedSteps(log, async () => {}),
          );
        });
        expect(killed).toBe('died');
        await expectServable(houseOver(stores));
        await fillInWork(stores);
        const outcomes = await runTraining(
          houseOver(stores),
          request,
          'me',
          loggedSteps(log, async () => {}),
        );
        await expectSameEnd(stores, outcomes);
      }
    }
  });

  it('never has a pointer to files that are not all there, after any write', async () => {
    const stores = memoryStores();
    let switches = 0;
    let version = 0;
    for (const write of journal) {
      await repeat([write], stores);
      const now = await expectServable(houseOver(stores));
      if (now !== version) switches++;
      version = now;
    }
    expect(switches).toBe(1);
  });
});

const isFitting = (step: string) => / (dataset|fit) /.test(step);
const keyOf = (write: Write) => (write.kind === 'object' ? write.key : '');
