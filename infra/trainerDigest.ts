import { createHash } from 'node:crypto';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { PROJECT_ROOT } from './settings.ts';

/**
 * SHA-256 of the program that trains: its modules bundled and minified, so that comments and layout do not count. Every
 * artifact names it, because the same data give the same bytes only from the same program.
 */
export function trainerDigest(): string {
  const bundled = buildSync({
    stdin: {
      contents: "export * from './trainMarket.ts';\nexport * from './exportMarket.ts';\n",
      resolveDir: path.join(PROJECT_ROOT, 'lib/training'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
  });
  return createHash('sha256')
    .update(bundled.outputFiles[0]?.contents ?? '')
    .digest('hex');
}
