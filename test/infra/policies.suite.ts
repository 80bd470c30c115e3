import { describe, expect, it } from 'vitest';
import { readable } from './readable.ts';
import type { Found, Synthesis } from './synthesis.ts';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Who may do what. */
export function describePolicies(synthesis: () => Synthesis): void {
  const roleOf = (fn: Found): string => (fn.Properties['Role'] as { 'Fn::GetAtt': [string, string] })['Fn::GetAtt'][0];

  const statementsOf = (role: string, stack: string): Statement[] => {
    const policies = synthesis()
      .all('AWS::IAM::Policy')
      .filter((policy) => policy.stack === stack && JSON.stringify(policy.Properties['Roles']).includes(`"${role}"`));
    const inline = synthesis()
      .all('AWS::IAM::Role')
      .filter(({ id }) => id === role)
      .flatMap(({ Properties }) => (Properties['Policies'] ?? []) as { PolicyDocument: unknown }[]);
    const documents = [
      ...policies.map(({ Properties }) => Properties['PolicyDocument']),
      ...inline.map((p) => p.PolicyDocument),
    ];
    const statements = documents.flatMap((document) => (document as { Statement: Statement[] }).Statement);
    return readable(statements, synthesis().templates) as Statement[];
  };

  describe('least privilege (S9)', () => {
    it('every role is for one service and one purpose, without a managed policy', () => {
      const roles = synthesis().all('AWS::IAM::Role');
      for (const { id, Properties } of roles) expect(Properties['ManagedPolicyArns'], id).toBeUndefined();
      const used = [...synthesis().functions().values()].map(roleOf);
      expect(new Set(used).size).toBe(used.length);
      expect(roles).toHaveLength(used.length + synthesis().all('AWS::Scheduler::Schedule').length);
    });

    it('no statement allows an action by wildcard, and only tracing allows a wildcard for a resource', () => {
      const roles = synthesis().all('AWS::IAM::Role');
      for (const { id, stack } of roles) {
        const statements = statementsOf(id, stack);
        expect(statements.length, id).toBeGreaterThan(0);
        for (const statement of statements) {
          expect(statement.Effect, id).toBe('Allow');
          const actions = [statement.Action].flat();
          for (const action of actions) expect(action, id).not.toContain('*');
          if ([statement.Resource].flat().includes('*')) {
            expect(actions, id).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
          }
        }
      }
    });

    it('what each function may do is what was reviewed', async () => {
      for (const [name, fn] of synthesis().functions()) {
        const policy = statementsOf(roleOf(fn), fn.stack).map(asText).join('\n');
        await expect(`${policy}\n`).toMatchFileSnapshot(`golden/${name}.policy.txt`);
      }
    });

    it('a function may be called by what we declare alone', () => {
      const callers = synthesis()
        .all('AWS::Lambda::Permission')
        .map(
          ({ Properties }) =>
            `${Properties['Principal']} ${readable(Properties['FunctionName'], synthesis().templates)}`,
        );
      expect([...new Set(callers)].sort()).toEqual([
        'apigateway.amazonaws.com ForecastFunction.Arn',
        'events.amazonaws.com ImportHistoryFunction.Arn',
      ]);
      for (const { id, Properties } of synthesis().all('AWS::Lambda::Permission')) {
        expect(Properties['SourceArn'], id).toBeDefined();
      }
    });
  });
}

/** A statement as a paragraph that can be reviewed. */
function asText({ Effect, Action, Resource, Condition }: Statement): string {
  const lines = [`${Effect} ${[Action].flat().join(', ')}`, ...[Resource].flat().map((resource) => `  on ${resource}`)];
  if (Condition) lines.push(`  when ${JSON.stringify(Condition)}`);
  return `${lines.join('\n')}\n`;
}
