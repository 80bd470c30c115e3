import { describe, expect, it } from 'vitest';
import { displayWidth, textTable } from '../../cli/textTable.ts';

describe('a table on the terminal', () => {
  it('counts Chinese characters and full-width signs as two columns', () => {
    expect(displayWidth('RMSE 误差,')).toBe(9 + 2 - 1);
    expect(displayWidth('(%)')).toBe(3);
  });

  it('stands in columns in both languages: words left, figures right', () => {
    const table = textTable([['origin', 'films'], ['时点', '影片'], 'rule', ['T+3', '267'], ['T+7', '9']], 1);
    expect(table.split('\n')).toEqual([
      'origin  films',
      '时点     影片',
      '─────────────',
      'T+3       267',
      'T+7         9',
    ]);
    expect(new Set(table.split('\n').map(displayWidth))).toEqual(new Set([13]));
  });

  it('fills short rows', () => {
    expect(textTable([['a', 'b', 'c'], ['d']], 3)).toBe('a  b  c\nd');
  });
});
