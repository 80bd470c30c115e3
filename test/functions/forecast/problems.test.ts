import { beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../lib/api/contract/problem.ts';
import { describeError, type ErrorCode } from '../../../lib/errors/catalogue.ts';
import { componentValidator } from '../../contract/componentValidator.ts';
import { asProblem, createWorld, SAMPLE, type Send, type World } from './world.ts';

const isProblem = componentValidator(problem);
const someFilm = SAMPLE.films.find((film) => film.market === 'CN' && film.finalGross !== undefined);
const inUs = SAMPLE.films.find((film) => film.market === 'US' && film.finalGross !== undefined);
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const inputs = { release_date: '2025-06-05', date: '2025-05-31' };

const CASES: readonly [string, Send, number, ErrorCode, object?][] = [
  ['a body of 1 MB', { rawBody: JSON.stringify('x'.repeat(2 ** 20)) }, 413, 'request.body-too-large'],
  ['a body of 1 MB in base64', { rawBody: ' '.repeat(2 ** 20), base64: true }, 413, 'request.body-too-large'],
  ['JSON of depth 1,000', { rawBody: nested(1000) }, 400, 'request.body-too-deep'],
  ['broken JSON', { rawBody: '{"filmId":' }, 400, 'request.body-malformed'],
  ['NaN', { rawBody: '{"release_date":NaN}' }, 400, 'request.body-malformed'],
  ['-Infinity', { rawBody: '{"release_date":-Infinity}' }, 400, 'request.body-malformed'],
  ['bytes that are no UTF-8', { rawBody: '"\xff\xfe"', base64: true }, 400, 'request.body-malformed'],
  ['no body', {}, 400, 'request.body-missing'],
  [
    'a form',
    { rawBody: 'filmId=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'request.content-type',
  ],
  [
    'a wrong type',
    { body: { filmId: 5 } },
    422,
    'request.invalid',
    { errors: [{ code: 'field.type', pointer: '#/filmId' }] },
  ],
  [
    'an infinite number',
    { rawBody: '{"release_date":"2025-06-05","date":"2025-05-31","social_heat":1e999}' },
    422,
    'request.invalid',
    { errors: [{ code: 'field.type', pointer: '#/social_heat' }] },
  ],
  [
    'an unknown field',
    { body: { filmId: 'x', horizon: 3 } },
    422,
    'request.invalid',
    { errors: [{ code: 'field.unknown', pointer: '#/horizon' }] },
  ],
  [
    '__proto__',
    { rawBody: '{"filmId":"x","__proto__":{"a":1}}' },
    422,
    'request.invalid',
    { errors: [{ code: 'field.forbidden' }] },
  ],
  ['an unknown film', { body: { filmId: 'nobody' } }, 404, 'film.unknown'],
  ['an unknown film in its path', { method: 'GET', path: '/v1/films/nobody' }, 404, 'film.unknown'],
  ['forecasts of an unknown film', { method: 'GET', path: '/v1/films/nobody/forecasts' }, 404, 'film.unknown'],
  ['a film of another market', { body: { filmId: someFilm?.filmId, market: 'US' } }, 404, 'film.unknown'],
  ['a market without a model', { body: { filmId: inUs?.filmId } }, 503, 'champion.none'],
  [
    'an origin that is none',
    { body: { filmId: someFilm?.filmId, origin: 'T+8' } },
    422,
    'request.invalid',
    { errors: [{ code: 'field.choice' }] },
  ],
  ['a moment that is not served', { body: { ...inputs, date: '2025-03-01' } }, 422, 'request.moment-not-served'],
  ['a day that has not come', { body: { ...inputs, date: '2025-06-02' } }, 422, 'request.date-in-future'],
  ['an unknown path', { method: 'GET', path: '/v2/films' }, 404, 'request.route-unknown'],
  ['a slash at the end', { method: 'GET', path: '/v1/films/' }, 404, 'request.route-unknown'],
  ['a method that is not answered', { method: 'DELETE', path: '/v1/films/a' }, 405, 'request.method-unknown'],
  ['GET where POST is meant', { method: 'GET', path: '/v1/forecasts' }, 405, 'request.method-unknown'],
  [
    'a limit above 200',
    { method: 'GET', path: '/v1/films', query: { limit: '201' } },
    422,
    'request.invalid',
    { errors: [{ code: 'field.range', parameter: 'limit' }] },
  ],
  [
    'a misspelt parameter',
    { method: 'GET', path: '/v1/films', query: { markt: 'CN' } },
    422,
    'request.invalid',
    { errors: [{ code: 'field.unknown', parameter: 'markt' }] },
  ],
  ['a cursor of its own making', { method: 'GET', path: '/v1/films', query: { cursor: 'AAAA' } }, 422, 'store.cursor'],
  [
    'a cursor of another list',
    { method: 'GET', path: '/v1/artifacts', query: { cursor: 'AAAA', market: 'CN' } },
    422,
    'store.cursor',
  ],
  ['a parameter of health', { method: 'GET', path: '/v1/health', query: { verbose: '1' } }, 422, 'request.invalid'],
];

describe('problems', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });

  it.each(CASES)('%s is told exactly', async (_, send, status, code, more = {}) => {
    const answer = await world.send(send);
    expect(isProblem(answer.body)).toEqual([]);
    const told = asProblem(answer);
    expect(told).toMatchObject({ status, code, type: `urn:marquee:problem:${code}`, ...more });
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.headers['x-request-id']).toBe(told.requestId);
    expect(told.instance).toBe(`urn:marquee:request:${told.requestId}`);
    expect(told.detail).toBe(told.message.en);
    // Nothing is left to fill in.
    for (const text of [told.message.en, told.message.zh, told.next.en, told.next.zh]) {
      expect(text).not.toMatch(/\{[a-z]\w*\}/i);
    }
  });

  it('is one whole document, here of a misspelt field', async () => {
    const answer = await world.send({ body: { filmId: 'x', orgin: 'T+3' } });
    const params = { field: 'orgin', known: 'filmId, origin, asOf, market' };
    const field = describeError('field.unknown', params);
    expect(answer.body).toEqual({
      type: 'urn:marquee:problem:request.invalid',
      title: 'Unprocessable Content',
      status: 422,
      detail: 'The request has 1 wrong field(s): orgin.',
      instance: `urn:marquee:request:${answer.headers['x-request-id']}`,
      code: 'request.invalid',
      message: { en: 'The request has 1 wrong field(s): orgin.', zh: '请求中有 1 个字段有误:orgin。' },
      next: {
        en: 'Correct what "errors" lists, field by field.',
        zh: '请按“errors”中的列表逐个修正字段。',
      },
      requestId: answer.headers['x-request-id'],
      errors: [
        {
          pointer: '#/orgin',
          code: 'field.unknown',
          message: { en: field.en, zh: field.zh },
          next: { en: field.nextEn, zh: field.nextZh },
        },
      ],
    });
  });

  it('names the allowed method where another was used', async () => {
    const answer = await world.send({ method: 'PUT', path: '/v1/forecasts' });
    expect(answer.headers['allow']).toBe('POST');
  });

  it('says when to try again where something is not there for the moment', async () => {
    const answer = await world.send({ body: { filmId: inUs?.filmId } });
    expect(answer.headers['retry-after']).toBe('5');
  });

  it('tells a film that opens in a month when to ask, and refuses a moment to come', async () => {
    const before = await createWorld({ clock: () => Date.parse('2025-01-01T00:00:00Z') });
    const film = SAMPLE.films.find(
      (candidate) =>
        candidate.market === 'CN' &&
        candidate.releaseDate ===
          Math.max(...SAMPLE.films.filter((one) => one.market === 'CN').map((one) => one.releaseDate)),
    );
    expect(asProblem(await before.send({ body: { filmId: film?.filmId } })).code).toBe('forecast.too-early');
    expect(asProblem(await before.send({ body: { filmId: film?.filmId, origin: 'T-7' } })).code).toBe(
      'forecast.origin-in-future',
    );
  });

  it('tells nothing of an error that is not its own', async () => {
    const broken = await createWorld();
    const get = broken.inner.films.query;
    broken.inner.films.query = async () => {
      throw new Error('connection string secret://user:pass@host');
    };
    const answer = await broken.send({ method: 'GET', path: `/v1/films/${someFilm?.filmId}/forecasts` });
    broken.inner.films.query = get;
    expect(answer.status).toBe(500);
    expect(asProblem(answer).code).toBe('service.internal');
    expect(answer.text).not.toContain('secret');
  });
});
