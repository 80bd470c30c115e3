import { Annotations, type Stack, Validations } from 'aws-cdk-lib';
import type { MarqueeStacks } from './marquee.ts';

/** One finding of cdk-nag that we looked at and let stand. */
export interface Acknowledgement {
  /** The rule, without the pack's name. */
  readonly rule: string;
  /** Which of several findings of the rule; `bucket:prefix` stands for the objects below a prefix. */
  readonly finding?: string;
  /** Stack and construct that it stands on. */
  readonly on: readonly [stack: keyof MarqueeStacks, ...path: readonly string[]];
  readonly reason: string;
  /** Day on which somebody must look again. */
  readonly reviewBy: string;
}

const TRACES = 'X-Ray takes trace segments for no resource in particular: the service knows no narrower statement.';
const TRACES_AND_NETWORK = `${TRACES} With a topic of MSK also EC2's network actions, for which it is the same.`;
const PREFIX = 'The keys below a prefix are not known beforehand; the prefix is the narrowest name that holds them.';
const SECRETS =
  'Which keys a source needs stands in its declaration, which may be added later; the prefix holds them and nothing else.';
const NEXT_REVIEW = '2027-11-01';

const role = (
  stack: 'pipeline' | 'api' | 'stream' | 'proof',
  fn: string,
  findings: Readonly<Record<string, string>>,
): Acknowledgement[] =>
  Object.entries(findings).map(([finding, reason]) => ({
    rule: 'IAM5',
    finding,
    on: [stack, fn, 'Role', 'DefaultPolicy'],
    reason,
    reviewBy: NEXT_REVIEW,
  }));

/** Every finding that we let stand. What is not in this list stops the synthesis. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  ...role('pipeline', 'ImportHistory', {
    'Resource::*': TRACES,
    'history:history/*': PREFIX,
    'history:reports/*': PREFIX,
    'artifacts:snapshots/*': PREFIX,
  }),
  ...role('pipeline', 'Train', {
    'Resource::*': TRACES,
    'artifacts:snapshots/*': PREFIX,
    'artifacts:runs/*': PREFIX,
    'artifacts:artifacts/*': PREFIX,
  }),
  ...role('pipeline', 'Collect', {
    'Resource::*': TRACES,
    'history:history/*': PREFIX,
    'history:sources/*': PREFIX,
    'signals:raw/*': PREFIX,
    'signals:proof/*': PREFIX,
    ...Object.fromEntries(
      ['secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:', 'ssm:<AWS::Region>:<AWS::AccountId>:parameter/'].map(
        (names) => [`Resource::arn:<AWS::Partition>:${names}marquee/sources/*`, SECRETS],
      ),
    ),
  }),
  ...role('api', 'Forecast', {
    'Resource::*': TRACES,
    'artifacts:snapshots/*': PREFIX,
    'artifacts:artifacts/*': PREFIX,
    'signals:raw/*': PREFIX,
    'signals:stream/*': PREFIX,
    'signals:proof/*': PREFIX,
  }),
  ...role('stream', 'Stream', {
    'Resource::*': TRACES_AND_NETWORK,
    'signals:stream/*': PREFIX,
    'signals:failed/*': PREFIX,
    'signals:proof/*': PREFIX,
  }),
  ...role('proof', 'Seal', { 'Resource::*': TRACES, 'Resource::<ProofsBucket0950A293.Arn>/proof/*': PREFIX }),
  {
    rule: 'IAM5',
    finding: 'Resource::<TrainFunction94F1381D.Arn>:*',
    on: ['pipeline', 'Train', 'Checkpoints'],
    reason: 'A durable execution is named below the version that it began with, and every deployment makes a version.',
    reviewBy: NEXT_REVIEW,
  },
  {
    rule: 'KDS3',
    on: ['stream', 'Signals', 'Stream'],
    reason:
      'Signals in the stream are as worth protecting as those in the table: the same key of our own encrypts both, at a few calls of KMS a minute.',
    reviewBy: NEXT_REVIEW,
  },
  {
    rule: 'SQS3',
    on: ['stream', 'Failures', 'Queue'],
    reason:
      'It is itself the queue for what failed for good: an alarm tells of the first message, and nothing reads it by machine.',
    reviewBy: NEXT_REVIEW,
  },
  {
    rule: 'APIG4',
    on: ['api', 'Http', 'GET--v1--health'],
    reason:
      'The health route answers without a token: load balancers and uptime checks have none, and it tells nothing secret.',
    reviewBy: NEXT_REVIEW,
  },
  {
    rule: 'DDB3',
    on: ['data', 'Cache'],
    reason: 'The cache holds computed forecasts that expire; what is lost is computed again.',
    reviewBy: NEXT_REVIEW,
  },
];

/** Tells cdk-nag what we let stand, and warns of what is due for another look on `today` (ISO date). */
export function acknowledgeFindings(stacks: MarqueeStacks, today: string): void {
  for (const { rule, finding, on, reason, reviewBy } of ACKNOWLEDGEMENTS) {
    const [stack, ...path] = on;
    const construct = path.reduce((scope, id) => scope.node.findChild(id), stacks[stack] as Stack['node']['root']);
    const detail = finding === undefined ? '' : `[${findingId(stacks, finding)}]`;
    Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}${detail}`, reason });
    if (reviewBy < today) {
      Annotations.of(construct).addWarningV2(
        `marquee:review-${rule}`,
        `look again at ${rule} ${finding ?? ''}: ${reason}`,
      );
    }
  }
}

// cdk-nag writes an object of another stack's bucket as the name of that stack's export.
function findingId({ data }: MarqueeStacks, finding: string): string {
  const buckets = { history: data.history, artifacts: data.artifacts, signals: data.signalFiles };
  const [, name, prefix] = /^(history|artifacts|signals):(.+)$/.exec(finding) ?? [];
  if (prefix === undefined) return finding;
  const arn = data.resolve(data.exportValue(buckets[name as keyof typeof buckets].bucketArn));
  return `Resource::${arn['Fn::ImportValue']}/${prefix}`;
}
