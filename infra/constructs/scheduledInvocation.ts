import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface ScheduledInvocationProps {
  /** `rate(…)` or `cron(…)`, in UTC. */
  readonly expression: string;
  readonly description: string;
  readonly target: IFunction;
  /** The event handed over; `scheduledTime`, the slot's own time, is added to it. */
  readonly event: Readonly<Record<string, string>>;
  /** Where a start goes that failed for an hour. */
  readonly deadLetters: IQueue;
}

/** A function started by the clock, with a role that may start this function and nothing else. */
export class ScheduledInvocation extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledInvocationProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Start: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.target.functionArn] }),
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.deadLetters.queueArn] }),
          ],
        }),
      },
    });
    new CfnSchedule(this, 'Schedule', {
      description: props.description,
      scheduleExpression: props.expression,
      scheduleExpressionTimezone: 'UTC',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.target.functionArn,
        roleArn: role.roleArn,
        // The slot's time and not the wall clock names a run: a repeated start is the same run.
        input: JSON.stringify({ ...props.event, scheduledTime: '<aws.scheduler.scheduled-time>' }),
        deadLetterConfig: { arn: props.deadLetters.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 8 },
      },
    });
  }
}
