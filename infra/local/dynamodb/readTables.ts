import type { JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate } from '../template/resolvedTemplate.ts';

/** A table as the template declares it. */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  /** Input of CreateTable. */
  readonly create: Record<string, unknown>;
  readonly ttlAttribute: string | undefined;
}

export function readTables(template: ResolvedTemplate): readonly TableDefinition[] {
  return template.of('AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable').map(({ logicalId, name, properties }) => {
    const ttl = properties['TimeToLiveSpecification'] as JsonObject | undefined;
    const kept = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'];
    const schema = kept.filter((key) => properties[key] !== undefined).map((key) => [key, properties[key]]);
    return {
      logicalId,
      name,
      create: { TableName: name, BillingMode: 'PAY_PER_REQUEST', ...Object.fromEntries(schema) },
      ttlAttribute: ttl?.['Enabled'] === true ? String(ttl['AttributeName']) : undefined,
    };
  });
}
