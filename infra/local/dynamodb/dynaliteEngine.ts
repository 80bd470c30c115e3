import { createRequire } from 'node:module';
import { DynamoFault, validationFault } from './dynamoFault.ts';

/** What a call carries and answers: DynamoDB's JSON, attribute values in their `{ S: … }` form. */
export type DynamoJson = Record<string, unknown>;

/** Answers DynamoDB operations in this process. */
export interface DynamoEngine {
  /** @throws DynamoFault for a refusal */
  call(operation: string, input: DynamoJson): Promise<DynamoJson>;
  close(): Promise<void>;
}

interface DynaliteStore {
  readonly db: { readonly close: () => Promise<void>; readonly open: () => Promise<void> };
}
type DynaliteAction = (store: DynaliteStore, data: DynamoJson, done: (error: unknown, out: DynamoJson) => void) => void;
interface DynaliteRules {
  readonly types: object;
  readonly custom?: unknown;
}
interface DynaliteValidations {
  checkTypes(data: DynamoJson, types: object): DynamoJson;
  checkValidations(data: DynamoJson, types: object, custom: unknown, store: DynaliteStore): void;
  toLowerFirst(text: string): string;
}

const require = createRequire(import.meta.url);
const OPERATIONS = new Set([
  ...['BatchGetItem', 'BatchWriteItem', 'CreateTable', 'DeleteItem', 'DeleteTable', 'DescribeTable', 'GetItem'],
  ...['ListTables', 'PutItem', 'Query', 'Scan', 'UpdateItem', 'UpdateTable'],
]);

/**
 * dynalite's operations without its HTTP server: the same validation, then the same action, over LevelDB.
 * @param folder where LevelDB keeps its files; undefined = in memory
 */
export async function openDynaliteEngine(folder: string | undefined): Promise<DynamoEngine> {
  const { create } = require('dynalite/db') as { create(options: object): DynaliteStore };
  const validations = require('dynalite/validations') as DynaliteValidations;
  const store = create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...(folder && { path: folder }) });
  await store.db.open();

  return {
    async call(operation, input) {
      if (!OPERATIONS.has(operation)) throw validationFault(`${operation} is not emulated locally`);
      const name = validations.toLowerFirst(operation);
      const rules = require(`dynalite/validations/${name}`) as DynaliteRules;
      const action = require(`dynalite/actions/${name}`) as DynaliteAction;
      try {
        const data = validations.checkTypes(structuredClone(input), rules.types);
        validations.checkValidations(data, rules.types, rules.custom, store);
        return await new Promise<DynamoJson>((resolve, reject) => {
          action(store, data, (error, out) => (error ? reject(error) : resolve(out)));
        });
      } catch (error) {
        throw asFault(error);
      }
    },
    close: () => store.db.close(),
  };
}

function asFault(error: unknown): unknown {
  const { statusCode, body } = error as { readonly statusCode?: number; readonly body?: DynamoJson };
  return statusCode !== undefined && body !== undefined ? new DynamoFault(statusCode, body) : error;
}
