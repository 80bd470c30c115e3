import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Synthesis } from './synthesis.ts';

/** What the deploy page says of the templates. */
export function describeDeployPage(synthesis: () => Synthesis): void {
  const page = (): Promise<string> => readFile(path.resolve(import.meta.dirname, '../../docs/deploy.md'), 'utf8');

  describe('docs/deploy.md', () => {
    it('names parameters and outputs that exist, and every parameter that there is', async () => {
      const text = await page();
      const named = new Set([...text.matchAll(/(Marquee-\w+):(\w+)=/g)].map(([, stack, name]) => `${stack}:${name}`));
      const declared = [...synthesis().templates].flatMap(([stack, { Parameters }]) =>
        Object.keys(Parameters)
          .filter((name) => name !== 'BootstrapVersion')
          .map((name) => `${stack}:${name}`),
      );
      expect([...named].sort()).toEqual(declared.sort());
      for (const [, stack = '', name = ''] of text.matchAll(/\$\(output (\S+) (\w+)\)/g)) {
        expect(synthesis().templates.get(stack)?.Outputs, `${stack} ${name}`).toHaveProperty(name);
      }
    });

    it('counts alarms and reserved concurrency as they are', async () => {
      const text = await page();
      const alarms = synthesis().all('AWS::CloudWatch::Alarm').length;
      expect(text).toContain(`${alarms} × 0.10 | ${(alarms * 0.1).toFixed(2)}`);
      const reserved = [...synthesis().functions().values()].map(({ Properties }) =>
        Number(Properties['ReservedConcurrentExecutions']),
      );
      const sum = reserved.reduce((total, share) => total + share, 0);
      expect(text).toContain(`${sum} reserved in all`);
      expect(text).toContain(`共预留 ${sum}`);
    });

    it('gives the same commands in both languages', async () => {
      const commands = [...(await page()).matchAll(/```\n(.*?)```/gs)].map(([, block]) =>
        block?.replace(/ +# .*$/gm, ''),
      );
      const half = commands.length / 2;
      expect(half).toBeGreaterThan(3);
      expect(commands.slice(half)).toEqual(commands.slice(0, half));
    });
  });
}
