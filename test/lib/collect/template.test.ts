import { describe, expect, it } from 'vitest';
import { encoderOf } from '../../../lib/collect/planRequests.ts';
import { checkTemplate, expandTemplate, revealHeader, revealSecrets } from '../../../lib/collect/template.ts';

const values = {
  slot: Date.parse('2026-03-01T17:00:00Z'),
  market: 'CN' as const,
  providerId: 'a/b?c',
  title: '流浪地球 2',
  page: 20,
};
const expand = (template: string) => expandTemplate(template, values, encodeURIComponent);

describe('templates of requests', () => {
  it.each([
    ['/{date}', '/2026-03-02'], // the market's day: 01:00 in Shanghai
    ['/{date|compact}', '/20260302'],
    ['/{date-1}', '/2026-03-01'],
    ['/{date-2|compact}', '/20260228'],
    ['/{date+7}', '/2026-03-09'],
    ['/{providerId}', '/a%2Fb%3Fc'],
    ['?q={title}&start={page}', '?q=%E6%B5%81%E6%B5%AA%E5%9C%B0%E7%90%83%202&start=20'],
    ['?key={secret:MY_KEY}', '?key={secret:MY_KEY}'], // kept as it is written
  ])('%s becomes %s', (template, text) => {
    expect(checkTemplate(template)).toBeUndefined();
    expect(expand(template)).toBe(text);
  });

  it.each(['{dat}', '{date-1000}', '{secret:lower}', '{date|long}', '{}', '{__proto__}'])(
    '%s stands for nothing',
    (template) => {
      expect(checkTemplate(template)).toMatch(/stands for nothing/);
    },
  );

  it('leaves the braces of JSON alone', () => {
    expect(checkTemplate('{"film": "{providerId}"}')).toBeUndefined();
    expect(expandTemplate('{"film": "{title}"}', values, (text) => text)).toBe('{"film": "流浪地球 2"}');
  });

  it('takes secrets in last, encoded for where they stand', async () => {
    const read = async (name: string) => `${name}&=x`;
    expect(await revealSecrets('?a={secret:A}&b={secret:B}', read, encodeURIComponent)).toBe('?a=A%26%3Dx&b=B%26%3Dx');
    expect(await revealHeader('Bearer secret:A', read)).toBe('Bearer A&=x');
  });

  it('a title that looks like a placeholder stays a title', async () => {
    const text = expandTemplate('?q={title}', { ...values, title: '{secret:KEY}' }, encodeURIComponent);
    expect(await revealSecrets(text, async () => 'canary', encodeURIComponent)).not.toContain('canary');
    const encode = encoderOf('{"q": "{title}"}');
    const body = expandTemplate('{"q": "{title}"}', { ...values, title: '{secret:KEY}' }, encode);
    expect(JSON.parse(await revealSecrets(body, async () => 'canary', encode))).toEqual({ q: '{secret:KEY}' });
  });
});
