import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { raiseAlarm } from './raiseAlarm.ts';

/** A queue for events that nobody could handle: kept 14 days, and the first message raises an alarm. */
export class AlarmedQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: { readonly alarms: ITopic; readonly holds: string }) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    raiseAlarm(this, 'NotEmpty', props.alarms, {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: 'Maximum',
      }),
      threshold: 1,
      says: `${props.holds} could not be handled and wait in the dead-letter queue. Read the messages, remove the cause, send them again.`,
    });
  }
}
