import { isDeepStrictEqual } from 'node:util';
import type { RecordFolder } from '../files/recordFolder.ts';
import type { FunctionDefinition } from '../lambda/functionDefinition.ts';
import type { Outcome } from '../lambda/outcome.ts';
import type { LocalQueues } from '../queues/localQueues.ts';
import {
  beginInvocation,
  checkpoint,
  type Execution,
  endExecution,
  executionId,
  newExecution,
  nextDue,
  visibleOperations,
} from './execution.ts';
import type { ErrorObject, Operation, OperationUpdate } from './operation.ts';

/** Runs durable functions: invokes them, keeps their checkpoints, and invokes them again until they end. */
export interface DurableExecutions {
  /**
   * Begins an execution; with a name that is known already, answers the one that has it.
   * @throws NameTaken when that one was begun with another payload
   */
  start(definition: FunctionDefinition, payload: string, name?: string): Promise<Execution>;
  /** Resolves when the execution has ended, or the local run stops. */
  ended(arn: string): Promise<Execution>;
  get(arn: string): Execution | undefined;
  list(functionName: string): readonly Execution[];
  /** @returns undefined when the token is not the current one */
  checkpoint(arn: string, token: string, updates: readonly OperationUpdate[]): Promise<CheckpointAnswer | undefined>;
  /** Goes on with what an earlier process left unfinished, and forgets what is past its retention. */
  resume(): Promise<void>;
  stop(): Promise<void>;
}

interface CheckpointAnswer {
  readonly token: string;
  readonly changed: readonly Operation[];
}

/** Thrown when a name belongs to an execution with another payload. */
export class NameTaken extends Error {
  override readonly name = 'NameTaken';
}

export interface DurableDeps {
  readonly records: RecordFolder<Execution>;
  readonly queues: LocalQueues;
  readonly definition: (functionName: string) => FunctionDefinition | undefined;
  readonly run: (functionName: string, event: string) => Promise<Outcome>;
}

// Invocations that end without an answer and without a checkpoint: so many in a row, and the execution has failed.
const FRUITLESS_LIMIT = 4;
const FRUITLESS_PAUSE_MS = 500;
const seconds = () => Date.now() / 1000;

export function createDurableExecutions({ records, queues, definition, run }: DurableDeps): DurableExecutions {
  const executions = new Map<string, Execution>();
  const driving = new Map<string, Promise<void>>();
  const sleeping = new Map<NodeJS.Timeout, () => void>();
  let stopped = false;

  const keep = async (execution: Execution): Promise<Execution> => {
    executions.set(execution.arn, execution);
    await records.put(executionId(execution.arn), execution);
    return execution;
  };
  const current = (arn: string): Execution => {
    const execution = executions.get(arn);
    if (execution === undefined) throw new Error(`no execution ${arn}`);
    return execution;
  };
  const pause = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (stopped) return resolve();
      const timer = setTimeout(() => {
        sleeping.delete(timer);
        resolve();
      }, milliseconds);
      sleeping.set(timer, resolve);
    });
  const end = async (
    arn: string,
    status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT',
    result?: string,
    error?: ErrorObject,
  ) => {
    const before = current(arn);
    if (before.status !== 'RUNNING') return;
    const { deadLetterQueue } = definition(before.functionName) ?? {};
    if (status !== 'SUCCEEDED' && deadLetterQueue !== undefined) {
      const attributes = {
        RequestID: arn,
        ErrorCode: error?.ErrorType ?? status,
        ErrorMessage: error?.ErrorMessage ?? '',
      };
      await queues.send(deadLetterQueue, before.payload, attributes);
    }
    await keep(endExecution(before, status, result, error, seconds()));
  };

  /** One invocation. @returns whether it got anywhere */
  const invoke = async (arn: string): Promise<boolean> => {
    const { execution, updated } = beginInvocation(current(arn), seconds());
    await keep(execution);
    const event = {
      DurableExecutionArn: arn,
      CheckpointToken: execution.token,
      InitialExecutionState: { Operations: visibleOperations(execution), NextMarker: '' },
      ...(updated.length > 0 && { UpdatedOperationIds: updated }),
    };
    const outcome = await run(execution.functionName, JSON.stringify(event));
    if (!outcome.ok) return current(arn).token !== execution.token;
    const answer = JSON.parse(outcome.payload) as { Status?: string; Result?: string; Error?: ErrorObject } | null;
    if (answer?.Status === 'SUCCEEDED') await end(arn, 'SUCCEEDED', answer.Result);
    else if (answer?.Status === 'FAILED') await end(arn, 'FAILED', undefined, answer.Error);
    else if (answer?.Status === 'PENDING') await pause(((nextDue(current(arn)) ?? seconds()) - seconds()) * 1000);
    else
      await end(arn, 'FAILED', undefined, {
        ErrorType: 'InvalidResponse',
        ErrorMessage: 'The function is not durable',
      });
    return true;
  };

  const drive = async (arn: string): Promise<void> => {
    const { functionName, startedAt } = current(arn);
    const longest = (definition(functionName)?.durable?.longestMs ?? 0) / 1000;
    for (let fruitless = 0; !stopped && current(arn).status === 'RUNNING'; ) {
      if (seconds() > startedAt + longest) return end(arn, 'TIMED_OUT');
      fruitless = (await invoke(arn)) ? 0 : fruitless + 1;
      if (stopped || fruitless === 0) continue;
      const error = {
        ErrorType: 'InvocationFailed',
        ErrorMessage: `The function ended ${fruitless} times without a checkpoint`,
      };
      if (fruitless >= FRUITLESS_LIMIT) return end(arn, 'FAILED', undefined, error);
      await pause(FRUITLESS_PAUSE_MS * 2 ** fruitless);
    }
  };
  const begin = (arn: string): void => {
    driving.set(
      arn,
      drive(arn).finally(() => driving.delete(arn)),
    );
  };

  return {
    async start(target, payload, name) {
      const known = [...executions.values()].find((one) => one.functionName === target.name && one.name === name);
      if (known !== undefined) {
        if (isDeepStrictEqual(JSON.parse(known.payload), JSON.parse(payload))) return known;
        throw new NameTaken(`${name} was begun with another payload`);
      }
      const execution = newExecution(target.name, target.arn, name ?? crypto.randomUUID(), payload, seconds());
      executions.set(execution.arn, execution);
      await keep(execution);
      if (!stopped) begin(execution.arn);
      return execution;
    },
    async ended(arn) {
      await driving.get(arn);
      return current(arn);
    },
    get: (arn) => executions.get(arn),
    list: (functionName) => [...executions.values()].filter((execution) => execution.functionName === functionName),
    async checkpoint(arn, token, updates) {
      const before = executions.get(arn);
      if (stopped || before?.status !== 'RUNNING' || before.token !== token) return undefined;
      const { execution, changed } = checkpoint(before, updates, seconds());
      await keep(execution);
      return { token: execution.token, changed };
    },
    async resume() {
      for (const { id, record } of await records.all()) {
        const target = definition(record.functionName);
        const retention = (target?.durable?.retentionMs ?? 0) / 1000;
        if (record.endedAt !== undefined && record.endedAt + retention < seconds()) await records.remove(id);
        else executions.set(record.arn, record);
        if (target !== undefined && record.status === 'RUNNING') begin(record.arn);
      }
    },
    async stop() {
      stopped = true;
      for (const [timer, wake] of sleeping) {
        clearTimeout(timer);
        wake();
      }
      await Promise.all(driving.values());
    },
  };
}
