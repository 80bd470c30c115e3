import { defineConfig } from 'vitest/config';

const report = process.env['MARQUEE_TEST_REPORT'];

/**
 * The suite of `npm test`: every test that is not long. Time zone fixed so that no test leans on the machine's own. Tests
 * that start the whole system come last and one at a time: they measure how long it takes.
 */
export default defineConfig({
  test: {
    pool: 'forks',
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    ...(report ? { reporters: ['default', 'json'], outputFile: { json: report } } : {}),
    projects: [
      {
        extends: true,
        test: {
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts', 'test/e2e/**', 'test/cli/**', 'node_modules/**'],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/{cli,e2e}/**/*.test.ts'],
          exclude: ['test/**/*.long.test.ts', 'node_modules/**'],
          maxWorkers: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
