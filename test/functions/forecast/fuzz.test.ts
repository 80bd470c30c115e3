import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

describe('any request at all', () => {
  it('S1 is answered by the contract or refused with a problem, never with a 5xx (20,000 requests, seed 20250601)', async () => {
    const { answered, refused } = await fuzz(20_000, 20_250_601);
    expect(answered).toBeGreaterThan(1000);
    expect(refused).toBeGreaterThan(10_000);
  });
});
