import {
  GetDurableExecutionCommand,
  InvokeCommand,
  ListDurableExecutionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Fixture, startFixture } from './fixture/startFixture.ts';

describe('durable functions of a local run', () => {
  let fixture: Fixture;

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());

  const begin = (payload: object, DurableExecutionName?: string) =>
    fixture.lambda.send(
      new InvokeCommand({
        FunctionName: `${fixture.cloud.functions['pipeline']}:live`,
        InvocationType: 'Event',
        Payload: JSON.stringify(payload),
        ...(DurableExecutionName !== undefined && { DurableExecutionName }),
      }),
    );
  const describeExecution = (DurableExecutionArn: string | undefined) =>
    fixture.lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
  const ended = (arn: string | undefined) =>
    eventually(async () => {
      const found = await describeExecution(arn);
      return found.Status === 'RUNNING' ? undefined : found;
    });

  it('runs steps, retries, waits and maps to the end, each step once', async () => {
    const result = await fixture.cloud.invoke('pipeline', { run: 'plain', items: [1, 2, 3] });
    expect(result).toEqual({ second: { from: 'first' }, flaky: 2, doubled: [2, 4, 6] });
    expect(await fixture.read('run plain', 'calls')).toEqual({
      first: '1',
      second: '1',
      flaky: '2',
      'double-1': '1',
      'double-2': '1',
      'double-3': '1',
    });
  });

  it('goes on after its process died, without repeating finished steps', async () => {
    const { DurableExecutionArn } = await begin({ run: 'dies', items: [4], die: true });
    expect(await ended(DurableExecutionArn)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await fixture.read('run dies', 'calls')).toEqual({ first: '1', second: '2', flaky: '2', 'double-4': '1' });
  });

  it('goes on after an invocation ran into its time limit', async () => {
    const { DurableExecutionArn } = await begin({ run: 'hangs', hang: true });
    expect(await ended(DurableExecutionArn)).toMatchObject({ Status: 'SUCCEEDED' });
    expect(await fixture.read('run hangs', 'calls')).toEqual({ first: '1', second: '2', flaky: '2' });
  });

  it('fails with the step’s error, and puts the event into the dead-letter queue', async () => {
    const { DurableExecutionArn } = await begin({ run: 'fails', fail: true });
    const failed = await ended(DurableExecutionArn);
    expect(failed.Status).toBe('FAILED');
    expect(failed.Error?.ErrorMessage).toContain('as asked');
    expect((await fixture.cloud.queued('DeadLetters')).map(({ body }) => body)).toEqual([{ run: 'fails', fail: true }]);
    await expect(fixture.cloud.invoke('pipeline', { run: 'fails too', fail: true })).rejects.toThrow('as asked');
  });

  it('begins one execution per name, however often it is asked', async () => {
    const payload = { run: 'named', items: [7] };
    const begun = await Promise.all(Array.from({ length: 20 }, () => begin(payload, 'train-1')));
    expect(new Set(begun.map(({ DurableExecutionArn }) => DurableExecutionArn)).size).toBe(1);
    const arn = begun[0]?.DurableExecutionArn;
    expect(await ended(arn)).toMatchObject({ DurableExecutionName: 'train-1', Status: 'SUCCEEDED' });
    expect((await begin(payload, 'train-1')).DurableExecutionArn).toBe(arn);
    expect(await fixture.read('run named', 'calls')).toMatchObject({ first: '1', 'double-7': '1' });
    await expect(begin({ run: 'other' }, 'train-1')).rejects.toMatchObject({
      name: 'DurableExecutionAlreadyStartedException',
    });
  });

  it('lists executions by name and status', async () => {
    const list = (more: object) =>
      fixture.lambda.send(
        new ListDurableExecutionsByFunctionCommand({ FunctionName: fixture.cloud.functions['pipeline'], ...more }),
      );
    const named = await list({ DurableExecutionName: 'train-1' });
    expect(named.DurableExecutions).toMatchObject([{ DurableExecutionName: 'train-1', Status: 'SUCCEEDED' }]);
    expect((await list({ Statuses: ['FAILED'] })).DurableExecutions).toHaveLength(2);
    await expect(
      describeExecution('arn:aws:lambda:us-east-1:1:function:x:1/durable-execution/a/b'),
    ).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
