import {
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  TransactionCanceledException,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTable } from './endpoints.ts';

const TableName = 'native';

/** What the local run adds to its table engine, and more than the ItemTable needs: shown to be what Amazon's own does. */
export function describeDynamoDb(
  name: string,
  open: () => Promise<{ readonly client: DynamoDBClient; close(): Promise<void> }>,
): void {
  describe(name, () => {
    let documents: DynamoDBDocumentClient;
    let client: DynamoDBClient;
    let close = async () => {};
    const get = async (pk: string, sk = '1') =>
      (await documents.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
    const put = (Item: object) => documents.send(new PutCommand({ TableName, Item: { sk: '1', ...Item } }));
    const add = (pk: string, amount: number) => ({
      Update: {
        ...{ TableName, Key: { pk, sk: '1' }, UpdateExpression: 'ADD v :v' },
        ExpressionAttributeValues: { ':v': amount },
      },
    });

    beforeAll(async () => {
      ({ client, close } = await open());
      documents = DynamoDBDocumentClient.from(client);
      await createTable(client, TableName, Date.now);
    });
    afterAll(() => close());

    it('writes all items of a transaction', async () => {
      await put({ pk: 'checked', v: 1 });
      await put({ pk: 'removed' });
      await documents.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { TableName, Item: { pk: 'written', sk: '1', v: 1 } } },
            add('added', 5),
            {
              ConditionCheck: {
                ...{ TableName, Key: { pk: 'checked', sk: '1' }, ConditionExpression: 'v = :v' },
                ExpressionAttributeValues: { ':v': 1 },
              },
            },
            { Delete: { TableName, Key: { pk: 'removed', sk: '1' } } },
          ],
        }),
      );
      expect([await get('written'), await get('added')]).toMatchObject([{ v: 1 }, { v: 5 }]);
      expect(await get('removed')).toBeUndefined();
      expect(await get('checked')).toEqual({ pk: 'checked', sk: '1', v: 1 });
    });

    it('writes none of a transaction when one condition fails, and says which', async () => {
      await put({ pk: 'taken', v: 7 });
      const refused = documents.send(
        new TransactWriteCommand({
          TransactItems: [
            add('taken', 1),
            { Put: { TableName, Item: { pk: 'not written', sk: '1' } } },
            {
              Put: {
                ...{ TableName, Item: { pk: 'checked', sk: '1' }, ConditionExpression: 'attribute_not_exists(pk)' },
                ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
              },
            },
          ],
        }),
      );
      const error = await refused.catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(TransactionCanceledException);
      const { CancellationReasons } = error as TransactionCanceledException;
      expect(CancellationReasons?.map(({ Code }) => Code)).toEqual(['None', 'None', 'ConditionalCheckFailed']);
      expect(CancellationReasons?.[2]?.Item).toMatchObject({ pk: { S: 'checked' } });
      expect(await get('not written')).toBeUndefined();
      expect(await get('taken')).toMatchObject({ v: 7 });
    });

    it('applies a transaction once per token, and refuses the token with other items', async () => {
      const transaction = (pk: string) =>
        documents.send(new TransactWriteCommand({ ClientRequestToken: 'token-1', TransactItems: [add(pk, 1)] }));
      await transaction('once');
      await transaction('once');
      expect(await get('once')).toMatchObject({ v: 1 });
      await expect(transaction('other')).rejects.toMatchObject({ name: 'IdempotentParameterMismatchException' });
    });

    it('refuses a transaction with the same item twice', async () => {
      const twice = documents.send(new TransactWriteCommand({ TransactItems: [add('same', 1), add('same', 1)] }));
      await expect(twice).rejects.toMatchObject({ name: 'ValidationException' });
    });

    it('keeps concurrent transactions apart', async () => {
      await put({ pk: 'left', v: 100 });
      await put({ pk: 'right', v: 0 });
      const move = async (): Promise<void> => {
        const items = [add('left', -1), add('right', 1)];
        await documents.send(new TransactWriteCommand({ TransactItems: items })).catch(async (error: unknown) => {
          if (!(error instanceof TransactionCanceledException)) throw error;
          await move(); // Amazon's own cancels transactions that meet
        });
      };
      await Promise.all(Array.from({ length: 10 }, move));
      expect([await get('left'), await get('right')]).toMatchObject([{ v: 90 }, { v: 10 }]);
    });

    it('reads several items at one moment', async () => {
      const { Responses } = await documents.send(
        new TransactGetCommand({
          TransactItems: ['left', 'missing'].map((pk) => ({ Get: { TableName, Key: { pk, sk: '1' } } })),
        }),
      );
      expect(Responses?.map(({ Item }) => Item?.['v'])).toEqual([90, undefined]);
    });

    it('returns the record that a condition failed on', async () => {
      await put({ pk: 'shown', v: 3 });
      const refused = documents.send(
        new PutCommand({
          ...{ TableName, Item: { pk: 'shown', sk: '1' }, ConditionExpression: 'attribute_not_exists(pk)' },
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      await expect(refused).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: { v: { N: '3' } } });
    });

    it('updates in place, under 100 concurrent additions', async () => {
      const one = { TableName, Key: { pk: 'counter', sk: '1' }, UpdateExpression: 'ADD v :one' };
      await Promise.all(
        Array.from({ length: 100 }, () =>
          documents.send(new UpdateCommand({ ...one, ExpressionAttributeValues: { ':one': 1 } })),
        ),
      );
      expect(await get('counter')).toMatchObject({ v: 100 });
    });

    it('reads and writes in batches, and scans', async () => {
      const items = Array.from({ length: 25 }, (_, index) => ({
        PutRequest: { Item: { pk: 'batch', sk: String(index) } },
      }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: items } }));
      const Keys = [
        { pk: 'batch', sk: '3' },
        { pk: 'batch', sk: '4' },
      ];
      const read = await documents.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }));
      expect(read.Responses?.[TableName]).toHaveLength(2);
      const filter = { FilterExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': 'batch' } };
      const { Count } = await documents.send(new ScanCommand({ TableName, ...filter }));
      expect(Count).toBe(25);
    });

    it('refuses items over 400 KB', async () => {
      await expect(put({ pk: 'large', text: 'x'.repeat(410 * 1024) })).rejects.toMatchObject({
        name: 'ValidationException',
      });
    });

    it('knows which attribute makes records expire', async () => {
      const TimeToLiveSpecification = { Enabled: true, AttributeName: 'ttl' };
      await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
      const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
      expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'ttl', TimeToLiveStatus: 'ENABLED' });
    });
  });
}
