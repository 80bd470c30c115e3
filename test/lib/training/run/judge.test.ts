import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../lib/stats/random.ts';
import { pointerKey } from '../../../../lib/stores/championPointer.ts';
import { runTraining } from '../../../../lib/training/run/runTraining.ts';
import { repeat, type Stores, type Write, withHooks } from './journal.ts';
import { loggedSteps } from './mortal.ts';
import { acceptRecords, houseOver, memoryStores, type Records, sampleRecords } from './trainingHouse.ts';

const everything = sampleRecords(480);

/** The day from which on the last `count` films opened. */
const cutBefore = (count: number) =>
  everything.films
    .map((film) => film.releaseDate)
    .sort((a, b) => a - b)
    .at(-count) ?? 0;
const CUT = cutBefore(150);

/** What was known on a day; films whose runs could not have ended by then are left out. */
const until = (day: number): Records => ({
  films: everything.films.filter(({ releaseDate }) => releaseDate < day - 120),
  rows: everything.rows.filter(({ date }) => date < day),
});

/** The same with totals half as big again: who learned from them has much to gain from the truth. */
function overstated({ films, rows }: Records): Records {
  const tell = (gross: number | undefined) => (gross === undefined ? {} : { finalGross: Math.round(1.5 * gross) });
  return { films: films.map((film) => ({ ...film, ...tell(film.finalGross) })), rows };
}

/** Everything, but the totals of films released before {@link CUT} are off by factors of up to twenty. */
function garbledBeforeCut(): Records {
  const random = seededRandom(3);
  const films = everything.films.map((film) => {
    const factor = Math.exp(6 * random() - 3);
    if (film.finalGross === undefined || film.releaseDate >= CUT) return film;
    return { ...film, finalGross: Math.round(film.finalGross * factor) };
  });
  return { ...everything, films };
}

/** A snapshot of these records alone, whatever was accepted before. */
async function snapshotOf(stores: Stores, records: Records): Promise<string> {
  const apart = memoryStores();
  const key = await acceptRecords(apart, records);
  const stored = await apart.objects.get(key);
  await stores.objects.put(key, stored?.body ?? new Uint8Array(), { onlyIfAbsent: true });
  return key;
}

/** Trains and judges. @param meanwhile happens between judgement and promotion */
async function train(stores: Stores, snapshotKey: string, runId: string, meanwhile = async () => {}) {
  const request = { runId, batch: runId, markets: [{ market: 'US' as const, snapshotKey }] };
  const steps = loggedSteps(new Map(), async (step, moment) => {
    if (step === 'US promote' && moment === 'before') await meanwhile();
  });
  const [outcome] = await runTraining(houseOver(stores), request, runId, steps);
  if (!outcome || outcome.result === 'already-running') throw new Error('the run was not claimed');
  return outcome;
}

describe('a challenger', () => {
  const begun: Write[] = [];
  const fitted: Write[] = [];
  const keys = { early: '', late: '', all: '', garbled: '' };
  let first: string | undefined;

  beforeAll(async () => {
    const into = (writes: Write[]) => ({
      before: async (write: Write) => {
        writes.push(write);
      },
      after: async () => {},
    });
    const stores = memoryStores();
    const recorded = withHooks(stores, into(begun));
    keys.early = await snapshotOf(recorded, overstated(until(CUT)));
    keys.late = await snapshotOf(recorded, until(CUT + 30));
    keys.all = await snapshotOf(recorded, everything);
    keys.garbled = await snapshotOf(recorded, garbledBeforeCut());
    first = (await train(recorded, keys.early, 'first')).artifactId;
    await train(withHooks(stores, into(fitted)), keys.all, 'second');
  });

  /** The first champion serves; what the second run fits is ready, as fitting it again would give the same bytes. */
  async function world() {
    const stores = memoryStores();
    await repeat(begun, stores);
    const isWork = (write: Write) => write.kind === 'object' && write.key.startsWith('runs/');
    await repeat(fitted.filter(isWork), stores);
    const { registry } = houseOver(stores);
    return { stores, registry, champion: () => registry.champion('US') };
  }

  it('that is better on films the champion has not seen takes over, and the evidence is kept', async () => {
    const { stores, champion } = await world();
    const outcome = await train(stores, keys.all, 'second');
    expect(outcome).toMatchObject({ result: 'promoted', message: expect.stringMatching(/on \d+ unseen films/) });
    const now = await champion();
    expect(now).toMatchObject({ artifactId: outcome.artifactId, version: 2, earlier: [{ artifactId: first }] });
    const evidence = JSON.parse(String(now?.evidence)) as Record<string, number>;
    expect(evidence['challengerRmse']).toBeLessThan(evidence['championRmse'] ?? 0);
    expect(evidence['films']).toBeGreaterThanOrEqual(30);
  });

  it('that is worse on films the champion has not seen is kept out', async () => {
    const { stores, champion } = await world();
    const outcome = await train(stores, keys.garbled, 'worse');
    expect(outcome).toMatchObject({ result: 'kept-champion', message: expect.stringMatching(/on \d+ unseen films/) });
    const [own, served] = (outcome.message.match(/\d+\.\d+/g) ?? []).map(Number);
    expect(own).toBeGreaterThan(served ?? Number.POSITIVE_INFINITY);
    expect(await champion()).toMatchObject({ artifactId: first, version: 1 });
  });

  it('of the same bytes as the champion changes nothing', async () => {
    const { stores, champion } = await world();
    const outcome = await train(stores, keys.early, 'again');
    expect(outcome).toMatchObject({
      result: 'kept-champion',
      artifactId: first,
      message: 'the same bytes as the champion',
    });
    expect(await champion()).toMatchObject({ artifactId: first, version: 1 });
  });

  it('is kept out while the champion has seen all but a few films', async () => {
    const { stores, champion } = await world();
    const outcome = await train(stores, keys.late, 'late');
    expect(outcome).toMatchObject({
      result: 'kept-champion',
      message: expect.stringMatching(/^\d+ films .* 30 are needed$/),
    });
    expect(await champion()).toMatchObject({ artifactId: first, version: 1 });
  });

  it('replaces a champion whose files are broken or lost, and says so', async () => {
    for (const damage of ['artifact.corrupt', 'artifact.incomplete'] as const) {
      const { stores, champion } = await world();
      const key = (await stores.objects.list(`artifacts/${first}/`)).find((name) => name.endsWith('.onnx')) ?? '';
      if (damage === 'artifact.incomplete') await stores.objects.remove(key);
      else await stores.objects.put(key, new Uint8Array(99));
      const outcome = await train(stores, keys.late, 'repair');
      const message = `the champion cannot be opened: ${damage}`;
      expect(outcome).toMatchObject({ result: 'promoted', message });
      expect(await champion()).toMatchObject({ artifactId: outcome.artifactId, version: 2 });
    }
  });

  it('replaces a pointer that does not bear our seal, and believes nothing it says', async () => {
    const { stores, champion } = await world();
    const { pk, sk } = pointerKey('US');
    const item = await stores.table.get(pk, sk);
    await stores.table.put({ ...item, pk, sk, artifactId: 'f'.repeat(64) });
    await expect(champion()).rejects.toMatchObject({ code: 'champion.seal-invalid' });
    const outcome = await train(stores, keys.late, 'reseal');
    expect(outcome).toMatchObject({ result: 'promoted', message: expect.stringContaining('seal') });
    expect(await champion()).toMatchObject({ artifactId: outcome.artifactId, version: 2, earlier: [] });
  });

  it('yields when another champion came between judgement and promotion', async () => {
    const { stores, registry, champion } = await world();
    const outcome = await train(stores, keys.all, 'second', async () => {
      await registry.promote('US', first ?? '', 1, 'by hand');
    });
    const message = `another run was promoted meanwhile: ${first?.slice(0, 12)}`;
    expect(outcome).toMatchObject({ result: 'kept-champion', message });
    expect(await champion()).toMatchObject({ artifactId: first, version: 2 });
  });
});

describe('one request that two executions work on at once', () => {
  it('is trained by one; the other ends and has changed nothing', async () => {
    const stores = memoryStores();
    const snapshotKey = await acceptRecords(stores, sampleRecords());
    const request = { runId: 'twice', batch: 'b', markets: [{ market: 'US' as const, snapshotKey }] };
    const owners = ['a', 'b', 'c', 'd'];
    const ends = await Promise.all(
      owners.map((owner) =>
        runTraining(
          houseOver(stores),
          request,
          owner,
          loggedSteps(new Map(), async () => {}),
        ),
      ),
    );
    const results = ends.flat().map(({ result }) => result);
    expect(results.toSorted()).toEqual(['already-running', 'already-running', 'already-running', 'promoted']);
    const { registry, runs } = houseOver(stores);
    expect(await registry.champion('US')).toMatchObject({ version: 1, earlier: [] });
    expect((await registry.list()).artifacts).toHaveLength(1);
    expect(await runs.get('twice-US')).toMatchObject({ attempt: 1, owner: owners[results.indexOf('promoted')] });
  });
});
