import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type Fixture, startFixture } from './fixture/startFixture.ts';

describe('calls of functions in a local run', () => {
  let fixture: Fixture;
  const invoke = (FunctionName: string | undefined, payload: unknown, InvocationType: 'Event' | 'RequestResponse') =>
    fixture.lambda.send(new InvokeCommand({ FunctionName, InvocationType, Payload: JSON.stringify(payload) }));
  const name = (role: string) => fixture.cloud.functions[role];

  beforeAll(async () => {
    fixture = await startFixture();
  });
  afterAll(() => fixture.stop());

  it('answers a synchronous call by name, by ARN and by alias', async () => {
    const arn = `arn:aws:lambda:us-east-1:123456789012:function:${name('notes')}`;
    for (const reference of [name('notes'), arn, `${arn}:live`, `${name('notes')}:live`]) {
      const answer = await invoke(reference, { say: 'hello' }, 'RequestResponse');
      expect(answer).toMatchObject({ StatusCode: 200 });
      expect(answer.FunctionError).toBeUndefined();
      expect(answer.Payload?.transformToString()).toBe('{"noted":true}');
    }
    expect(await fixture.cloud.invoke('notes', {})).toEqual({ noted: true });
  });

  it('tells of a failure as Lambda does', async () => {
    const answer = await invoke(name('failing'), { id: 'sync' }, 'RequestResponse');
    expect(answer).toMatchObject({ StatusCode: 200, FunctionError: 'Unhandled' });
    const failure = JSON.parse(answer.Payload?.transformToString() ?? '');
    expect(failure).toMatchObject({ errorType: 'Error', errorMessage: 'call 1 of sync fails' });
    await expect(fixture.cloud.invoke('failing', { id: 'sync' })).rejects.toThrow('call 2 of sync fails');
  });

  it('ends a call at its time limit, and gives the next one a new process', async () => {
    const answer = await invoke(name('failing'), { id: 'late', hang: true, succeedAt: 2 }, 'RequestResponse');
    const failure = JSON.parse(answer.Payload?.transformToString() ?? '');
    expect(failure.errorType).toBe('Sandbox.Timedout');
    expect(failure.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
    expect(await fixture.cloud.invoke('failing', { id: 'late', succeedAt: 2 })).toBe('done');
  });

  it('refuses unknown functions, broken payloads and payloads that are too large', async () => {
    await expect(invoke('nobody', {}, 'Event')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    const broken = new InvokeCommand({ FunctionName: name('notes'), Payload: '{' });
    await expect(fixture.lambda.send(broken)).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    const large = { text: 'x'.repeat(1_100_000) };
    await expect(invoke(name('notes'), large, 'Event')).rejects.toMatchObject({ name: 'RequestTooLargeException' });
    expect((await invoke(name('web'), large, 'RequestResponse')).StatusCode).toBe(200);
  });

  it('tries an asynchronous event again until it succeeds', async () => {
    expect(await invoke(name('failing'), { id: 'third time', succeedAt: 3 }, 'Event')).toMatchObject({
      StatusCode: 202,
    });
    await fixture.cloud.idle();
    expect(await fixture.read('calls', 'calls')).toMatchObject({ 'third time': '3' });
    expect(await fixture.cloud.queued('DeadLetters')).toEqual([]);
  });

  it('puts an event that failed three times into the dead-letter queue, with the reason', async () => {
    await invoke(name('failing'), { id: 'hopeless' }, 'Event');
    await fixture.cloud.idle();
    expect(await fixture.read('calls', 'calls')).toMatchObject({ hopeless: '3' });
    const [letter, ...more] = await fixture.cloud.queued('DeadLetters');
    expect(more).toEqual([]);
    expect(letter).toMatchObject({
      body: { id: 'hopeless' },
      attributes: { ErrorCode: 'Error', ErrorMessage: 'call 3 of hopeless fails' },
    });
  });

  it('gives up on an asynchronous event that times out each time', async () => {
    await invoke(name('failing'), { id: 'hangs', hang: true }, 'Event');
    const letter = await eventually(async () =>
      (await fixture.cloud.queued('DeadLetters')).find(({ body }) => (body as { id: string }).id === 'hangs'),
    );
    expect(letter.attributes).toMatchObject({ ErrorCode: 'Sandbox.Timedout' });
  });

  it('runs no more calls at the same time than the template reserves', async () => {
    const before = Date.now();
    await Promise.all(Array.from({ length: 5 }, () => fixture.cloud.invoke('notes', {})));
    const times = Object.keys(await fixture.read('notes', 'event')).filter(
      (key) => Number(key.split('-')[0]) >= before,
    );
    expect(times).toHaveLength(5);
  });
});
