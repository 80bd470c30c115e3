import { describe, expect, it } from 'vitest';
import { catalogueHash, FEATURES, GROUPS } from '../../../lib/features/catalogue.ts';
import { featurePage } from '../../../lib/features/featurePage.ts';
import { ORIGINS } from '../../../lib/film/origin.ts';

describe('the feature catalogue', () => {
  it('names every feature once, in both languages, with unit, source and the origin it is known from (defects 18, 19)', () => {
    expect(new Set(FEATURES.map(({ name }) => name)).size).toBe(FEATURES.length);
    for (const { name, unit, source, knownFrom, en, zh } of FEATURES) {
      expect(name).toMatch(/^[a-z0-9_]+$/);
      expect([unit, source, en].every((text) => text.length > 0)).toBe(true);
      expect([name, /\p{Script=Han}/u.test(zh)]).toEqual([name, true]);
      expect(ORIGINS).toContain(knownFrom);
    }
    for (const key of ['en', 'zh'] as const) {
      const texts = FEATURES.map((feature) => feature[key]);
      expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
    }
  });

  it('keeps the columns of a group together', () => {
    const order = FEATURES.map(({ group }) => group).filter((group, at, all) => group !== all[at - 1]);
    expect(order).toHaveLength(GROUPS.length);
    expect(new Set(order).size).toBe(GROUPS.length);
  });

  it('has a hash that tells one catalogue from another', () => {
    expect(catalogueHash()).toMatch(/^[0-9a-f]{64}$/);
  });

  it('has month, weekday, screens and the level of the market among its features (defect 28)', () => {
    const names = FEATURES.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['month_02', 'opens_friday', 'theatres_booked', 'market_year', 'share_last']),
    );
  });

  it('is described by docs/features.md', async () => {
    await expect(featurePage()).toMatchFileSnapshot('../../../docs/features.md');
  });
});
