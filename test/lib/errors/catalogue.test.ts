import { describe, expect, it } from 'vitest';
import { statusOf } from '../../../lib/api/statusOf.ts';
import { describeError, ERROR_CODES, errorText } from '../../../lib/errors/catalogue.ts';

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
/** Areas that no request meets, with the reason in their names. */
const NOT_OVER_HTTP = [
  'cli',
  'training',
  'backtest',
  'run',
  'collect',
  'local',
  'simulation',
  'signal',
  'replay',
  'stream',
  'identity',
  'calendar',
  'refresh',
  'proof',
  'export',
];

describe('the catalogue of errors', () => {
  it.each(ERROR_CODES)('U2 %s has a sentence and a next action in both languages', (code) => {
    const { en, zh, nextEn, nextZh } = errorText(code);
    for (const english of [en, nextEn]) expect(english).toMatch(/^[\x20-\x7e].*[.?!…}]$/);
    for (const chinese of [zh, nextZh]) {
      expect(chinese).toMatch(/[一-鿿]/);
      expect(chinese).toMatch(/[。?!?!}]$/);
    }
    expect([...new Set(placeholders(zh + nextZh))].sort()).toEqual([...new Set(placeholders(en + nextEn))].sort());
  });

  it('keeps codes in the form area.name', () => {
    for (const code of ERROR_CODES) expect(code).toMatch(/^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('fills placeholders with what is given, whatever it looks like', () => {
    expect(describeError('film.unknown', { filmId: '$& {filmId}' }).en).toBe('There is no film "$& {filmId}".');
  });

  it('gives every code that a request can meet a status of its own area', () => {
    const undecided = ERROR_CODES.filter((code) => statusOf(code) === 500 && code !== 'service.internal');
    expect(undecided.filter((code) => !NOT_OVER_HTTP.includes(code.slice(0, code.indexOf('.'))))).toEqual([]);
  });
});
