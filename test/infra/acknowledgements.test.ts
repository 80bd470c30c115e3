import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { ACKNOWLEDGEMENTS, acknowledgeFindings } from '../../infra/acknowledgements.ts';
import { buildMarquee, type MarqueeStacks } from '../../infra/marquee.ts';
import { readSettings } from '../../infra/settings.ts';
import { KAFKA } from './kafkaContext.ts';

// Without bundling: the findings are about templates alone.
function build(context = {}): { readonly app: App; readonly stacks: MarqueeStacks } {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [], ...context }, analyticsReporting: false });
  return { app, stacks: buildMarquee(app, readSettings(app.node, 'arm64')) };
}

/** Every finding of the pack, as `rule path`, whether acknowledged or not. */
function findingsIn(app: App): string[] {
  app.synth({ skipValidation: true });
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
}

/** What the list tells the app, as `rule path`, the path ending in the slash that findings below it go on with. */
function acknowledgedIn(app: App): string[] {
  const key = Validations.ACKNOWLEDGED_RULES_METADATA_KEY;
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === key)
      .flatMap(({ data }) => Object.keys(data))
      .map((id) => `${id.replace('AwsSolutions::', '')} ${node.path}/`),
  );
}

describe('findings of cdk-nag that we let stand (S9)', () => {
  it('are exactly the findings that there are: none is new, none is gone', () => {
    const { app, stacks } = build();
    acknowledgeFindings(stacks, '2026-01-01');
    const findings = findingsIn(app);
    const acknowledged = acknowledgedIn(app);
    expect(findings.length).toBeGreaterThan(10);
    expect(findings.filter((finding) => !acknowledged.some((begin) => finding.startsWith(begin)))).toEqual([]);
    expect(acknowledged.filter((begin) => !findings.some((finding) => finding.startsWith(begin)))).toEqual([]);
    expect(acknowledged).toHaveLength(ACKNOWLEDGEMENTS.length);
  });

  it.each([
    ['MSK', KAFKA.msk],
    ['a Kafka cluster of one’s own', KAFKA.selfManaged],
  ])('are the same and no more with a topic of %s', (_, context) => {
    const { app, stacks } = build(context);
    acknowledgeFindings(stacks, '2026-01-01');
    const acknowledged = acknowledgedIn(app);
    expect(findingsIn(app).filter((finding) => !acknowledged.some((begin) => finding.startsWith(begin)))).toEqual([]);
  });

  it('each have a reason and a day within two years on which to look again', () => {
    for (const { rule, on, reason, reviewBy } of ACKNOWLEDGEMENTS) {
      expect(reason.length, `${rule} ${on.join('/')}`).toBeGreaterThan(60);
      expect(reviewBy).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(Date.parse(reviewBy)).toBeLessThan(Date.parse('2028-01-01'));
    }
  });

  it('warn at synthesis once that day has passed', () => {
    const warnings = (today: string): number => {
      const { app, stacks } = build();
      acknowledgeFindings(stacks, today);
      return app.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning'))
        .length;
    };
    expect(warnings('2027-01-01')).toBe(0);
    expect(warnings('2030-01-01')).toBeGreaterThan(0);
  });
});
