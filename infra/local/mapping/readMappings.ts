import type { Json, JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate } from '../template/resolvedTemplate.ts';

/** A function that is fed from a stream, as the template declares it. */
export interface MappingDefinition {
  readonly logicalId: string;
  readonly functionArn: string;
  readonly streamArn: string;
  /** Most records of one call. */
  readonly batchSize: number;
  /** How long a batch may wait to be filled, milliseconds. */
  readonly windowMs: number;
  /** Halve a batch that failed, to find the record that makes it fail. */
  readonly bisects: boolean;
  /** The function may answer which records failed. */
  readonly reportsFailures: boolean;
  /** Further calls for the same records; Infinity where the template sets no limit. */
  readonly retries: number;
  /** Age at which a record is given up, milliseconds; Infinity where the template sets no limit. */
  readonly maxAgeMs: number;
  /** Name of the queue that is told of records given up. */
  readonly failureQueue: string | undefined;
  /** Where reading begins when nothing was read before. */
  readonly startsAtLatest: boolean;
}

const DEFAULT_BATCH = 100;

/** The mappings of Kinesis streams; those of other sources are not emulated. */
export function readMappings(template: ResolvedTemplate): readonly MappingDefinition[] {
  const functions = new Map(template.of('AWS::Lambda::Function').map(({ name, arn }) => [name, arn]));
  return template.of('AWS::Lambda::EventSourceMapping').flatMap(({ logicalId, properties }) => {
    if (!isStreamMapping(properties) || properties['Enabled'] === false) return [];
    const named = String(properties['FunctionName']);
    return {
      logicalId,
      functionArn: functions.get(named) ?? named,
      streamArn: String(properties['EventSourceArn']),
      batchSize: amount(properties['BatchSize'], DEFAULT_BATCH),
      windowMs: 1000 * amount(properties['MaximumBatchingWindowInSeconds'], 0),
      bisects: properties['BisectBatchOnFunctionError'] === true,
      reportsFailures: list(properties['FunctionResponseTypes']).includes('ReportBatchItemFailures'),
      retries: amount(properties['MaximumRetryAttempts'], Number.POSITIVE_INFINITY),
      maxAgeMs: 1000 * amount(properties['MaximumRecordAgeInSeconds'], Number.POSITIVE_INFINITY),
      failureQueue: failureQueueOf(properties),
      startsAtLatest: properties['StartingPosition'] === 'LATEST',
    };
  });
}

/** Whether a mapping reads a Kinesis stream. */
export function isStreamMapping(properties: JsonObject): boolean {
  return String(properties['EventSourceArn']).includes(':kinesis:');
}

function failureQueueOf(properties: JsonObject): string | undefined {
  const destinations = properties['DestinationConfig'] as JsonObject | undefined;
  const arn = (destinations?.['OnFailure'] as JsonObject | undefined)?.['Destination'];
  return typeof arn === 'string' && arn.includes(':sqs:') ? arn.split(':').at(-1) : undefined;
}

/** -1 is how templates write "without limit", which is also the default. */
function amount(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' && value >= 0 ? value : otherwise;
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
