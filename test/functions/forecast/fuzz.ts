import fc from 'fast-check';
import { expect } from 'vitest';
import { problem } from '../../../lib/api/contract/problem.ts';
import { OPERATIONS, operationOf } from '../../../lib/api/operations.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { createSignalLog } from '../../../lib/stores/signalLog.ts';
import { componentValidator } from '../../contract/componentValidator.ts';
import { change, reading } from '../../lib/signals/inventSignals.ts';
import { type Answer, createWorld, NOW, SAMPLE, type Send, toEvent } from './world.ts';

const SLOWEST_MS = 2000;

const isProblem = componentValidator(problem);
const isAnswer = Object.fromEntries(
  Object.entries(OPERATIONS).map(([id, operation]) => [id, componentValidator(operation.answer)]),
);

const someFilmId = fc.constantFrom(...SAMPLE.films.map((film) => film.filmId));
const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    '../../etc/passwd',
    "' OR 1=1 --",
    '<script>',
    '\u0000',
    '𠮷',
    '\ud800',
    '%00',
    '{id}',
    '$default',
    'T+3',
    'NaN',
    '1e999',
    '-0',
    'null',
  ),
);
const hostileValue = fc.oneof(
  hostileText,
  fc.double(),
  fc.integer(),
  fc.constantFrom(null, true, [], {}, -1, 1e308, 2 ** 53, '2024-02-30', '2025-05-31', '0000-00-00'),
  fc.jsonValue({ maxDepth: 4 }),
);

const inputs = fc.record(
  {
    release_date: fc.constantFrom('2025-06-05', '2025-05-30', '2025-05-28', '2199-12-31'),
    date: fc.constantFrom('2025-05-31', '2025-05-30', '2025-05-29', '1900-01-01'),
    market: fc.constantFrom('CN', 'US', 'KR'),
    movie_id: fc.oneof({ weight: 5, arbitrary: someFilmId }, { weight: 1, arbitrary: hostileText }),
    title: fc.oneof({ weight: 5, arbitrary: fc.constant('新片') }, { weight: 1, arbitrary: hostileText }),
    presale_amount: fc.double({ min: 0, max: 1e13, noNaN: true }),
    show_count: fc.nat(),
    avg_price: fc.double({ min: 0, max: 1e6, noNaN: true }),
    avg_price_unit: fc.constantFrom('show', 'ticket'),
    social_heat: fc.double({ min: 0, max: 1e10, noNaN: true }),
    want_see_count: fc.nat(),
    director_score: fc.double({ min: 0, max: 10, noNaN: true }),
    competition_index: fc.nat(),
    type_factor: fc.integer({ min: 1, max: 4 }),
    genres: fc.array(fc.string({ minLength: 1 }), { maxLength: 3 }),
    daily: fc.array(fc.record({ date: fc.constantFrom('2025-05-29', '2025-05-30'), gross: fc.integer() }), {
      maxLength: 3,
    }),
  },
  { requiredKeys: ['release_date', 'date'] },
);
const known = fc.record(
  {
    filmId: fc.oneof({ weight: 5, arbitrary: someFilmId }, { weight: 1, arbitrary: hostileText }),
    origin: fc.constantFrom('T-7', 'T+0', 'T+3', 'T+7', 'T+9'),
    market: fc.constantFrom('CN', 'US'),
    asOf: fc.constantFrom(
      ...['2025-05-31T15:00:00+08:00', '2025-06-01T04:00:00Z', '2019-01-01T00:00:00Z', '0000-01-01T00:00:00Z'],
      ...['9999-12-31T23:59:59Z', '2025-05-31'],
    ),
  },
  { requiredKeys: ['filmId'] },
);
/** A good body with one field replaced by anything. */
const spoilt = fc
  .tuple(
    fc.oneof(inputs, known),
    fc.oneof(hostileText, fc.constantFrom('date', 'filmId', 'daily', 'presale_amount')),
    hostileValue,
  )
  .map(([body, field, value]) =>
    Object.defineProperty({ ...body }, field, { value, enumerable: true, configurable: true }),
  );

const body: fc.Arbitrary<Partial<Send>> = fc.oneof(
  { weight: 3, arbitrary: fc.oneof(inputs, known).map((value) => ({ body: value })) },
  { weight: 3, arbitrary: spoilt.map((value) => ({ body: value })) },
  { weight: 1, arbitrary: fc.jsonValue().map((value) => ({ body: value })) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }).map((rawBody) => ({ rawBody })) },
  { weight: 1, arbitrary: fc.nat({ max: 80_000 }).map((length) => ({ rawBody: '['.repeat(length) })) },
  {
    weight: 1,
    arbitrary: fc.tuple(spoilt, fc.nat()).map(([value, at]) => ({ rawBody: JSON.stringify(value).slice(0, at % 400) })),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 60 }).map((rawBody) => ({ rawBody, base64: true })) },
);

const segment = hostileText.map((text) => encodeURIComponent(text.toWellFormed()) || 'x');
const path = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('/v1/forecasts', '/v1/films', '/v1/artifacts', '/v1/health') },
  { weight: 3, arbitrary: fc.oneof(someFilmId, segment).map((id) => `/v1/films/${id}`) },
  { weight: 3, arbitrary: fc.oneof(someFilmId, segment).map((id) => `/v1/films/${id}/forecasts`) },
  { weight: 2, arbitrary: fc.oneof(someFilmId, segment).map((id) => `/v1/films/${id}/signals`) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      segment.map((text) => `/${text}`),
      fc.webPath(),
    ),
  },
);
const query = fc.dictionary(
  fc.oneof(fc.constantFrom('limit', 'cursor', 'market', 'id', '__proto__'), hostileText),
  fc.oneof(hostileText, fc.constantFrom('10', '200', '0', 'CN', 'US', '1e2', ''), fc.base64String()),
  { maxKeys: 3 },
);
const headers = fc.record(
  {
    'content-type': fc.oneof(
      fc.constantFrom('application/json', 'text/plain', 'application/json; charset=gbk'),
      hostileText,
    ),
    'if-none-match': fc.oneof(fc.constantFrom('*', '"x"'), hostileText),
    authorization: hostileText,
  },
  { requiredKeys: [] },
);
const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('GET', 'POST') },
  { weight: 1, arbitrary: fc.constantFrom('PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS') },
);

const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 2, arbitrary });

/** Some of every kind, up to the present moment of the world, of films that run, that are soon to, and of nobody. */
const SIGNALS: readonly SignalEvent[] = [
  ...SAMPLE.films.slice(-40),
  { filmId: 'nobody', market: 'CN' as const },
].flatMap(({ filmId, market }, at): SignalEvent[] => {
  const about = { filmId, market, observedAt: NOW - 3_600_000 * (at % 30), ingestedAt: NOW - 60_000 * (at % 5) };
  return [
    reading({ ...about, eventId: `${filmId} gross`, metric: 'gross', value: 1_000_00 * at }),
    reading({ ...about, eventId: `${filmId} rating`, metric: 'rating', kind: 'level', value: at % 10 }),
    change({ ...about, eventId: `${filmId} off`, field: 'withdrawn', new: at % 7 === 0 }),
    change({ ...about, eventId: `${filmId} title`, field: 'title', new: `改名 ${at}` }),
  ];
});

/** One request of any kind, most of them near something that is answered. */
const anyRequest: fc.Arbitrary<Send> = fc.oneof(
  { weight: 3, arbitrary: body.map((content): Send => ({ method: 'POST', path: '/v1/forecasts', ...content })) },
  {
    weight: 2,
    arbitrary: fc.tuple(method, path, seldom(query), seldom(headers), seldom(body)).map(
      ([verb, place, search, head, content]): Send => ({
        method: verb,
        path: place,
        query: search,
        headers: head,
        ...content,
      }),
    ),
  },
);

/**
 * Sends so many requests of every kind: none may meet a 5xx or take long, every refusal must be a whole problem, and
 * every answer must be what the published schema says.
 * @returns how many were answered and how many refused, so that a test can see that both were reached
 */
export async function fuzz(runs: number, seed: number): Promise<{ answered: number; refused: number }> {
  const world = await createWorld();
  for (const market of ['US', 'KR'] as const) await world.promote(market, 2);
  await createSignalLog(world.inner.signals).append(SIGNALS, 'fuzz');
  let answered = 0;
  let refused = 0;
  const check = (request: Send, { status, headers: told, body: content }: Answer) => {
    if (status === 304) return;
    const operation = operationOf(toEvent(request).routeKey);
    if (status === 200) {
      answered++;
      expect(operation && isAnswer[operation]?.(content)).toEqual([]);
    } else {
      refused++;
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(told['content-type']).toBe('application/problem+json');
      expect(isProblem(content)).toEqual([]);
    }
  };
  await fc.assert(
    fc.asyncProperty(anyRequest, async (request) => {
      const started = performance.now();
      const answer = await world.send(request);
      expect(performance.now() - started).toBeLessThan(SLOWEST_MS);
      check(request, answer);
      expect(Object.keys(Object.prototype)).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
  return { answered, refused };
}
