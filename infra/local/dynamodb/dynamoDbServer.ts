import { createServer, type IncomingMessage } from 'node:http';
import { type Listening, listenAgain } from '../http/listenOnLoopback.ts';
import { readBody } from '../http/readBody.ts';
import { type DynamoJson, openDynaliteEngine } from './dynaliteEngine.ts';
import { DynamoFault } from './dynamoFault.ts';
import { createReadersWriterLock } from './readersWriterLock.ts';
import { createTimeToLive } from './timeToLive.ts';
import { createTransactions, keyOf, readItem } from './transactions.ts';
import { openUndoJournal } from './undoJournal.ts';

export interface DynamoDbOptions {
  /** Where the tables are kept; undefined = in memory. */
  readonly folder?: string | undefined;
  /** Where unfinished transactions are remembered; undefined = nowhere. */
  readonly journalFolder?: string | undefined;
  /** The port of last time, taken again where it is free. */
  readonly port?: number | undefined;
  /** Milliseconds between removals of expired records. */
  readonly sweepEvery?: number;
}

export interface DynamoDbServer extends Listening {
  /** Creates a table unless it is there already, with `CreateTable`'s input and the attribute of its expiry. */
  ensureTable(table: DynamoJson, ttlAttribute?: string): Promise<void>;
}

const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem']);

/**
 * DynamoDB on loopback: dynalite with what it lacks (transactions, expiry, the old record in a failed condition).
 * Signatures are not checked.
 */
export async function startDynamoDb(options: DynamoDbOptions = {}): Promise<DynamoDbServer> {
  const engine = await openDynaliteEngine(options.folder);
  const lock = createReadersWriterLock();
  const keys = new Map<string, readonly string[]>();
  const keyNames = async (table: string): Promise<readonly string[]> => {
    const known = keys.get(table);
    if (known) return known;
    const { Table } = (await engine.call('DescribeTable', { TableName: table })) as {
      readonly Table: { readonly KeySchema: readonly { readonly AttributeName: string }[] };
    };
    const names = Table.KeySchema.map((part) => part.AttributeName);
    keys.set(table, names);
    return names;
  };
  const journal = await openUndoJournal(options.journalFolder);
  await journal.recover(engine);
  const transactions = createTransactions(engine, journal, keyNames);
  const timeToLive = createTimeToLive(engine, keyNames);

  const write = async (operation: string, input: DynamoJson): Promise<DynamoJson> => {
    const { ReturnValuesOnConditionCheckFailure: wanted, ...request } = input;
    if (wanted !== 'ALL_OLD') return engine.call(operation, request);
    try {
      return await engine.call(operation, request);
    } catch (error) {
      if (!(error instanceof DynamoFault) || error.type !== 'ConditionalCheckFailedException') throw error;
      const Item = await readItem(engine, String(request['TableName']), await keyOf(request, keyNames));
      throw Item === undefined ? error : new DynamoFault(error.status, { ...error.body, Item });
    }
  };

  const answer = (operation: string, input: DynamoJson): Promise<DynamoJson> => {
    if (operation === 'TransactWriteItems') return lock.exclusive(() => transactions.write(input));
    return lock.shared(async () => {
      if (operation === 'TransactGetItems') return transactions.read(input);
      if (operation === 'UpdateTimeToLive') return timeToLive.update(input);
      if (operation === 'DescribeTimeToLive') return timeToLive.describe(input);
      if (operation === 'DeleteTable') keys.delete(String(input['TableName']));
      return WRITES.has(operation) ? write(operation, input) : engine.call(operation, input);
    });
  };

  const server = createServer((request, response) => {
    const respond = (status: number, body: unknown) => {
      const text = JSON.stringify(body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(text);
    };
    handle(request, answer).then(
      (body) => respond(200, body),
      (error: unknown) => {
        if (error instanceof DynamoFault) respond(error.status, error.body);
        else respond(500, { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: String(error) });
      },
    );
  });
  const listening = await listenAgain(server, options.port);
  const sweeper = setInterval(() => {
    lock.shared(() => timeToLive.sweep(Date.now())).catch(() => undefined);
  }, options.sweepEvery ?? 60_000);
  sweeper.unref();

  return {
    ...listening,
    async ensureTable(table, ttlAttribute) {
      const name = String(table['TableName']);
      try {
        await engine.call('DescribeTable', { TableName: name });
      } catch (error) {
        if (!(error instanceof DynamoFault)) throw error;
        await engine.call('CreateTable', table);
      }
      if (ttlAttribute !== undefined) timeToLive.enable(name, ttlAttribute);
    },
    async stop() {
      clearInterval(sweeper);
      await listening.stop();
      await lock.exclusive(() => engine.close());
    },
  };
}

async function handle(
  request: IncomingMessage,
  answer: (operation: string, input: DynamoJson) => Promise<DynamoJson>,
): Promise<DynamoJson> {
  const operation =
    String(request.headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? '';
  const body = await readBody(request, MAX_REQUEST_BYTES);
  try {
    return await answer(operation, JSON.parse(body.toString('utf8') || '{}') as DynamoJson);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new DynamoFault(400, { __type: 'com.amazon.coral.service#SerializationException' });
  }
}
