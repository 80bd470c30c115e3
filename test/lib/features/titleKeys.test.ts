import { describe, expect, it } from 'vitest';
import { titleKeys } from '../../../lib/features/titleKeys.ts';
import type { KnownFilm } from '../../../lib/signals/knownFilm.ts';

const keys = (title: string) => titleKeys({ title } as KnownFilm);

describe('the keys of a title', () => {
  it.each([
    ['The Silent Sea', 'silent sea', 0],
    ['Silent Sea 2', 'silent sea', 2],
    ['Silent Sea III: Dawn', 'silent sea', 3],
    ['Silent Sea - Part 4', 'silent sea', 4],
    ['Space-Men', 'spacemen', 0],
    ['Up', '', 0],
    ['1917', '', 0],
    ['沉默之海', '沉默之海', 0],
    ['沉默之海2：黎明', '沉默之海', 2],
    ['沉默之海Ⅲ', '沉默之海', 3],
    ['沉默', '', 0],
  ])('%s: base "%s", number %i', (title, base, number) => {
    expect([keys(title).base, keys(title).number]).toEqual([base, number]);
  });

  it('list beginnings that could be the name of a series, shortest first', () => {
    expect(keys('Silent Sea and the Storm').beginnings).toEqual([
      'silent',
      'silent sea',
      'silent sea and',
      'silent sea and storm',
    ]);
    expect(keys('Silent Sea and the Storm').lead).toBe('silent sea');
    expect(keys('Sea of Storms').lead).toBeUndefined();
  });
});
