import type { ConsumeOutcome } from '../../lib/streaming/consumeBatch.ts';

/** Figures of a batch that CloudWatch keeps, with their units. */
const METRICS = [
  { Name: 'taken', Unit: 'Count' },
  { Name: 'failed', Unit: 'Count' },
  { Name: 'duplicates', Unit: 'Count' },
  { Name: 'late', Unit: 'Count' },
  { Name: 'clockSkewMs', Unit: 'Milliseconds' },
] as const;

/**
 * What makes a log line of a batch's figures a metric of its stream.
 * @param at milliseconds since the epoch
 * @see AWS, CloudWatch embedded metric format
 */
export function metricsOf(outcome: ConsumeOutcome, at: number): object {
  const known = METRICS.filter(({ Name }) => outcome[Name] !== undefined);
  const metrics = { Namespace: 'Marquee', Dimensions: [['stream']], Metrics: known };
  return { _aws: { Timestamp: at, CloudWatchMetrics: [metrics] } };
}
