import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../ports/clock.ts';
import type { Item, ItemTable } from '../../ports/itemTable.ts';
import { decodeCursor, encodeCursor } from '../pageCursor.ts';
import { storableItem } from '../storableItem.ts';
import { dynamoCondition } from './dynamoCondition.ts';
import { attemptsOf, storeFailure } from './storeFailure.ts';

/**
 * Kept in every record written under a condition: who wrote it. When an answer is lost and the SDK tries again, the
 * second try meets the first one's record and fails its condition; the token tells that the record is our own.
 */
const WRITER = '_writer';

/**
 * An ItemTable over a DynamoDB table with string keys `pk` and `sk`. After a lost answer, a conditional removal that
 * finds no record any more counts as done.
 * @param clock decides which records have expired, since DynamoDB removes them up to days later
 */
export function createDynamoItemTable(client: DynamoDBClient, tableName: string, clock: Clock): ItemTable {
  const documents = DynamoDBDocumentClient.from(client);
  const now = () => Math.floor(clock() / 1000);
  const table = { TableName: tableName };

  return {
    async get(pk, sk) {
      try {
        const { Item: found } = await documents.send(
          new GetCommand({ ...table, Key: { pk, sk }, ConsistentRead: true }),
        );
        return found && liveItem(found, now());
      } catch (error) {
        throw storeFailure('get item', error);
      }
    },

    async put(item, condition) {
      const expression = dynamoCondition(condition, now());
      const writer = expression.ConditionExpression === undefined ? undefined : randomUUID();
      try {
        await documents.send(
          new PutCommand({
            ...table,
            ...expression,
            Item: { ...storableItem(item), ...(writer && { [WRITER]: writer }) },
            ...(writer && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw storeFailure('put item', error);
        return attemptsOf(error) > 1 && writer !== undefined && error.Item?.[WRITER]?.S === writer;
      }
    },

    async remove(pk, sk, condition) {
      try {
        await documents.send(
          new DeleteCommand({
            ...table,
            ...dynamoCondition(condition, now()),
            Key: { pk, sk },
            ...(condition && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
          }),
        );
        return true;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw storeFailure('remove item', error);
        return attemptsOf(error) > 1 && error.Item === undefined;
      }
    },

    async query(pk, { prefix = '', descending = false, limit = 100, cursor } = {}) {
      if (!(limit >= 1)) throw new RangeError(`limit must be at least 1, got ${limit}`);
      const items: Item[] = [];
      let start = cursor === undefined ? undefined : { pk, sk: decodeCursor(cursor, prefix) };
      try {
        // One record more than asked for tells whether a further page exists; expired ones make a page come up short.
        do {
          const page = await documents.send(
            new QueryCommand({
              ...table,
              ConsistentRead: true,
              ScanIndexForward: !descending,
              Limit: limit + 1 - items.length,
              ...keyCondition(pk, prefix),
              ...(start && { ExclusiveStartKey: start }),
            }),
          );
          items.push(...(page.Items ?? []).flatMap((found) => liveItem(found, now()) ?? []));
          start = page.LastEvaluatedKey as { pk: string; sk: string } | undefined;
        } while (start !== undefined && items.length <= limit);
      } catch (error) {
        throw storeFailure('query items', error);
      }
      const last = items[limit - 1];
      return items.length > limit && last ? { items: items.slice(0, limit), cursor: encodeCursor(last.sk) } : { items };
    },
  };
}

function keyCondition(pk: string, prefix: string) {
  return prefix === ''
    ? { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }
    : {
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      };
}

function liveItem(found: Record<string, unknown>, now: number): Item | undefined {
  const { [WRITER]: _, ...item } = found;
  const ttl = item['ttl'];
  return typeof ttl === 'number' && ttl <= now ? undefined : (item as Item);
}
