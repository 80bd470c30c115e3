import { isDeepStrictEqual } from 'node:util';
import type { DynamoEngine, DynamoJson } from './dynaliteEngine.ts';
import { DynamoFault, dynamoFault, validationFault } from './dynamoFault.ts';
import type { UndoJournal, UndoStep } from './undoJournal.ts';

const TOKEN_LIFE_MS = 10 * 60_000;
const LIMIT = 100;

interface Step {
  readonly kind: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  readonly table: string;
  readonly key: DynamoJson;
  readonly request: DynamoJson;
  readonly wantsOld: boolean;
}

/**
 * TransactWriteItems and TransactGetItems, which dynalite lacks. The caller keeps every other call out meanwhile. Steps
 * are applied one by one and taken back when one fails; the journal takes them back after a crash.
 */
export function createTransactions(engine: DynamoEngine, journal: UndoJournal, keyNames: KeyNames) {
  const tokens = new Map<string, { readonly at: number; readonly items: unknown }>();

  const apply = async ({ kind, request, key, table }: Step, old: unknown): Promise<void> => {
    if (kind === 'Put') await engine.call('PutItem', request);
    else if (kind === 'Update') await engine.call('UpdateItem', request);
    else if (kind === 'Delete') await engine.call('DeleteItem', request);
    else if (old === undefined) await engine.call('DeleteItem', request);
    else
      await engine.call('PutItem', { ...conditionOf(request), TableName: table, Item: { ...(old as object), ...key } });
  };

  return {
    async write(input: DynamoJson): Promise<DynamoJson> {
      const items = (input['TransactItems'] ?? []) as DynamoJson[];
      if (items.length < 1 || items.length > LIMIT) throw validationFault(`a transaction takes 1 to ${LIMIT} items`);
      const token = input['ClientRequestToken'] as string | undefined;
      const seen = token === undefined ? undefined : tokens.get(token);
      if (seen && Date.now() - seen.at < TOKEN_LIFE_MS) {
        if (isDeepStrictEqual(seen.items, items)) return {};
        throw dynamoFault('IdempotentParameterMismatchException', 'The same token came with other items');
      }

      const steps = await Promise.all(items.map((item) => stepOf(item, keyNames)));
      const places = new Set(steps.map((step) => JSON.stringify([step.table, Object.entries(step.key).sort()])));
      if (places.size < steps.length) {
        throw validationFault('Transaction request cannot include multiple operations on one item');
      }
      const before = await Promise.all(steps.map((step) => readItem(engine, step.table, step.key)));
      const undo: UndoStep[] = steps.map((step, index) => ({ table: step.table, key: step.key, item: before[index] }));

      const entry = await journal.begin(undo);
      const reasons: DynamoJson[] = [];
      try {
        for (const [index, step] of steps.entries()) {
          reasons.push(await outcome(() => apply(step, before[index]), step.wantsOld ? before[index] : undefined));
        }
      } catch (error) {
        await entry.takeBack(engine);
        throw error;
      }
      if (reasons.some((reason) => reason['Code'] !== 'None')) {
        await entry.takeBack(engine);
        const codes = reasons.map((reason) => reason['Code']).join(', ');
        throw dynamoFault('TransactionCanceledException', `Transaction cancelled, reasons [${codes}]`, {
          CancellationReasons: reasons,
        });
      }
      await entry.done();
      if (token !== undefined) tokens.set(token, { at: Date.now(), items });
      return {};
    },

    async read(input: DynamoJson): Promise<DynamoJson> {
      const items = (input['TransactItems'] ?? []) as { readonly Get: DynamoJson }[];
      const found = items.map(({ Get }) => engine.call('GetItem', { ...Get, ConsistentRead: true }));
      return { Responses: (await Promise.all(found)).map(({ Item }) => (Item === undefined ? {} : { Item })) };
    },
  };
}

/** The names of a table's key attributes. */
export type KeyNames = (table: string) => Promise<readonly string[]>;

/** The record with this key, or undefined. */
export async function readItem(engine: DynamoEngine, table: string, key: unknown): Promise<DynamoJson | undefined> {
  const { Item } = await engine.call('GetItem', { TableName: table, Key: key, ConsistentRead: true });
  return Item as DynamoJson | undefined;
}

/** The key of a request: given, or cut out of the item it writes. */
export async function keyOf(request: DynamoJson, keyNames: KeyNames): Promise<DynamoJson> {
  if (request['Key'] !== undefined) return request['Key'] as DynamoJson;
  const item = (request['Item'] ?? {}) as DynamoJson;
  const names = await keyNames(String(request['TableName']));
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

async function stepOf(item: DynamoJson, keyNames: KeyNames): Promise<Step> {
  const [kind, full] = Object.entries(item)[0] as [Step['kind'], DynamoJson];
  const { ReturnValuesOnConditionCheckFailure: wanted, ...request } = full;
  const table = String(request['TableName']);
  return { kind, table, key: await keyOf(request, keyNames), request, wantsOld: wanted === 'ALL_OLD' };
}

async function outcome(work: () => Promise<void>, old: DynamoJson | undefined): Promise<DynamoJson> {
  try {
    await work();
    return { Code: 'None' };
  } catch (error) {
    if (!(error instanceof DynamoFault) || error.type !== 'ConditionalCheckFailedException') throw error;
    return { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', ...(old && { Item: old }) };
  }
}

function conditionOf(request: DynamoJson): DynamoJson {
  const { Key: _, ...condition } = request;
  return condition;
}
