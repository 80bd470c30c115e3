import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { raiseAlarm } from './raiseAlarm.ts';

const PERIOD = Duration.minutes(5);

export interface WatchedFunction {
  readonly name: string;
  readonly fn: IFunction;
  readonly timeout: Duration;
  readonly durable: boolean;
}

/** Alarms on what shows that a function is in trouble: errors, refused starts, runs close to the time limit. */
export function watchFunction(scope: Construct, topic: ITopic, { name, fn, timeout, durable }: WatchedFunction): void {
  raiseAlarm(scope, 'Errors', topic, {
    metric: fn.metricErrors({ period: PERIOD }),
    threshold: 1,
    says: `${name} failed. Its log group names the request and the error code.`,
  });
  raiseAlarm(scope, 'Throttles', topic, {
    metric: fn.metricThrottles({ period: PERIOD }),
    threshold: 1,
    says: `${name} was refused a start: its reserved concurrency or the account's is used up.`,
  });
  raiseAlarm(scope, 'Slow', topic, {
    metric: fn.metricDuration({ period: PERIOD, statistic: 'Maximum' }),
    threshold: timeout.toMilliseconds() * 0.8,
    says: `${name} ran for more than four fifths of its time limit of ${timeout.toSeconds()} s.`,
  });
  if (durable) watchExecutions(scope, topic, name, fn);
}

function watchExecutions(scope: Construct, topic: ITopic, name: string, fn: IFunction): void {
  for (const outcome of ['Failed', 'TimedOut'] as const) {
    raiseAlarm(scope, `Execution${outcome}`, topic, {
      metric: new Metric({
        namespace: 'AWS/Lambda',
        metricName: `DurableExecution${outcome}`,
        dimensionsMap: { FunctionName: fn.functionName },
        period: PERIOD,
        statistic: 'Sum',
      }),
      threshold: 1,
      says: `A durable execution of ${name} ended as ${outcome}: the served champion stays. Its history shows the failing step.`,
    });
  }
}
