import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Execution } from '../durable/execution.ts';
import { visibleOperations } from '../durable/execution.ts';
import { NameTaken } from '../durable/executions.ts';
import type { OperationUpdate } from '../durable/operation.ts';
import { AwsRestFault, answerFault } from '../http/awsRestFault.ts';
import { type Listening, listenAgain } from '../http/listenOnLoopback.ts';
import { BodyTooLarge, readBody } from '../http/readBody.ts';
import type { FunctionDefinition } from './functionDefinition.ts';
import type { FunctionHost } from './functionHost.ts';

const MOST_BYTES = { RequestResponse: 6 * 1024 * 1024, Event: 1024 * 1024 } as const;
const CHECKPOINT_BYTES = 16 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The part of Lambda's API that functions and commands call: Invoke, and durable executions with their checkpoints.
 * Signatures are not checked.
 * @param host asked at each request, since functions need this server's address before there can be a host
 */
export async function startLambda(host: () => FunctionHost, port?: number): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(host(), request).then(
      (found) => send(response, found),
      (error: unknown) => {
        answerFault(response, error instanceof BodyTooLarge ? tooLarge(error) : error);
      },
    );
  });
  server.requestTimeout = 0; // a synchronous call takes as long as the function may
  return listenAgain(server, port);
}

async function answer(host: FunctionHost, request: IncomingMessage): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://lambda');
  const parts = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const [version, collection, id = '', action] = parts;
  const route = `${request.method} ${version} ${collection} ${action ?? ''}`.trimEnd();
  switch (route) {
    case 'POST 2015-03-31 functions invocations':
      return invoke(host, known(host, id), request);
    case 'POST 2025-12-01 durable-executions checkpoint':
      return checkpoint(host, id, await readBody(request, CHECKPOINT_BYTES));
    case 'GET 2025-12-01 durable-executions state':
      return json({ Operations: visibleOperations(execution(host, id)) });
    case 'GET 2025-12-01 durable-executions':
      return json(described(execution(host, id)));
    case 'GET 2025-12-01 functions durable-executions':
      return json({ DurableExecutions: listed(host, known(host, id), url.searchParams).map(described) });
    default:
      throw new AwsRestFault(501, 'NotImplemented', `${route} is not emulated locally`);
  }
}

async function invoke(host: FunctionHost, definition: FunctionDefinition, request: IncomingMessage): Promise<Answer> {
  const type = String(request.headers['x-amz-invocation-type'] ?? 'RequestResponse');
  if (type === 'DryRun') return { status: 204, body: '' };
  if (type !== 'Event' && type !== 'RequestResponse') {
    throw new AwsRestFault(400, 'InvalidParameterValueException', `no invocation type ${type}`);
  }
  const text = (await readBody(request, MOST_BYTES[type])).toString('utf8') || '{}';
  try {
    JSON.parse(text);
  } catch {
    throw new AwsRestFault(400, 'InvalidRequestContentException', 'Could not parse request body into json');
  }
  const name = request.headers['x-amz-durable-execution-name'];
  const durableName = typeof name === 'string' ? name : undefined;
  try {
    if (type === 'Event') {
      const begun = await host.invokeLater(definition, text, durableName);
      return { status: 202, body: '', ...(begun && { headers: { 'x-amz-durable-execution-arn': begun.arn } }) };
    }
    const outcome = await host.invoke(definition, text, durableName);
    if (outcome.ok) return { status: 200, body: outcome.payload, headers: { 'x-amz-executed-version': '$LATEST' } };
    if ('stopped' in outcome) throw new AwsRestFault(503, 'ServiceException', 'the local run is being stopped');
    return { status: 200, body: JSON.stringify(outcome.failure), headers: { 'x-amz-function-error': 'Unhandled' } };
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    throw new AwsRestFault(409, 'DurableExecutionAlreadyStartedException', error.message);
  }
}

async function checkpoint(host: FunctionHost, arn: string, body: Buffer): Promise<Answer> {
  const { CheckpointToken, Updates } = JSON.parse(body.toString('utf8')) as {
    readonly CheckpointToken: string;
    readonly Updates?: readonly OperationUpdate[];
  };
  execution(host, arn);
  const unknown = Updates?.find(({ Type }) => Type === 'CALLBACK' || Type === 'CHAINED_INVOKE');
  if (unknown) throw new AwsRestFault(400, 'InvalidParameterValueException', `${unknown.Type} is not emulated locally`);
  const taken = await host.durable.checkpoint(arn, CheckpointToken, Updates ?? []);
  if (taken === undefined) throw new AwsRestFault(400, 'InvalidParameterValueException', 'Invalid Checkpoint Token');
  return json({ CheckpointToken: taken.token, NewExecutionState: { Operations: taken.changed } });
}

function listed(host: FunctionHost, definition: FunctionDefinition, query: URLSearchParams): readonly Execution[] {
  const name = query.get('DurableExecutionName');
  const statuses = query.getAll('Statuses');
  return host.durable
    .list(definition.name)
    .filter((one) => (name === null || one.name === name) && (statuses.length === 0 || statuses.includes(one.status)));
}

function described(one: Execution): object {
  return {
    DurableExecutionArn: one.arn,
    DurableExecutionName: one.name,
    FunctionArn: one.arn.split('/')[0],
    Status: one.status,
    StartTimestamp: one.startedAt,
    ...(one.endedAt !== undefined && { EndTimestamp: one.endedAt }),
    InputPayload: one.payload,
    ...(one.result !== undefined && { Result: one.result }),
    ...(one.error && { Error: one.error }),
  };
}

function known(host: FunctionHost, reference: string): FunctionDefinition {
  const definition = host.find(reference);
  if (definition) return definition;
  throw new AwsRestFault(404, 'ResourceNotFoundException', `Function not found: ${reference}`);
}

function execution(host: FunctionHost, arn: string): Execution {
  const found = host.durable.get(arn);
  if (found) return found;
  throw new AwsRestFault(404, 'ResourceNotFoundException', `Durable execution not found: ${arn}`);
}

function json(body: object): Answer {
  return { status: 200, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body);
}

function tooLarge(error: BodyTooLarge): AwsRestFault {
  return new AwsRestFault(413, 'RequestTooLargeException', error.message);
}
