import { defineConfig } from 'vitest/config';

const report = process.env['MARQUEE_TEST_REPORT'];

/** The suite of `npm test`: every test of a minute or less; time zone fixed so that no test leans on the machine's own. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.long.test.ts', 'node_modules/**'],
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    ...(report ? { reporters: ['default', 'json'], outputFile: { json: report } } : {}),
  },
});
