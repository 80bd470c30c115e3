import { describe, expect, it } from 'vitest';
import { filmsParameters } from '../../../lib/api/contract/parameters.ts';
import { InvalidRequest } from '../../../lib/api/invalidRequest.ts';
import { parseForecastRequest, parseParameters } from '../../../lib/api/parseRequest.ts';
import { toProblem } from '../../../lib/api/problem.ts';

const INPUTS = { release_date: '2024-02-10', date: '2024-02-03' };

function faultsOf(body: unknown): readonly string[] {
  try {
    parseForecastRequest(body);
  } catch (error) {
    if (!(error instanceof InvalidRequest)) throw error;
    return error.faults.map(({ at, code, params }) => {
      const { field: _, known: __, ...rest } = params;
      return [code, Object.values(at)[0], ...Object.values(rest)].join(' ');
    });
  }
  return [];
}

describe('reading the request for a forecast', () => {
  it('takes a film of the history by its id', () => {
    expect(parseForecastRequest({ filmId: 'f1', origin: 'T+3' })).toEqual({
      kind: 'known-film',
      known: { filmId: 'f1', origin: 'T+3' },
    });
  });

  it("takes the brief's nine fields, in CN and with receipts per show unless it is said otherwise", () => {
    const nine = {
      presale_amount: 8_500_000,
      show_count: 12_000,
      avg_price: 708.33,
      social_heat: 25_000,
      want_see_count: 180_000,
      director_score: 7.8,
      actor_score: 8.2,
      competition_index: 25,
      type_factor: 2,
    };
    expect(parseForecastRequest({ ...INPUTS, ...nine })).toEqual({
      kind: 'film-inputs',
      inputs: { ...INPUTS, ...nine, market: 'CN', avg_price_unit: 'show' },
    });
  });

  it('takes null and absence alike for unknown', () => {
    expect(faultsOf({ ...INPUTS, presale_amount: null, director_score: null, daily: null })).toEqual([]);
  });

  it.each([
    [{}, ['field.missing #/release_date', 'field.missing #/date']],
    [[], ['field.type # object array']],
    [null, ['field.type # object null']],
    ['x', ['field.type # object string']],
    [{ filmId: 7 }, ['field.type #/filmId string number']],
    [{ filmId: '' }, ['field.range #/filmId length ≥ 1', 'field.format #/filmId text without control characters']],
    [{ filmId: 'a\u0000b' }, ['field.format #/filmId text without control characters']],
    [{ filmId: 'a', origin: 'T+9' }, [expect.stringMatching(/^field\.choice #\/origin T-7, T-6, /)]],
    [{ filmId: 'a', presale_amount: 1 }, ['field.unknown #/presale_amount']],
    [{ ...INPUTS, date: '2024-02-30' }, ['field.format #/date YYYY-MM-DD']],
    [{ ...INPUTS, date: '0001-01-01' }, ['field.range #/date 1900-01-01 … 2199-12-31']],
    [{ ...INPUTS, date: 20240203 }, ['field.type #/date string number']],
    [{ ...INPUTS, presale_amount: -1 }, ['field.range #/presale_amount ≥ 0']],
    [{ ...INPUTS, presale_amount: '8500000' }, ['field.type #/presale_amount number string']],
    [{ ...INPUTS, presale_amount: JSON.parse('1e999') }, ['field.type #/presale_amount number number']],
    [{ ...INPUTS, director_score: 78 }, ['field.range #/director_score ≤ 10']],
    [{ ...INPUTS, type_factor: 2.5 }, ['field.type #/type_factor integer number']],
    [{ ...INPUTS, market: 'cn' }, ['field.choice #/market US, CN, KR']],
    [{ ...INPUTS, daily: [{ date: '2024-02-01', gros: 1 }] }, ['field.unknown #/daily/0/gros']],
    [{ ...INPUTS, 'a/b~c d': 1 }, ['field.unknown #/a~1b~0c%20d']],
  ])('says of %j what is wrong with it', (body, faults) => {
    expect(faultsOf(body)).toEqual(faults);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('S8 never accepts a field called %s, at any depth', (name) => {
    const day = JSON.parse(`{"date":"2024-02-01","${name}":{"polluted":1}}`);
    expect(faultsOf(JSON.parse(`{"filmId":"f","${name}":{"polluted":1}}`))).toEqual([`field.forbidden #/${name}`]);
    expect(faultsOf({ ...INPUTS, daily: [day] })).toEqual([`field.forbidden #/daily/0/${name}`]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('names at most twenty faults and cuts long names, so that an answer stays small', () => {
    const body = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`${'x'.repeat(90)}${index}`, 1]));
    try {
      parseForecastRequest(body);
      expect.unreachable();
    } catch (error) {
      const problem = toProblem(error, 'r1');
      expect(problem.errors).toHaveLength(20);
      expect(JSON.stringify(problem).length).toBeLessThan(40_000);
    }
  });
});

describe('reading parameters', () => {
  it('reads numbers from text', () => {
    expect(parseParameters(filmsParameters, { limit: '20', market: 'US' })).toEqual({ limit: 20, market: 'US' });
  });

  it.each([
    [{ limit: '201' }, { parameter: 'limit' }, 'field.range'],
    [{ limit: '0' }, { parameter: 'limit' }, 'field.range'],
    [{ limit: '' }, { parameter: 'limit' }, 'field.range'],
    [{ limit: 'ten' }, { parameter: 'limit' }, 'field.type'],
    [{ limit: '1.5' }, { parameter: 'limit' }, 'field.type'],
    [{ market: 'XX' }, { parameter: 'market' }, 'field.choice'],
    [{ markt: 'CN' }, { parameter: 'markt' }, 'field.unknown'],
    [{ cursor: '' }, { parameter: 'cursor' }, 'field.range'],
  ])('refuses %j', (values, at, code) => {
    try {
      parseParameters(filmsParameters, values);
      expect.unreachable();
    } catch (error) {
      expect((error as InvalidRequest).faults).toMatchObject([{ at, code }]);
    }
  });
});
