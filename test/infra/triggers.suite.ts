import { describe, expect, it } from 'vitest';
import { readable } from './readable.ts';
import type { Found, Synthesis } from './synthesis.ts';

/** What starts the functions beside requests. */
export function describeTriggers(synthesis: () => Synthesis): void {
  const targets = (found: Found): unknown => readable(found.Properties, synthesis().templates);

  describe('triggers (S10)', () => {
    it('a new object below history/ starts the import, and a start that fails is kept', () => {
      const history = synthesis().one('AWS::S3::Bucket', 'History');
      expect(history.Properties['NotificationConfiguration']).toEqual({
        EventBridgeConfiguration: { EventBridgeEnabled: true },
      });
      const rules = synthesis().all('AWS::Events::Rule');
      expect(rules.map(targets)).toEqual([
        expect.objectContaining({
          State: 'ENABLED',
          EventPattern: {
            source: ['aws.s3'],
            'detail-type': ['Object Created'],
            detail: { bucket: { name: ['HistoryBucket'] }, object: { key: [{ prefix: 'history/' }] } },
          },
          Targets: [
            expect.objectContaining({
              Arn: 'ImportHistoryFunction.Arn',
              DeadLetterConfig: { Arn: 'ImportDeadLettersQueue.Arn' },
              RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 8 },
            }),
          ],
        }),
      ]);
    });

    it('the clock settles batches every five minutes, collects and seals once a day, each run named by its slot', () => {
      const schedules = synthesis()
        .all('AWS::Scheduler::Schedule')
        .map(({ Properties }) => {
          const target = readable(Properties['Target'], synthesis().templates) as Record<string, string>;
          return [Properties['ScheduleExpression'], target['Arn'], JSON.parse(String(target['Input']))];
        });
      const scheduledTime = '<aws.scheduler.scheduled-time>';
      expect(schedules).toEqual([
        ['cron(10 3 * * ? *)', 'CollectFunction.Arn', { kind: 'collect', scheduledTime }],
        ['rate(5 minutes)', 'ImportHistoryFunction.Arn', { kind: 'settle', scheduledTime }],
        ['cron(20 0 * * ? *)', 'SealFunction.Arn', { kind: 'seal', scheduledTime }],
      ]);
    });

    it('every schedule has a dead-letter queue and bounded retries', () => {
      for (const { id, Properties } of synthesis().all('AWS::Scheduler::Schedule')) {
        expect(Properties['Target'], id).toMatchObject({
          DeadLetterConfig: { Arn: expect.anything() },
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 8 },
        });
      }
    });

    it('asynchronous invocations are retried twice within the hour', () => {
      const configurations = synthesis().all('AWS::Lambda::EventInvokeConfig');
      expect(configurations).toHaveLength(4);
      for (const { id, Properties } of configurations) {
        expect(Properties, id).toMatchObject({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
      }
    });

    it('nothing is deployed to set up the rest: no custom resource, no helper function', () => {
      for (const [stack, { Resources }] of synthesis().templates) {
        const custom = Object.entries(Resources).filter(([, { Type }]) => /^Custom::|CustomResource/.test(Type));
        expect(custom, stack).toEqual([]);
      }
    });
  });
}
