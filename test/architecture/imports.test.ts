import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const planted = path.join(root, 'lib', `planted-${process.pid}`);

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

function cruise(...folders: string[]): Cruise {
  const bin = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, ...folders, '--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }));
  } catch (error) {
    // The tool exits with the number of violations and still prints its report.
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

describe('the direction of imports', () => {
  afterAll(() => rmSync(planted, { recursive: true, force: true }));

  it('holds across the tree, and the tool saw the tree', () => {
    const { summary } = cruise('infra', 'functions', 'lib', 'cli');
    expect(summary.violations.map((one) => `${one.rule.name}: ${one.from}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(150);
  });

  it('is seen to be broken when a core file reads the disk or an adapter', () => {
    mkdirSync(planted, { recursive: true });
    writeFileSync(
      path.join(planted, 'reader.ts'),
      "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');\n",
    );
    writeFileSync(
      path.join(planted, 'client.ts'),
      "import { S3Client } from '@aws-sdk/client-s3';\nexport const client = S3Client;\n",
    );
    const rules = cruise(path.relative(root, planted)).summary.violations.map(
      (one) => `${one.rule.name}: ${path.basename(one.from)}`,
    );
    expect(rules.toSorted()).toEqual(['core-does-no-io: client.ts', 'core-does-no-io: reader.ts']);
  });
});
