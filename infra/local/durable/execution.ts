import { createHash, randomUUID } from 'node:crypto';
import { applyUpdate, dueAt, type ErrorObject, moveOn, type Operation, type OperationUpdate } from './operation.ts';

/** One run of a durable function, as it is kept between invocations. */
export interface Execution {
  readonly arn: string;
  readonly name: string;
  readonly functionName: string;
  readonly payload: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'STOPPED';
  readonly operations: readonly Operation[];
  /** Changes with every checkpoint and invocation: an invocation that was given up cannot write any more. */
  readonly token: string;
  /** Epoch seconds. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly result?: string;
  readonly error?: ErrorObject;
}

export function newExecution(
  functionName: string,
  functionArn: string,
  name: string,
  payload: string,
  now: number,
): Execution {
  const root: Operation = {
    ...{ Id: randomUUID(), Type: 'EXECUTION', Status: 'STARTED', StartTimestamp: now },
    ExecutionDetails: { InputPayload: payload },
  };
  const arn = `${functionArn}:$LATEST/durable-execution/${name}/${randomUUID()}`;
  return {
    ...{ arn, name, functionName, payload, status: 'RUNNING' },
    operations: [root],
    token: randomUUID(),
    startedAt: now,
  };
}

/** Fit for a file's name. */
export function executionId(arn: string): string {
  return createHash('sha256').update(arn).digest('hex');
}

/** Marks what has come due, and hands out a new token. */
export function beginInvocation(
  execution: Execution,
  now: number,
): { execution: Execution; updated: readonly string[] } {
  const operations = execution.operations.map((operation) => moveOn(operation, now));
  const updated = operations
    .filter((operation, index) => operation !== execution.operations[index])
    .map(({ Id }) => Id);
  return { execution: { ...execution, operations, token: randomUUID() }, updated };
}

/** Takes the updates of a checkpoint over. @returns also the operations that the caller must be told of */
export function checkpoint(
  execution: Execution,
  updates: readonly OperationUpdate[],
  now: number,
): { readonly execution: Execution; readonly changed: readonly Operation[] } {
  let next = execution;
  const operations = new Map(execution.operations.map((operation) => [operation.Id, operation]));
  for (const update of updates) {
    if (update.Type === 'EXECUTION') next = endByCheckpoint(next, update, now);
    else operations.set(update.Id, applyUpdate(operations.get(update.Id), update, now));
  }
  for (const [id, operation] of operations) operations.set(id, moveOn(operation, now));
  const before = new Map(execution.operations.map((operation) => [operation.Id, operation]));
  const changed = [...operations.values()].filter((operation) => operation !== before.get(operation.Id));
  return { execution: { ...next, operations: [...operations.values()], token: randomUUID() }, changed };
}

/** Results too large for an answer come as a checkpoint of the execution itself. */
function endByCheckpoint(execution: Execution, update: OperationUpdate, now: number): Execution {
  const status = update.Action === 'SUCCEED' ? 'SUCCEEDED' : 'FAILED';
  return endExecution(execution, status, update.Payload, update.Error, now);
}

export function endExecution(
  execution: Execution,
  status: Exclude<Execution['status'], 'RUNNING'>,
  result: string | undefined,
  error: ErrorObject | undefined,
  now: number,
): Execution {
  return { ...execution, status, endedAt: now, ...(result !== undefined && { result }), ...(error && { error }) };
}

/** What a replay needs to see: children of a finished context are left out unless it asked to replay them. */
export function visibleOperations({ operations }: Execution): readonly Operation[] {
  const byId = new Map(operations.map((operation) => [operation.Id, operation]));
  const hidden = new Set<string>();
  return operations.filter((operation) => {
    const parent = operation.ParentId === undefined ? undefined : byId.get(operation.ParentId);
    if (parent === undefined) return true;
    const finished = parent.Type === 'CONTEXT' && (parent.Status === 'SUCCEEDED' || parent.Status === 'FAILED');
    const hide = hidden.has(parent.Id) || (finished && !parent.ContextDetails?.ReplayChildren);
    if (hide) hidden.add(operation.Id);
    return !hide;
  });
}

/** When the execution goes on by itself, epoch seconds; undefined when nothing is due. */
export function nextDue({ operations }: Execution): number | undefined {
  const times = operations.map(dueAt).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}
