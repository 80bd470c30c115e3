import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { buildMarquee } from '../../infra/marquee.ts';
import { readSettings } from '../../infra/settings.ts';

function templates(context: Readonly<Record<string, unknown>>): Map<string, string> {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context }, analyticsReporting: false });
  const stacks = buildMarquee(app, readSettings(app.node, 'arm64'));
  return new Map(
    Object.values(stacks).map((stack: Stack) => [stack.stackName, JSON.stringify(Template.fromStack(stack).toJSON())]),
  );
}

describe('partitions and settings', () => {
  it('one template serves aws and aws-cn: nothing in it depends on the partitions named as targets', () => {
    const both = templates({ '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'] });
    expect(templates({ '@aws-cdk/core:target-partitions': ['aws-cn'] })).toEqual(both);
    expect(templates({ '@aws-cdk/core:target-partitions': ['aws'] })).toEqual(both);
  });

  it('a second copy in the same account takes another name', () => {
    expect([...templates({ name: 'Rehearsal' }).keys()]).toEqual([
      'Rehearsal-Data',
      'Rehearsal-Api',
      'Rehearsal-Stream',
      'Rehearsal-Pipeline',
      'Rehearsal-Proof',
    ]);
  });

  it('an account without spare concurrency reserves none', () => {
    for (const [name, template] of templates({ reservedConcurrency: 'off' })) {
      expect(template, name).not.toContain('ReservedConcurrentExecutions');
    }
  });

  it('a region without X-Ray, as those of China, is asked for none', () => {
    for (const [name, template] of templates({ tracing: 'off' }))
      expect(template, name).not.toMatch(/TracingConfig|xray:/);
  });

  it('refuses settings that make no sense, by name', () => {
    expect(() => readSettings(new App().node, 'sparc')).toThrow(/architecture must be arm64, x64 or local/);
    expect(() => templates({ requestsPerSecond: 'many' })).toThrow(/requestsPerSecond/);
    expect(() => templates({ kafkaTopic: 'signals' })).toThrow(/kafkaTopic needs kafkaCluster/);
    expect(() => templates({ kafkaServers: 'b1:9096' })).toThrow(/kafkaTopic needs kafkaCluster/);
  });
});
