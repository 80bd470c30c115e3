import { describe, expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

describe('any request at all', () => {
  it('S1 is answered by the contract or refused with a problem, never with a 5xx (100,000 requests, seed 1)', async () => {
    const { answered, refused } = await fuzz(100_000, 1);
    expect(answered).toBeGreaterThan(5000);
    expect(refused).toBeGreaterThan(50_000);
  });
});
