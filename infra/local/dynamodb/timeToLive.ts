import type { DynamoEngine, DynamoJson } from './dynaliteEngine.ts';
import { dynamoFault } from './dynamoFault.ts';

const OLDEST_SECONDS = 5 * 365 * 86_400; // DynamoDB leaves items alone whose time lies more than five years back

/** Removes expired records, which dynalite never does. */
export interface TimeToLive {
  /** Names the attribute of a table that holds the expiry in epoch seconds. */
  enable(table: string, attribute: string): void;
  update(input: DynamoJson): DynamoJson;
  describe(input: DynamoJson): DynamoJson;
  /** Removes what has expired by now. */
  sweep(now: number): Promise<void>;
}

export function createTimeToLive(
  engine: DynamoEngine,
  keyNames: (table: string) => Promise<readonly string[]>,
): TimeToLive {
  const attributes = new Map<string, string>();

  const sweepTable = async (table: string, attribute: string, seconds: number): Promise<void> => {
    const names = { '#ttl': attribute };
    const now = { N: String(seconds) };
    let start: unknown;
    do {
      const page = await engine.call('Scan', {
        TableName: table,
        FilterExpression: '#ttl <= :now AND #ttl > :oldest',
        ExpressionAttributeNames: names,
        ExpressionAttributeValues: { ':now': now, ':oldest': { N: String(seconds - OLDEST_SECONDS) } },
        ...(start !== undefined && { ExclusiveStartKey: start }),
      });
      for (const item of page['Items'] as DynamoJson[]) {
        const keys = await keyNames(table);
        const stillExpired = {
          ConditionExpression: '#ttl <= :now',
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ':now': now },
        };
        const key = Object.fromEntries(keys.map((name) => [name, item[name]]));
        // The record may have been renewed since the scan: then the condition fails, and it stays.
        await engine.call('DeleteItem', { TableName: table, Key: key, ...stillExpired }).catch(() => undefined);
      }
      start = page['LastEvaluatedKey'];
    } while (start !== undefined);
  };

  return {
    enable: (table, attribute) => attributes.set(table, attribute),
    update(input) {
      const wanted = input['TimeToLiveSpecification'] as { Enabled?: boolean; AttributeName?: string } | undefined;
      const table = String(input['TableName']);
      if (!wanted?.AttributeName) throw dynamoFault('ValidationException', 'AttributeName is required');
      if (wanted.Enabled) attributes.set(table, wanted.AttributeName);
      else attributes.delete(table);
      return { TimeToLiveSpecification: wanted };
    },
    describe(input) {
      const attribute = attributes.get(String(input['TableName']));
      const description = attribute
        ? { TimeToLiveStatus: 'ENABLED', AttributeName: attribute }
        : { TimeToLiveStatus: 'DISABLED' };
      return { TimeToLiveDescription: description };
    },
    async sweep(now) {
      for (const [table, attribute] of attributes) await sweepTable(table, attribute, Math.floor(now / 1000));
    },
  };
}
