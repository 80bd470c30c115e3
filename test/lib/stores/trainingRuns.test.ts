import { describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createTrainingRuns } from '../../../lib/stores/trainingRuns.ts';

const MINUTE = 60_000;

function setup() {
  let now = 1_700_000_000_000;
  const clock = () => now;
  const runs = createTrainingRuns({ table: createMemoryItemTable(clock), clock });
  const claim = (owner: string, runId = 'r1') =>
    runs.claim({ runId, market: 'CN', owner, leaseUntil: now + 5 * MINUTE });
  return { runs, claim, pass: (ms: number) => (now += ms), now: clock };
}

describe('training runs', () => {
  it('are claimed by exactly one of many who try at once', async () => {
    const { claim } = setup();
    const claims = await Promise.all(Array.from({ length: 100 }, (_, index) => claim(`owner-${index}`)));
    expect(claims.filter((answer) => answer.claimed)).toHaveLength(1);
    expect(new Set(claims.map((answer) => answer.run.owner)).size).toBe(1);
  });

  it('may be claimed again by their owner, whose step is retried', async () => {
    const { claim } = setup();
    await claim('a');
    expect(await claim('a')).toMatchObject({ claimed: true, run: { attempt: 1 } });
  });

  it('are taken over once the lease has passed, and the former owner can change nothing more', async () => {
    const { runs, claim, pass, now } = setup();
    await claim('a');
    pass(5 * MINUTE + 1);
    expect(await claim('b')).toMatchObject({ claimed: true, run: { owner: 'b', attempt: 2 } });
    expect(await runs.progress('r1', 'a', { step: 'fit', done: 1, total: 3, message: '' }, now() + MINUTE)).toBe(false);
    expect(await runs.finish('r1', 'a', { result: 'promoted', message: 'late' })).toBe(false);
    expect((await runs.get('r1'))?.state).toBe('running');
  });

  it('show their progress to anybody and extend the lease with it', async () => {
    const { runs, claim, pass, now } = setup();
    await claim('a');
    pass(4 * MINUTE);
    const progress = { step: 'fit', done: 2, total: 7, message: 'boosting' };
    expect(await runs.progress('r1', 'a', progress, now() + 5 * MINUTE)).toBe(true);
    pass(4 * MINUTE);
    expect(await claim('b')).toMatchObject({ claimed: false, run: { owner: 'a', progress } });
  });

  it('are never claimed again once finished, and finishing twice is harmless', async () => {
    const { runs, claim, pass } = setup();
    await claim('a');
    const outcome = { result: 'promoted', message: 'better by 4 %', artifactId: 'abc' } as const;
    expect(await runs.finish('r1', 'a', outcome)).toBe(true);
    expect(await runs.finish('r1', 'a', outcome)).toBe(true);
    pass(1000 * MINUTE);
    expect(await claim('b')).toMatchObject({ claimed: false, run: { state: 'finished', outcome } });
  });

  it('may be claimed again after a failure, keeping their first start', async () => {
    const { runs, claim, pass, now } = setup();
    await claim('a');
    const started = now();
    await runs.finish('r1', 'a', { result: 'failed', message: 'no memory' });
    pass(MINUTE);
    const again = await claim('b');
    expect(again).toMatchObject({ claimed: true, run: { attempt: 2, startedAt: started } });
    expect(again.run.outcome).toBeUndefined();
  });

  it('are listed by their start, the latest first, page by page', async () => {
    const { runs, claim, pass } = setup();
    for (const runId of ['r1', 'r2', 'r3']) {
      await claim('a', runId);
      pass(MINUTE);
    }
    const first = await runs.list({ limit: 2 });
    expect(first.runs.map((run) => run.runId)).toEqual(['r3', 'r2']);
    const second = await runs.list({ limit: 2, ...(first.cursor ? { cursor: first.cursor } : {}) });
    expect(second.runs.map((run) => run.runId)).toEqual(['r1']);
    expect(second.cursor).toBeUndefined();
  });
});
