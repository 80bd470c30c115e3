import { describe, it } from 'vitest';

/** Puts a skipped test with its reason into the report, where nobody overlooks it. */
export function skipLoudly(name: string, reason: string): void {
  describe(name, () => {
    it.skip(`was NOT compared with the adapters: ${reason}`, () => {});
  });
}
