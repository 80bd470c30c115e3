import { describe, expect, it } from 'vitest';
import { soak } from './soak.ts';

describe('windows over a few hours', () => {
  it('R16 hold no more state than open windows need (a million events: soak.long.test.ts)', () => {
    const figures = soak({ events: 50_000, films: 100, hours: 12 });
    expect(figures.mostWindows).toBeLessThanOrEqual(figures.windowBound);
    expect(figures.mostPanes).toBeLessThanOrEqual(figures.windowBound);
    expect(figures.mostIds).toBeLessThanOrEqual(figures.idBound);
  });
});
