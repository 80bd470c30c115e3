import { availableParallelism } from 'node:os';
import path from 'node:path';
import type { DataFolder } from './dataFolder.ts';
import { openBoundedLog } from './files/boundedLog.ts';
import { openRecordFolder } from './files/recordFolder.ts';
import type { FunctionDefinition } from './lambda/functionDefinition.ts';
import { createFunctionHost, type FunctionHost } from './lambda/functionHost.ts';
import { readFunctions } from './lambda/readFunctions.ts';
import type { LocalCloudOptions } from './localCloud.ts';
import type { LocalQueues } from './queues/localQueues.ts';
import type { ResolvedTemplate } from './template/resolvedTemplate.ts';

export interface OpenFunctions {
  readonly definitions: readonly FunctionDefinition[];
  readonly host: FunctionHost;
}

// A sandbox takes up to 240 MB: more of them than processors bring nothing, and four serve a machine's one user.
const MOST_SANDBOXES = Math.min(4, Math.max(2, availableParallelism()));
const RETRY_DELAYS = [2_000, 4_000];

/** Makes the template's functions callable, with what they had accepted before. */
export async function openFunctions({
  template,
  data,
  queues,
  environment,
  options,
}: {
  readonly template: ResolvedTemplate;
  readonly data: DataFolder;
  readonly queues: LocalQueues;
  readonly environment: Readonly<Record<string, string>>;
  readonly options: LocalCloudOptions;
}): Promise<OpenFunctions> {
  const definitions = readFunctions(template);
  const roles = new Map(definitions.map((definition) => [definition.name, roleOf(definition)]));
  const logs = data.part('logs');
  const host = createFunctionHost({
    definitions,
    queues,
    environment,
    accepted: await openRecordFolder(data.part('events')),
    executions: await openRecordFolder(data.part('executions')),
    log: (name) => openBoundedLog(logs && path.join(logs, `${roles.get(name) ?? name}.log`)),
    retryDelays: options.retryDelays ?? RETRY_DELAYS,
    mostSandboxes: options.mostSandboxes ?? MOST_SANDBOXES,
  });
  return { definitions, host };
}

/** What people call a function: its folder, which the stacks hand it as its service name. */
export function roleOf({ name, environment }: FunctionDefinition): string {
  return environment['POWERTOOLS_SERVICE_NAME'] ?? name;
}
