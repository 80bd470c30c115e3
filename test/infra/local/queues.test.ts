import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './fixture/startFixture.ts';

// The JSON protocol of SQS, as every AWS SDK speaks it: the product itself sends nothing by an SDK that could be used here.
describe('queues that functions send to', () => {
  let fixture: Fixture;
  let queueUrl: string;
  const call = async (operation: string, body: object) => {
    const answer = await fetch(fixture.cloud.endpoints.sqs, {
      method: 'POST',
      headers: { 'x-amz-target': `AmazonSQS.${operation}`, 'content-type': 'application/x-amz-json-1.0' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  beforeAll(async () => {
    fixture = await startFixture({ extra: { Letters: { Type: 'AWS::SQS::Queue', Properties: {} } } });
    queueUrl = `${fixture.cloud.endpoints.sqs}/123456789012/Fixture-App-Letters`;
  });
  afterAll(() => fixture.stop());

  it('keep a message with its attributes, and answer its digest', async () => {
    const MessageAttributes = { reason: { DataType: 'String', StringValue: 'no unit' } };
    const message = { QueueUrl: queueUrl, MessageBody: '{"id":1}', MessageAttributes };
    const { status, body } = await call('SendMessage', message);
    expect(status).toBe(200);
    expect(body['MD5OfMessageBody']).toBe('d2ce28b9a7fd7e4407e2b0fd499b7fe4');
    expect(await fixture.cloud.queued('Letters')).toEqual([{ body: { id: 1 }, attributes: { reason: 'no unit' } }]);
  });

  it('keep messages of a batch', async () => {
    const Entries = ['a', 'b'].map((Id) => ({ Id, MessageBody: JSON.stringify({ batch: Id }) }));
    const { body } = await call('SendMessageBatch', { QueueUrl: queueUrl, Entries });
    expect(body['Successful']).toMatchObject([{ Id: 'a' }, { Id: 'b' }]);
    expect((await fixture.cloud.queued('Letters')).length).toBeGreaterThanOrEqual(2);
  });

  it('refuse an unknown queue and what is not emulated', async () => {
    const unknown = await call('SendMessage', { QueueUrl: `${queueUrl}-none`, MessageBody: '{}' });
    expect(unknown).toMatchObject({ status: 400, body: { __type: 'QueueDoesNotExist' } });
    expect(await call('ReceiveMessage', { QueueUrl: queueUrl })).toMatchObject({ status: 400 });
  });
});
