import type { WriteCondition } from '../../ports/itemTable.ts';

/** A condition as DynamoDB reads it; all parts are present or none. */
export interface ConditionExpression {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string>;
  readonly ExpressionAttributeValues: Record<string, string | number | boolean>;
}

const EXPIRED = '#ttl <= :now';

/**
 * Writes a port's condition as an expression in which an expired record counts as absent.
 * @param now epoch seconds
 * @returns an empty object when there is nothing to hold
 */
export function dynamoCondition(condition: WriteCondition | undefined, now: number): Partial<ConditionExpression> {
  const parts: string[] = [];
  const names: Record<string, string> = { '#pk': 'pk', '#ttl': 'ttl' };
  const values: Record<string, string | number | boolean> = { ':now': now };
  if (condition?.absent) parts.push(`(attribute_not_exists(#pk) OR ${EXPIRED})`);
  if (condition?.equals) {
    parts.push('attribute_exists(#pk)', '(attribute_not_exists(#ttl) OR #ttl > :now)');
    for (const [index, [name, value]] of Object.entries(condition.equals).entries()) {
      parts.push(`#e${index} = :e${index}`);
      names[`#e${index}`] = name;
      values[`:e${index}`] = value;
    }
  }
  if (condition?.absentOrLess) {
    parts.push(`(attribute_not_exists(#pk) OR ${EXPIRED} OR attribute_not_exists(#less) OR #less < :than)`);
    names['#less'] = condition.absentOrLess.attribute;
    values[':than'] = condition.absentOrLess.than;
  }
  if (parts.length === 0) return {};
  return {
    ConditionExpression: parts.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  };
}
