import type { JsonObject } from '../template/assembly.ts';
import type { ResolvedTemplate } from '../template/resolvedTemplate.ts';

/** A stream as the template declares it. */
export interface StreamDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly shardCount: number;
  /** How long records are kept at least, milliseconds. */
  readonly retentionMs: number;
  readonly onDemand: boolean;
}

const ON_DEMAND_SHARDS = 4; // what AWS begins with
const DEFAULT_RETENTION_HOURS = 24;

export function readStreams(template: ResolvedTemplate): readonly StreamDefinition[] {
  return template.of('AWS::Kinesis::Stream').map(({ logicalId, name, arn, properties }) => {
    const { ShardCount: shards, RetentionPeriodHours: hours } = properties;
    const mode = (properties['StreamModeDetails'] as JsonObject | undefined)?.['StreamMode'];
    return {
      ...{ logicalId, name, arn },
      shardCount: typeof shards === 'number' ? shards : ON_DEMAND_SHARDS,
      retentionMs: 3_600_000 * (typeof hours === 'number' ? hours : DEFAULT_RETENTION_HOURS),
      onDemand: mode === 'ON_DEMAND',
    };
  });
}
