import { describe, expect, it } from 'vitest';
import { readBody } from '../../../lib/api/readBody.ts';
import { AppError } from '../../../lib/errors/appError.ts';

const read = (body: string | undefined, contentType?: string, isBase64Encoded = false) =>
  readBody({ body, contentType, isBase64Encoded });

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'read';
}

describe('reading a body', () => {
  it('reads JSON in UTF-8, plain or in base64, under any name of JSON', () => {
    const body = JSON.stringify({ title: '流浪地球' });
    for (const type of [undefined, 'application/json', 'Application/JSON; charset=UTF-8', 'application/vnd.x+json']) {
      expect(read(body, type)).toEqual({ title: '流浪地球' });
    }
    expect(read(Buffer.from(body).toString('base64'), 'application/json', true)).toEqual({ title: '流浪地球' });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/json; charset=gbk',
    'multipart/form-data',
    '',
  ])('refuses a body declared as "%s"', (type) => expect(codeOf(() => read('{}', type))).toBe('request.content-type'));

  it.each([
    '{',
    '[1,]',
    '{"a":NaN}',
    '{"a":Infinity}',
    '{"a":1}x',
    "{'a':1}",
    '\u0000',
    '{"a":"\n"}',
    'undefined',
    ' ',
  ])('calls %j malformed and repeats nothing of it', (body) => {
    expect(codeOf(() => read(body))).toBe('request.body-malformed');
    try {
      read(`{"password":"hunter2",${body}`);
      expect.unreachable();
    } catch (error) {
      expect(JSON.stringify((error as AppError).params)).not.toContain('hunter2');
    }
  });

  it('calls bytes that are no UTF-8 malformed', () => {
    const gbk = Buffer.from([0x22, 0xc1, 0xf7, 0xc0, 0xcb, 0x22]).toString('base64');
    expect(codeOf(() => read(gbk, undefined, true))).toBe('request.body-malformed');
  });

  it('S12 reads 64 KB and not a byte more, counted in bytes', () => {
    const filled = (bytes: number) => `"${'a'.repeat(bytes - 2)}"`;
    expect(codeOf(() => read(filled(65_536)))).toBe('read');
    expect(codeOf(() => read(filled(65_537)))).toBe('request.body-too-large');
    expect(codeOf(() => read(`"${'票'.repeat(22_000)}"`))).toBe('request.body-too-large');
    expect(codeOf(() => read(Buffer.alloc(2 ** 20, 32).toString('base64'), undefined, true))).toBe(
      'request.body-too-large',
    );
  });

  it('S12 reads 32 levels and not one more, brackets in strings not counted', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(codeOf(() => read(nested(32)))).toBe('read');
    expect(codeOf(() => read(nested(33)))).toBe('request.body-too-deep');
    expect(codeOf(() => read(nested(1000)))).toBe('request.body-too-deep');
    expect(codeOf(() => read('{"a":'.repeat(1000)))).toBe('request.body-too-deep');
    expect(codeOf(() => read(JSON.stringify({ a: `\\"${'['.repeat(100)}` })))).toBe('read');
  });

  it.each([undefined, ''])('asks for a body when there is none', (body) => {
    expect(codeOf(() => read(body))).toBe('request.body-missing');
  });
});
