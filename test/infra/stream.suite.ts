import { describe, expect, it } from 'vitest';
import { readable } from './readable.ts';
import type { Synthesis } from './synthesis.ts';

/** How signals come in. */
export function describeStream(synthesis: () => Synthesis): void {
  const declared = (type: string): unknown => readable(synthesis().one(type).Properties, synthesis().templates);

  describe('the stream of signals (S10)', () => {
    it('is paid by use, kept three days and encrypted by our key', () => {
      expect(declared('AWS::Kinesis::Stream')).toMatchObject({
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
        RetentionPeriodHours: 72,
        StreamEncryption: { EncryptionType: 'KMS', KeyId: 'DataKey.Arn' },
      });
    });

    it('feeds the stream function within a second, bounds every retry and leaves what failed in a watched queue', () => {
      expect(declared('AWS::Lambda::EventSourceMapping')).toEqual({
        Tags: expect.anything(),
        FunctionName: 'StreamFunction',
        EventSourceArn: 'SignalsStream.Arn',
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 1000,
        MaximumBatchingWindowInSeconds: 1,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 10,
        MaximumRecordAgeInSeconds: 86_400,
        DestinationConfig: { OnFailure: { Destination: 'FailuresQueue.Arn' } },
      });
    });

    it('keeps records longer than it tries them, so that what was given up can be read again', () => {
      const { MaximumRecordAgeInSeconds: tried } = synthesis().one('AWS::Lambda::EventSourceMapping').Properties;
      const { RetentionPeriodHours: kept } = synthesis().one('AWS::Kinesis::Stream').Properties;
      expect(Number(kept) * 3600).toBeGreaterThanOrEqual(2 * Number(tried));
    });

    it('raises an alarm when records wait for ten minutes', () => {
      const [behind] = synthesis()
        .all('AWS::CloudWatch::Alarm')
        .filter(({ Properties }) => Properties['MetricName'] === 'IteratorAge');
      expect(behind?.Properties).toMatchObject({ Namespace: 'AWS/Lambda', Statistic: 'Maximum', Threshold: 600_000 });
    });

    it('comes before what writes to it and after what it calls, so that no stack waits for itself', () => {
      const imports = (stack: string): string[] => {
        const text = JSON.stringify(synthesis().templates.get(stack)?.Resources);
        const names = [...text.matchAll(/"Fn::ImportValue":"(Marquee-\w+):/g)].map(([, name = '']) => name);
        return [...new Set(names)].sort();
      };
      expect(imports('Marquee-Data')).toEqual([]);
      expect(imports('Marquee-Api')).toEqual(['Marquee-Data']);
      expect(imports('Marquee-Stream')).toEqual(['Marquee-Api', 'Marquee-Data']);
      expect(imports('Marquee-Pipeline')).toEqual(['Marquee-Data', 'Marquee-Stream']);
    });
  });
}
