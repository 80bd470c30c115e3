import { type DurableContext, withDurableExecution } from '@aws/durable-execution-sdk-js';
import { LocalDurableTestRunner } from '@aws/durable-execution-sdk-js-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLambda } from '../../../functions/train/inLambda.ts';
import { AppError } from '../../../lib/errors/appError.ts';
import type { TrainingRequest } from '../../../lib/ports/trainingQueue.ts';
import type { DurableSteps } from '../../../lib/training/run/durableSteps.ts';
import { runTraining } from '../../../lib/training/run/runTraining.ts';
import type { TrainingDeps } from '../../../lib/training/run/trainingDeps.ts';
import { acceptRecords, houseOver, memoryStores, sampleRecords } from '../../lib/training/run/trainingHouse.ts';

const runnerOf = (work: (steps: DurableSteps, context: DurableContext) => Promise<unknown>) =>
  new LocalDurableTestRunner({
    handlerFunction: withDurableExecution((_event: unknown, context: DurableContext) =>
      work(inLambda(context), context),
    ),
  });

describe('steps in a Lambda durable function', () => {
  beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
  afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());

  it('tries a step that fails twice again, and goes on', async () => {
    let calls = 0;
    const runner = runnerOf((steps) =>
      steps.step('flaky', async () => {
        calls++;
        if (calls < 3) throw new AppError('store.unavailable', { operation: 'put' });
        return calls;
      }),
    );
    const execution = await runner.run();
    expect(execution.getStatus()).toBe('SUCCEEDED');
    expect(execution.getResult()).toBe(3);
  });

  it('gives up after four attempts', async () => {
    let calls = 0;
    const execution = await runnerOf((steps) =>
      steps.step('broken', async () => {
        calls++;
        throw new Error('always');
      }),
    ).run();
    expect(execution.getStatus()).toBe('FAILED');
    expect(calls).toBe(4);
  });

  it('gives results in the order of the items, also where an item has no value or was tried twice', async () => {
    let failed = false;
    const runner = runnerOf((steps) =>
      steps
        .each('double', [3, 1, 2], String, async (item) => {
          if (item === 1 && !failed) {
            failed = true;
            throw new Error('once');
          }
          return item === 3 ? undefined : 2 * item;
        })
        .then((results) => results.map((result) => result ?? 'nothing')),
    );
    const execution = await runner.run();
    expect(execution.getResult()).toEqual(['nothing', 2, 4]);
    expect(runner.getOperation('double 2').getStepDetails()?.result).toBe(4);
  });

  it('fails when an item fails for good', async () => {
    const execution = await runnerOf((steps) =>
      steps.each('double', [1, 2], String, async (item) => {
        if (item === 2) throw new Error('two is too many');
        return item;
      }),
    ).run();
    expect(execution.getStatus()).toBe('FAILED');
    expect(execution.getError().errorMessage).toContain('two is too many');
  });

  describe('of a training run', () => {
    const stores = memoryStores();
    let request: TrainingRequest;
    beforeAll(async () => {
      const snapshotKey = await acceptRecords(stores, sampleRecords());
      request = { runId: 'train-b', batch: 'b', markets: [{ market: 'US', snapshotKey }] };
    });
    const trainingWith = (deps: TrainingDeps, asked = request) =>
      runnerOf((steps, context) => runTraining(deps, asked, context.executionContext.durableExecutionArn, steps));

    it('end with a champion though the key could not be reached at first; asked again, nothing runs', async () => {
      const deps = houseOver(stores);
      let refusals = 2;
      const sign: TrainingDeps['signer']['sign'] = async (message) => {
        if (refusals-- > 0) throw new AppError('store.unavailable', { operation: 'sign' });
        return deps.signer.sign(message);
      };
      const first = await trainingWith({ ...deps, signer: { ...deps.signer, sign } }).run();
      expect(first.getResult()).toMatchObject([{ market: 'US', result: 'promoted' }]);
      expect(await deps.registry.champion('US')).toMatchObject({ version: 1 });
      const again = await trainingWith(deps).run();
      expect(again.getResult()).toEqual([{ market: 'US', result: 'already-running' }]);
    });

    it('that fails for good fails the execution, and the run says why', async () => {
      const deps = houseOver(stores);
      const sign: TrainingDeps['signer']['sign'] = async () => {
        throw new AppError('store.unavailable', { operation: 'sign' });
      };
      const execution = await trainingWith(
        { ...deps, signer: { ...deps.signer, sign } },
        { ...request, runId: 'sad' },
      ).run();
      expect(execution.getStatus()).toBe('FAILED');
      const run = await deps.runs.get('sad-US');
      expect(run).toMatchObject({ state: 'failed', outcome: { result: 'failed' } });
      expect(run?.outcome?.message).toMatch(/broken off.*训练中断/s);
      const taken = await trainingWith(deps, { ...request, runId: 'sad' }).run();
      expect(taken.getResult()).toMatchObject([{ result: 'kept-champion', message: 'the same bytes as the champion' }]);
    });
  });
});
