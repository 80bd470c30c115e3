import path from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Alias,
  ApplicationLogLevel,
  Architecture,
  type IVersion,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import { PROJECT_ROOT, type Settings } from '../settings.ts';
import { bundling, type Cargo } from './bundling.ts';
import { watchFunction } from './functionAlarms.ts';

type VariableName = (typeof ENVIRONMENT)[keyof typeof ENVIRONMENT];

export interface ServiceFunctionProps {
  /** Folder below `functions/` whose `handler.ts` exports `handler`. */
  readonly folder: string;
  readonly description: string;
  readonly settings: Settings;
  readonly memorySize: number;
  readonly timeout: Duration;
  /** Runs at the same time that are kept for this function, and its most. */
  readonly concurrency: number;
  readonly environment: Readonly<Partial<Record<VariableName, string>>>;
  readonly permissions: readonly PolicyStatement[];
  readonly alarms: ITopic;
  /** Where an asynchronous event goes that failed for good; without one the function is only called synchronously. */
  readonly deadLetters?: IQueue;
  readonly cargo?: readonly Cargo[];
  /** Longest run of a durable function, over all its invocations. */
  readonly durable?: { readonly longest: Duration };
}

/** A Lambda function as all of ours are: bundled here, with its own role, log group, limits, traces and alarms. */
export class ServiceFunction extends Construct {
  readonly fn: NodejsFunction;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const ownLogs = { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] };
    for (const statement of [new PolicyStatement({ sid: 'OwnLogs', ...ownLogs }), ...props.permissions])
      this.#role.addToPolicy(statement);

    const { platform, functionsRoot, reserveConcurrency, traces } = props.settings;
    this.fn = new NodejsFunction(this, 'Function', {
      description: props.description,
      entry: path.join(functionsRoot, props.folder, 'handler.ts'),
      projectRoot: PROJECT_ROOT,
      depsLockFilePath: path.join(PROJECT_ROOT, 'package-lock.json'),
      bundling: bundling(platform, props.cargo ?? []),
      runtime: Runtime.NODEJS_24_X,
      architecture: platform.processor === 'arm64' ? Architecture.ARM_64 : Architecture.X86_64,
      role: this.#role,
      memorySize: props.memorySize,
      timeout: props.timeout,
      ...(reserveConcurrency ? { reservedConcurrentExecutions: props.concurrency } : {}),
      environment: {
        NODE_OPTIONS: '--enable-source-maps',
        POWERTOOLS_SERVICE_NAME: props.folder,
        ...props.environment,
      },
      awsSdkConnectionReuse: false, // a switch of the previous SDK
      ...(traces ? { tracing: Tracing.ACTIVE } : {}),
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: ApplicationLogLevel.INFO,
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(props.deadLetters ? { deadLetterQueue: props.deadLetters } : {}),
      ...(props.deadLetters && !props.durable ? { retryAttempts: 2, maxEventAge: Duration.hours(1) } : {}),
      ...(props.durable
        ? { durableConfig: { executionTimeout: props.durable.longest, retentionPeriod: Duration.days(14) } }
        : {}),
      currentVersionOptions: { removalPolicy: RemovalPolicy.RETAIN },
    });
    const { timeout, folder: name } = props;
    watchFunction(this, props.alarms, { name, fn: this.fn, timeout, durable: props.durable !== undefined });
  }

  /**
   * The alias `live` of a durable function. Executions are pinned to the version that they began with, which is why
   * versions stay when a newer one takes over.
   */
  durableAlias(): Alias {
    // Not a part of the role: a policy that names the function must come after it.
    const checkpoints = new Policy(this, 'Checkpoints', {
      roles: [this.#role],
      statements: [
        new PolicyStatement({
          sid: 'Checkpoints',
          actions: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
          resources: [`${this.fn.functionArn}:*`], // executions are named below a version's number
        }),
      ],
    });
    const alias = new Alias(this, 'Live', { aliasName: 'live', version: this.fn.currentVersion as IVersion });
    alias.node.addDependency(checkpoints);
    return alias;
  }
}
