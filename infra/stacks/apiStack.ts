import { CfnOutput, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { ENVIRONMENT, PREFIX, ROUTES } from '../../lib/deployment/environment.ts';
import { AlarmedQueue } from '../constructs/alarmedQueue.ts';
import { onDataKey, onListing, onObjects, onTable } from '../constructs/grants.ts';
import { raiseAlarm } from '../constructs/raiseAlarm.ts';
import { ServiceFunction } from '../constructs/serviceFunction.ts';
import type { Settings } from '../settings.ts';
import type { DataStack } from './dataStack.ts';

export interface ApiStackProps {
  readonly data: DataStack;
  readonly settings: Settings;
}

/** What answers over HTTPS. */
export class ApiStack extends Stack {
  readonly forecast: IFunction;
  readonly #data: DataStack;
  readonly #settings: Settings;

  constructor(scope: Construct, id: string, { data, settings }: ApiStackProps) {
    super(scope, id, { description: 'Marquee: forecasts over HTTPS' });
    this.#data = data;
    this.#settings = settings;

    this.forecast = this.forecastFunction().fn;
    const api = new HttpApi(this, 'Http', { apiName: id, createDefaultStage: false });
    this.routes(api);
    const stage = this.stage(api);
    this.alarms(stage);
    new CfnOutput(this, 'ApiUrl', { description: 'Address of the HTTP API', value: api.apiEndpoint });
  }

  private routes(api: HttpApi): void {
    const authorizer = this.authorizer();
    const integration = new HttpLambdaIntegration('Forecast', this.forecast, {
      timeout: Duration.seconds(20),
    });
    for (const { method, path, scope } of ROUTES) {
      api.addRoutes({
        path,
        methods: [HttpMethod[method]],
        integration,
        ...(scope ? { authorizer, authorizationScopes: [scope] } : { authorizer: new HttpNoneAuthorizer() }),
      });
    }
    // Whatever else is asked for is answered by us too, so that an unknown path is a problem like any other.
    new HttpRoute(this, 'AnythingElse', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration, authorizer });
  }

  private authorizer(): HttpJwtAuthorizer {
    const issuer = new CfnParameter(this, 'JwtIssuer', {
      description: 'Issuer of the tokens: an OIDC address with a discovery document',
      allowedPattern: '^https://\\S+$',
    });
    const audience = new CfnParameter(this, 'JwtAudience', {
      description: 'Audience (client id) that the tokens must name',
      minLength: 1,
    });
    return new HttpJwtAuthorizer('Tokens', issuer.valueAsString, { jwtAudience: [audience.valueAsString] });
  }

  private forecastFunction(): ServiceFunction {
    const { artifacts, films, operations, cache, signals, signalFiles, dataKey, signingKey, alarms } = this.#data;
    // The stream asks for fresh forecasts without waiting for them.
    const { queue } = new AlarmedQueue(this, 'ForecastDeadLetters', { alarms, holds: 'Requests for fresh forecasts' });
    return new ServiceFunction(this, 'Forecast', {
      folder: 'forecast',
      description: 'Answers the HTTP API: forecasts, films, artifacts, health',
      settings: this.#settings,
      memorySize: 1769, // one whole processor
      timeout: Duration.seconds(20),
      concurrency: 50,
      cargo: ['onnxruntime', 'modelArtifacts'],
      alarms,
      deadLetters: queue,
      environment: {
        [ENVIRONMENT.artifactBucket]: artifacts.bucketName,
        [ENVIRONMENT.filmsTable]: films.tableName,
        [ENVIRONMENT.operationsTable]: operations.tableName,
        [ENVIRONMENT.cacheTable]: cache.tableName,
        [ENVIRONMENT.signalsTable]: signals.tableName,
        [ENVIRONMENT.signalsBucket]: signalFiles.bucketName,
        [ENVIRONMENT.signingKey]: signingKey.keyArn,
      },
      permissions: [
        onObjects('ReadSnapshotsAndArtifacts', artifacts, [PREFIX.snapshots, PREFIX.artifacts], ['read']),
        onListing('SeeSnapshotsAndArtifacts', artifacts, [PREFIX.snapshots, PREFIX.artifacts]),
        onTable('Films', films, ['read', 'write']),
        onTable('Operations', operations, ['read']),
        onTable('Cache', cache, ['read', 'write', 'remove']),
        onTable('Signals', signals, ['read', 'write']),
        onObjects('ReadSignalFiles', signalFiles, [PREFIX.raw, PREFIX.stream, PREFIX.proof], ['read']),
        onListing('SeeSignalFiles', signalFiles, [PREFIX.raw, PREFIX.stream, PREFIX.proof]),
        onDataKey(dataKey, ['read', 'write']),
        new PolicyStatement({
          sid: 'VerifyManifests',
          actions: ['kms:GetPublicKey'],
          resources: [signingKey.keyArn],
        }),
      ],
    });
  }

  private stage(api: HttpApi): HttpStage {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const { requestsPerSecond } = this.#settings;
    return new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      throttle: { rateLimit: requestsPerSecond, burstLimit: 2 * requestsPerSecond },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: ACCESS_LOG },
    });
  }

  private alarms(stage: HttpStage): void {
    raiseAlarm(this, 'ServerErrors', this.#data.alarms, {
      metric: stage.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 5,
      says: 'The HTTP API answered five requests or more with a server error within five minutes.',
    });
    raiseAlarm(this, 'SlowAnswers', this.#data.alarms, {
      metric: stage.metricLatency({ period: Duration.minutes(5), statistic: 'p99' }),
      threshold: 3000,
      periods: 3,
      says: 'One answer in a hundred took three seconds or more for a quarter of an hour.',
    });
  }
}

// Neither tokens nor query strings nor addresses of people are written down.
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    time: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    latency: '$context.responseLatency',
    integrationLatency: '$context.integrationLatency',
    integrationError: '$context.integrationErrorMessage',
    refused: '$context.authorizer.error',
    subject: '$context.authorizer.claims.sub',
  }),
);
