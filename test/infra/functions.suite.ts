import { describe, expect, it } from 'vitest';
import { ENVIRONMENT } from '../../lib/deployment/environment.ts';
import { readable } from './readable.ts';
import type { Found, Synthesis } from './synthesis.ts';

// What each function is told. Everything that ENVIRONMENT names is given to somebody.
const ENVIRONMENTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'import-history': {
    [ENVIRONMENT.historyBucket]: 'HistoryBucket',
    [ENVIRONMENT.artifactBucket]: 'ArtifactsBucket',
    [ENVIRONMENT.filmsTable]: 'Films',
    [ENVIRONMENT.operationsTable]: 'Operations',
    [ENVIRONMENT.trainFunction]: 'TrainLive',
  },
  train: {
    [ENVIRONMENT.artifactBucket]: 'ArtifactsBucket',
    [ENVIRONMENT.operationsTable]: 'Operations',
    [ENVIRONMENT.signingKey]: 'SigningKey.Arn',
    [ENVIRONMENT.trainer]: expect.stringMatching(/^[0-9a-f]{64}$/),
  },
  collect: {
    [ENVIRONMENT.historyBucket]: 'HistoryBucket',
    [ENVIRONMENT.operationsTable]: 'Operations',
    [ENVIRONMENT.filmsTable]: 'Films',
    [ENVIRONMENT.signingKey]: 'SigningKey.Arn',
    [ENVIRONMENT.secretPrefix]: 'marquee/sources/',
    [ENVIRONMENT.collectSource]: 'CollectSource',
    [ENVIRONMENT.signalsTable]: 'Signals',
    [ENVIRONMENT.signalsBucket]: 'SignalFilesBucket',
    [ENVIRONMENT.signalStream]: 'SignalsStream',
  },
  stream: {
    [ENVIRONMENT.signalsTable]: 'Signals',
    [ENVIRONMENT.signalsBucket]: 'SignalFilesBucket',
    [ENVIRONMENT.failureQueue]: 'FailuresQueue',
    [ENVIRONMENT.forecastFunction]: 'ForecastFunction.Arn',
  },
  forecast: {
    [ENVIRONMENT.artifactBucket]: 'ArtifactsBucket',
    [ENVIRONMENT.filmsTable]: 'Films',
    [ENVIRONMENT.operationsTable]: 'Operations',
    [ENVIRONMENT.cacheTable]: 'Cache',
    [ENVIRONMENT.signalsTable]: 'Signals',
    [ENVIRONMENT.signalsBucket]: 'SignalFilesBucket',
    [ENVIRONMENT.signingKey]: 'SigningKey.Arn',
  },
  seal: {
    [ENVIRONMENT.signalsTable]: 'Signals',
    [ENVIRONMENT.proofBucket]: 'ProofsBucket',
    [ENVIRONMENT.signingKey]: 'SigningKey.Arn',
  },
};

/** How the functions run and what watches them. */
export function describeFunctions(synthesis: () => Synthesis): void {
  const each = (check: (name: string, fn: Found) => void): void => {
    const functions = synthesis().functions();
    expect([...functions.keys()].sort()).toEqual(Object.keys(ENVIRONMENTS).sort());
    for (const [name, fn] of functions) check(name, fn);
  };

  describe('functions (S10)', () => {
    it('run on Node 24 on Graviton, traced, with their own log group and a share of the concurrency', () => {
      const groups = new Set<unknown>();
      each((name, { Properties }) => {
        expect(Properties, name).toMatchObject({
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          Handler: 'index.handler',
          TracingConfig: { Mode: 'Active' },
          LoggingConfig: { LogFormat: 'JSON' },
        });
        expect(Properties['ReservedConcurrentExecutions'], name).toBeGreaterThan(0);
        groups.add(readable((Properties['LoggingConfig'] as { LogGroup: unknown }).LogGroup, synthesis().templates));
      });
      expect(groups.size).toBe(synthesis().functions().size);
    });

    it('are told exactly the names that they need', () => {
      each((name, { Properties }) => {
        const { Variables } = Properties['Environment'] as { Variables: Record<string, unknown> };
        expect(readable(Variables, synthesis().templates), name).toEqual({
          NODE_OPTIONS: '--enable-source-maps',
          POWERTOOLS_SERVICE_NAME: name,
          ...ENVIRONMENTS[name],
        });
      });
      const given = new Set(Object.values(ENVIRONMENTS).flatMap((variables) => Object.keys(variables)));
      expect([...given].sort()).toEqual(Object.values(ENVIRONMENT).sort());
    });

    it('are watched for errors, refused starts and slowness', () => {
      const alarms = synthesis().all('AWS::CloudWatch::Alarm');
      each((name, fn) => {
        const metrics = alarms
          .filter((alarm) => dimension(alarm, 'FunctionName') === fn.id)
          .map(metricName)
          .sort();
        const executions = ['DurableExecutionFailed', 'DurableExecutionTimedOut'];
        const own: Record<string, string[]> = { train: executions, stream: ['IteratorAge'] };
        expect(metrics, name).toEqual([...(own[name] ?? []), 'Duration', 'Errors', 'Throttles'].sort());
      });
    });

    it('of an asynchronous kind leave what they cannot handle in a queue that is watched', () => {
      const alarms = synthesis().all('AWS::CloudWatch::Alarm');
      const watched = new Set(
        alarms
          .filter((alarm) => metricName(alarm).startsWith('ApproximateNumberOf'))
          .map((alarm) => dimension(alarm, 'QueueName')),
      );
      each((name, { Properties }) => {
        const letters = Properties['DeadLetterConfig'] as { TargetArn: { 'Fn::GetAtt': [string, string] } } | undefined;
        // Of the stream Lambda keeps what failed, and tells another queue.
        if (name === 'stream') expect(letters).toBeUndefined();
        else expect(watched, name).toContain(letters?.TargetArn['Fn::GetAtt'][0]);
      });
      expect(watched.size).toBe(synthesis().all('AWS::SQS::Queue').length);
    });

    it('every alarm tells the topic, says what to do, and is quiet without data', () => {
      for (const { id, Properties } of synthesis().all('AWS::CloudWatch::Alarm')) {
        expect(readable(Properties['AlarmActions'], synthesis().templates), id).toEqual(['Alarms']);
        expect(String(Properties['AlarmDescription']).length, id).toBeGreaterThan(40);
        expect(Properties['TreatMissingData'], id).toBe('notBreaching');
      }
    });

    it('training is durable and is started through an alias of a version that outlives the next deployment', () => {
      const train = synthesis().functions().get('train');
      expect(train?.Properties['DurableConfig']).toEqual({ ExecutionTimeout: 7200, RetentionPeriodInDays: 14 });
      const alias = synthesis().one('AWS::Lambda::Alias');
      const version = synthesis().one('AWS::Lambda::Version');
      expect(alias.Properties).toMatchObject({
        Name: 'live',
        FunctionName: { Ref: train?.id },
        FunctionVersion: { 'Fn::GetAtt': [version.id, 'Version'] },
      });
      expect(version.DeletionPolicy).toBe('Retain');
    });
  });
}

const metricName = (alarm: Found): string => String(alarm.Properties['MetricName']);

function dimension(alarm: Found, name: string): string | undefined {
  const dimensions = (alarm.Properties['Dimensions'] ?? []) as { Name: string; Value: unknown }[];
  const value = dimensions.find((candidate) => candidate.Name === name)?.Value as
    | { Ref?: string; 'Fn::GetAtt'?: [string, string] }
    | undefined;
  return value?.Ref ?? value?.['Fn::GetAtt']?.[0];
}
