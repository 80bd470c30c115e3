import { randomUUID } from 'node:crypto';
import type { Execution } from '../durable/execution.ts';
import { createDurableExecutions, type DurableExecutions } from '../durable/executions.ts';
import type { Log } from '../files/boundedLog.ts';
import type { RecordFolder } from '../files/recordFolder.ts';
import type { LocalQueues } from '../queues/localQueues.ts';
import { type AcceptedEvent, createAsyncInvocations } from './asyncInvocations.ts';
import type { FunctionDefinition } from './functionDefinition.ts';
import { failed, type Outcome } from './outcome.ts';
import { startSandbox } from './sandbox.ts';
import { createSandboxPool, type SandboxPool } from './sandboxPool.ts';

/** All functions of the template, ready to be called. */
export interface FunctionHost {
  readonly durable: DurableExecutions;
  /** @param reference a name, a qualified name, or an ARN. @returns undefined when there is no such function */
  find(reference: string): FunctionDefinition | undefined;
  /** Calls a function and waits; a durable one until its execution has ended. */
  invoke(definition: FunctionDefinition, event: string, durableName?: string): Promise<Outcome>;
  /** Accepts an event; resolves once it is kept. */
  invokeLater(definition: FunctionDefinition, event: string, durableName?: string): Promise<Execution | undefined>;
  warm(definition: FunctionDefinition): void;
  /** Takes up the events and executions of an earlier process. */
  resume(): Promise<void>;
  /** Resolves when no accepted event is waiting or being tried. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface FunctionHostDeps {
  readonly definitions: readonly FunctionDefinition[];
  readonly queues: LocalQueues;
  readonly accepted: RecordFolder<AcceptedEvent>;
  readonly executions: RecordFolder<Execution>;
  /** What every function's `process.env` holds beside its own variables: region, credentials, endpoints. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: (functionName: string) => Log;
  readonly retryDelays: readonly number[];
  /** Processes of one function at the same time. */
  readonly mostSandboxes: number;
}

export function createFunctionHost(deps: FunctionHostDeps): FunctionHost {
  const definitions = new Map(deps.definitions.map((definition) => [definition.name, definition]));
  const logs = new Map(deps.definitions.map(({ name }) => [name, deps.log(name)]));
  const pools = new Map<string, SandboxPool>();
  for (const definition of deps.definitions) {
    const { name, concurrency } = definition;
    const log = logs.get(name) ?? deps.log(name);
    const environment = { ...deps.environment, ...runtimeVariables(definition), ...definition.environment };
    const most = Math.max(1, Math.min(deps.mostSandboxes, concurrency ?? deps.mostSandboxes));
    pools.set(
      name,
      createSandboxPool(() => startSandbox(definition, environment, log), most),
    );
  }

  const run = async (name: string, event: string, requestId: string = randomUUID()): Promise<Outcome> => {
    const pool = pools.get(name);
    return pool ? pool.run(event, requestId) : failed('ResourceNotFound', `the template declares no function ${name}`);
  };
  const durable = createDurableExecutions({
    records: deps.executions,
    queues: deps.queues,
    definition: (name) => definitions.get(name),
    run,
  });
  const later = createAsyncInvocations({
    records: deps.accepted,
    queues: deps.queues,
    definition: (name) => definitions.get(name),
    run,
    retryDelays: deps.retryDelays,
  });

  return {
    durable,
    find: (reference) => definitions.get(functionNameOf(reference)),
    async invoke(definition, event, durableName) {
      if (definition.durable === undefined) return run(definition.name, event);
      const { arn } = await durable.start(definition, event, durableName);
      const ended = await durable.ended(arn);
      if (ended.status === 'RUNNING') return { ok: false, stopped: true };
      if (ended.status === 'SUCCEEDED') return { ok: true, payload: ended.result ?? 'null' };
      return failed(ended.error?.ErrorType ?? ended.status, ended.error?.ErrorMessage ?? '');
    },
    async invokeLater(definition, event, durableName) {
      if (definition.durable !== undefined) return durable.start(definition, event, durableName);
      await later.accept(definition.name, event);
      return undefined;
    },
    warm: ({ name }) => pools.get(name)?.warm(),
    async resume() {
      await durable.resume();
      await later.resume();
    },
    idle: () => later.idle(),
    async stop() {
      later.stop();
      await Promise.all([durable.stop(), ...[...pools.values()].map((pool) => pool.stop())]);
      await later.idle();
      await Promise.all([...logs.values()].map((log) => log.flush()));
    },
  };
}

/** The name within `arn:…:function:NAME[:QUALIFIER]`, `NAME:QUALIFIER` or `NAME`. */
export function functionNameOf(reference: string): string {
  return reference.replace(/^.*:function:/, '').split(':')[0] ?? '';
}

function runtimeVariables({ name, folder, memoryMb }: FunctionDefinition): Record<string, string> {
  return {
    LAMBDA_TASK_ROOT: folder,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    TZ: 'UTC',
  };
}
