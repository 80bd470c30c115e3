import { existsSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate, Resource } from '../template/resolvedTemplate.ts';
import type { FunctionDefinition } from './functionDefinition.ts';
import { functionNameOf } from './functionHost.ts';

const DEFAULTS = { timeoutSeconds: 3, memoryMb: 128, retries: 2, maxAgeSeconds: 6 * 3600 } as const;

/** The functions whose bundles the app has built; those with code in the template itself belong to deployment. */
export function readFunctions(template: ResolvedTemplate): readonly FunctionDefinition[] {
  const asynchronous = new Map<string, JsonObject>();
  for (const { properties } of template.of('AWS::Lambda::EventInvokeConfig')) {
    asynchronous.set(functionNameOf(String(properties['FunctionName'])), properties);
  }
  return template.of('AWS::Lambda::Function').flatMap((resource) => {
    const folder = folderOf(resource, template);
    const [module = '', exportName = ''] = String(resource.properties['Handler']).split('.');
    const file = folder && bundleFile(folder, module);
    if (folder === undefined || file === undefined) return [];
    return definitionOf(resource, { folder, file, exportName }, asynchronous.get(resource.name) ?? {});
  });
}

function definitionOf(
  { name, arn, properties }: Resource,
  code: { readonly folder: string; readonly file: string; readonly exportName: string },
  asynchronous: JsonObject,
): FunctionDefinition {
  const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);
  const variables = (properties['Environment'] as JsonObject | undefined)?.['Variables'] as JsonObject | undefined;
  const durable = properties['DurableConfig'] as JsonObject | undefined;
  const reserved = properties['ReservedConcurrentExecutions'];
  return {
    ...{ name, arn, ...code },
    timeoutMs: 1000 * number(properties['Timeout'], DEFAULTS.timeoutSeconds),
    memoryMb: number(properties['MemorySize'], DEFAULTS.memoryMb),
    environment: Object.fromEntries(Object.entries(variables ?? {}).map(([key, value]) => [key, String(value ?? '')])),
    concurrency: typeof reserved === 'number' ? reserved : undefined,
    retries: number(asynchronous['MaximumRetryAttempts'], DEFAULTS.retries),
    maxAgeMs: 1000 * number(asynchronous['MaximumEventAgeInSeconds'], DEFAULTS.maxAgeSeconds),
    deadLetterQueue: deadLetterQueueOf(properties, asynchronous),
    durable: durable && {
      longestMs: 1000 * number(durable['ExecutionTimeout'], 86_400),
      retentionMs: 86_400_000 * number(durable['RetentionPeriodInDays'], 14),
    },
  };
}

function folderOf({ properties, metadata }: Resource, template: ResolvedTemplate): string | undefined {
  const key = (properties['Code'] as JsonObject | undefined)?.['S3Key'];
  const named = metadata['aws:asset:path'];
  return (typeof key === 'string' ? template.asset(key) : undefined) ?? (typeof named === 'string' ? named : undefined);
}

function bundleFile(folder: string, module: string): string | undefined {
  return ['mjs', 'js', 'cjs']
    .map((ending) => path.join(folder, `${module}.${ending}`))
    .find((file) => existsSync(file));
}

/** The name of the queue for lost events: the function's own, or the one that failures are sent on to. */
function deadLetterQueueOf(properties: JsonObject, asynchronous: JsonObject): string | undefined {
  const own = (properties['DeadLetterConfig'] as JsonObject | undefined)?.['TargetArn'];
  const destinations = asynchronous['DestinationConfig'] as JsonObject | undefined;
  const arn = own ?? (destinations?.['OnFailure'] as JsonObject | undefined)?.['Destination'];
  return typeof arn === 'string' && arn.includes(':sqs:') ? arn.split(':').at(-1) : undefined;
}
