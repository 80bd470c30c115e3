import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from './api.suite.ts';
import { describeBundles } from './bundles.suite.ts';
import { describeData } from './data.suite.ts';
import { describeDeployPage } from './deployPage.suite.ts';
import { describeFunctions } from './functions.suite.ts';
import { describePolicies } from './policies.suite.ts';
import { describeStream } from './stream.suite.ts';
import { discard, type Synthesis, synthesize } from './synthesis.ts';
import { describeTriggers } from './triggers.suite.ts';

// One synthesis serves every assertion: it is the slow part.
describe('the synthesized templates', () => {
  let synthesis: Synthesis;
  const get = (): Synthesis => synthesis;
  beforeAll(async () => {
    synthesis = await synthesize();
  }, 180_000);
  afterAll(() => discard(synthesis));

  it('are five, made without credentials, network or containers', () => {
    expect([...synthesis.templates.keys()]).toEqual([
      'Marquee-Api',
      'Marquee-Data',
      'Marquee-Pipeline',
      'Marquee-Proof',
      'Marquee-Stream',
    ]);
  });

  it('have no finding of cdk-nag but those that we let stand (S9)', async () => {
    const { pluginReports } = JSON.parse(await readFile(path.join(synthesis.folder, 'validation-report.json'), 'utf8'));
    const nag = pluginReports.find(({ pluginName }: { pluginName: string }) => pluginName === 'AwsSolutions');
    expect(nag).toMatchObject({ conclusion: 'success', violations: [] });
    expect(nag.suppressedViolations.length).toBeGreaterThan(5);
  });

  it('name no account, no region and no partition', () => {
    for (const [stack, template] of synthesis.templates) {
      const text = JSON.stringify(template);
      expect(text.match(/arn:aws[\w-]*:/g), stack).toBeNull();
      expect(text.match(/\b\d{12}\b/g), stack).toBeNull();
      expect(text.match(/\b(?:us|eu|ap|cn|sa|ca|me|af)-[a-z]+-\d\b/g), stack).toBeNull();
    }
  });

  describeData(get);
  describeFunctions(get);
  describeTriggers(get);
  describeStream(get);
  describeApi(get);
  describePolicies(get);
  describeBundles(get);
  describeDeployPage(get);
});
