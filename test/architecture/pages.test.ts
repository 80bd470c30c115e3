import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { existsBelow, faultsOf, readPages } from './checkPages.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the pages of documentation', () => {
  const pages = readPages(ROOT);

  it('defect 8: number sections in order, name none twice, and link to what is there', () => {
    expect(pages.length).toBeGreaterThan(15);
    expect(faultsOf(pages, existsBelow(ROOT))).toEqual([]);
  });

  it('defect 8: faults are found: a section skipped, one repeated, a heading twice, links that lead nowhere', () => {
    const text = '# A\n## 1. One\n## 3. Three\n## 3. Three\n[x](b.md) [y](#two) [z](#1-one) `[w](c.md)`\n';
    expect(faultsOf([{ file: 'docs/a.md', text }], (file) => file === 'docs/a.md')).toEqual([
      'docs/a.md: "3. Three" follows number 1',
      'docs/a.md: "3. Three" stands twice',
      'docs/a.md: "3. Three" follows number 3',
      'docs/a.md: b.md leads nowhere',
      'docs/a.md: #two names no heading',
    ]);
  });

  it('defect 8: decisions are numbered from 0001 without a gap', () => {
    const numbers = pages.flatMap(({ file }) => /^docs\/adr\/(\d{4})-/.exec(file)?.[1] ?? []).sort();
    expect(numbers.length).toBeGreaterThan(5);
    expect(numbers).toEqual(numbers.map((_, at) => String(at + 1).padStart(4, '0')));
    for (const { file, text } of pages.filter(({ file }) => file.startsWith('docs/adr/'))) {
      expect([file, text.split('\n')[0]]).toEqual([file, expect.stringMatching(`^# ${Number(file.slice(9, 13))}\\. `)]);
    }
  });
});
