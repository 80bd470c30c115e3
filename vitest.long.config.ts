import { defineConfig } from 'vitest/config';

/** The suite of `npm run test:long`: what takes longer than a minute. */
export default defineConfig({
  test: {
    include: ['test/**/*.long.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    env: { TZ: 'UTC', LANG: 'C.UTF-8' },
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
