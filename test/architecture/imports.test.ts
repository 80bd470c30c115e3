import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inTemporaryFolder } from '../e2e/marquee.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CONFIG = '.dependency-cruiser.mjs';

interface Cruise {
  readonly summary: {
    readonly totalCruised: number;
    readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[];
  };
}

function cruise(cwd: string, ...folders: readonly string[]): Cruise {
  const bin = path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = [bin, ...folders, '--config', CONFIG, '--output-type', 'json'];
  try {
    return JSON.parse(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 }));
  } catch (error) {
    // The tool exits with the number of violations and still prints its report.
    return JSON.parse((error as { stdout: string }).stdout);
  }
}

describe('the direction of imports', () => {
  it('holds across the tree, and the tool saw the tree', () => {
    const { summary } = cruise(ROOT, 'infra', 'functions', 'lib', 'cli');
    expect(summary.violations.map((one) => `${one.rule.name}: ${one.from}`)).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(400);
  });

  it('is seen to be broken when a core file reads the disk or a store', async () => {
    await inTemporaryFolder(async (folder) => {
      for (const name of [CONFIG, 'tsconfig.json']) copyFileSync(path.join(ROOT, name), path.join(folder, name));
      symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
      mkdirSync(path.join(folder, 'lib/planted'), { recursive: true });
      const plant = (name: string, text: string) => writeFileSync(path.join(folder, 'lib/planted', name), text);
      plant('reader.ts', "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');\n");
      plant('client.ts', "import { S3Client } from '@aws-sdk/client-s3';\nexport const client = S3Client;\n");
      const { violations } = cruise(folder, 'lib').summary;
      const seen = violations.map((one) => `${one.rule.name}: ${path.basename(one.from)}`);
      expect(seen.toSorted()).toEqual(['core-does-no-io: client.ts', 'core-does-no-io: reader.ts']);
    });
  });
});
