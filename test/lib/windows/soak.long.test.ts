import { describe, expect, it } from 'vitest';
import { soak } from './soak.ts';

const EVENTS = 1_000_000;
const MEGABYTE = 1e6;

describe('windows over a day and a million events', () => {
  it('R16 hold no more memory from hour to hour, and no more state than open windows need', () => {
    const figures = soak({ events: EVENTS, films: 300, hours: 24 });
    expect(figures.slope).toBeLessThan(5 * MEGABYTE);
    expect(figures.mostWindows).toBeLessThanOrEqual(figures.windowBound);
    expect(figures.mostPanes).toBeLessThanOrEqual(figures.windowBound);
    expect(figures.mostIds).toBeLessThanOrEqual(figures.idBound);
  });
});
