import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../lib/collect/decodeText.ts';
import { parseCsv } from '../../../lib/collect/formats/parseCsv.ts';
import { parseDelimited } from '../../../lib/collect/formats/parseDelimited.ts';
import { parseHtmlTable } from '../../../lib/collect/formats/parseHtmlTable.ts';
import { parseJavascript } from '../../../lib/collect/formats/parseJavascript.ts';
import { readDay, readMoment } from '../../../lib/collect/readMoment.ts';
import { parseDay } from '../../../lib/film/day.ts';

describe('formats of answers', () => {
  it.each([
    ['{"a": 1}', { a: 1 }],
    ['var x = {"a": "}];"} ;', { a: '}];' }],
    ['let a_1 = [1, [2]];\nmodule.exports={ a_1 };', [1, [2]]],
    ['callback({"a": "\\"}"});', { a: '"}' }],
    ['/**/ns.cb([])', []],
    [')]}\'\n{"a": 1}', { a: 1 }],
    [")]}',\n[1]", [1]],
    ['window.DATA = {"a": 1}; alert(1)', { a: 1 }],
  ])('a script %j holds its one value, and nothing of it is run', (text, value) => {
    expect(parseJavascript(text)).toEqual(value);
  });

  it.each([
    '',
    'var x = 5;',
    'let a = {"a": 1',
    'var x = {a: 1};',
    'alert(1); var x = {}',
    'x = {"a": process.exit()}',
  ])('a script %j is refused', (text) => {
    expect(() => parseJavascript(text)).toThrow(SyntaxError);
  });

  it('CSV comes by the names of its header, quotation marks and byte order mark taken off', () => {
    expect(parseCsv('\ufeffa;b\n"x;y";2\n\n;\n', ';')).toEqual({
      rows: [
        { a: 'x;y', b: '2' },
        { a: '', b: '' },
      ],
    });
  });

  it.each([
    ['', /no header/],
    ['a,a\n1,2', /stands twice/],
    ['a,b\n1', /record length/i],
    ['a,b\n"1,2', /quote/i],
    ['a\0,b\n1,2', /NUL/],
  ])('CSV %j is refused', (text, reason) => {
    expect(() => parseCsv(text, ',')).toThrow(reason);
  });

  it('lines of fields are refused when one has another width', () => {
    expect(parseDelimited('1^a\r\n2^b\n', { separator: '^', columns: ['n', 't'] }).rows).toHaveLength(2);
    expect(() => parseDelimited('1^a\n2^b^c', { separator: '^', columns: ['n', 't'] })).toThrow(/line 2 has 3 fields/);
  });

  it('a table of a page is refused when it is not one or not even', () => {
    const options = { table: 'table', saysNoData: 'No data' };
    const row = (...cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    const page = `<table>${row('A', 'B')}${row('<a href="/x">y</a> z', ' 1 &amp;\n 2 ')}</table>`;
    expect(parseHtmlTable(page, options)).toEqual({
      isEmpty: false,
      rows: [{ A: 'y z', 'A@link': 'y', 'A@href': '/x', B: '1 & 2' }],
    });
    expect(() => parseHtmlTable(page + page, options)).toThrow(/2 such tables/);
    expect(() => parseHtmlTable(`<table>${row('A', 'B')}${row('1')}</table>`, options)).toThrow(/1 cells instead of 2/);
    expect(() => parseHtmlTable('<table></table>', options)).toThrow(/no header/);
    expect(parseHtmlTable('<p>No data here</p>', options)).toEqual({ isEmpty: true, rows: [] });
  });

  it('text is of the encoding that its mark, its declaration or its header names, and refused when it is not', () => {
    const gbk = new Uint8Array([0xc6, 0xb1, 0xb7, 0xbf]);
    expect(decodeText(gbk, undefined, 'text/html; charset=GB2312')).toBe('票房');
    expect(decodeText(gbk, 'gbk', 'text/html; charset=utf-8')).toBe('票房');
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x68, 0x79]), 'gbk', '')).toBe('\u7968');
    expect(() => decodeText(gbk, undefined, 'text/html')).toThrow(/not utf-8/);
    expect(() => decodeText(gbk, undefined, 'text/html; charset=klingon')).toThrow(/not klingon/);
  });

  it.each([
    [1_511_610_787_000, 'epoch-ms', 1_511_610_787_000],
    ['1628380800', 'epoch-s', 1_628_380_800_000],
    ['2026-03-02T10:00:00+08:00', 'iso', Date.parse('2026-03-02T02:00:00Z')],
    ['2017-11-25 19:53:07', 'local', 1_511_610_787_000],
    ['20260127', 'day-end', Date.parse('2026-01-27T16:00:00Z')],
    ['20260127~20260127', 'day-end', Date.parse('2026-01-27T16:00:00Z')],
    ['2026080100', 'utc-day-end', Date.parse('2026-08-02T00:00:00Z')],
    ['2026-03-02T10:00:00', 'iso', undefined],
    ['2017-02-30 10:00:00', 'local', undefined],
    ['2026-02-30', 'day-end', undefined],
    ['soon', 'epoch-ms', undefined],
    [null, 'local', undefined],
  ] as const)('the moment %j as %s is %s', (value, form, moment) => {
    expect(readMoment(value, form, 'CN')).toBe(moment);
  });

  it.each([
    ['2026-03-02', '2026-03-02'],
    ['20260302', '2026-03-02'],
    ['2026/03/02 08:00', '2026-03-02'],
  ])('the day %j is %s', (text, day) => {
    expect(readDay(text)).toBe(parseDay(day));
  });

  it.each(['08.31', '2月22日 周五', '2026-3-2', '20261301', '', null])(
    'the day %j is unknown: no year is guessed',
    (text) => {
      expect(readDay(text)).toBeUndefined();
    },
  );
});
