import { beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLES } from '../../../lib/api/examples.ts';
import { OPERATIONS } from '../../../lib/api/operations.ts';
import { formatDay } from '../../../lib/film/day.ts';
import { componentValidator } from '../../contract/componentValidator.ts';
import { createWorld, NOW, SAMPLE, type World } from './world.ts';

const validate = componentValidator;
const inCn = SAMPLE.films.filter((film) => film.market === 'CN').sort((a, b) => b.releaseDate - a.releaseDate);
const ended = inCn.find((film) => film.finalGross !== undefined);
const today = Math.floor(NOW / 86_400_000);

describe('the forecast function', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });

  it('forecasts a film of the history, at the latest origin unless told another, and then from the cache', async () => {
    const first = await world.send({ body: { filmId: ended?.filmId, origin: 'T+3' } });
    expect(first.status).toBe(200);
    expect(validate(OPERATIONS.createForecast.answer)(first.body)).toEqual([]);
    expect(first.body).toMatchObject({ origin: 'T+3', cache: 'miss', degraded: false, staleSources: [] });
    const second = await world.send({ body: { filmId: ended?.filmId, origin: 'T+3' } });
    expect(second.body).toEqual({ ...(first.body as object), cache: 'hit' });
    expect((await world.send({ body: { filmId: ended?.filmId } })).body).toMatchObject({ origin: 'T+7' });
  });

  it('answers another process from the shared cache with the same bytes', async () => {
    const one = await world.open('a')({ body: { filmId: ended?.filmId, origin: 'T+2' } });
    const other = await world.open('b')({ body: { filmId: ended?.filmId, origin: 'T+2' } });
    expect(other.text).toBe(one.text.replace('"cache":"miss"', '"cache":"hit"'));
  });

  it('takes the latest origin that has come for a film about to open', async () => {
    const soon = inCn.find((film) => film.releaseDate > today && film.releaseDate <= today + 7);
    const answer = await world.send({ body: { filmId: soon?.filmId } });
    expect(answer.body).toMatchObject({ origin: `T-${(soon?.releaseDate ?? 0) - today}` });
  });

  it('forecasts a film that the request describes, and says which inputs the model does not use', async () => {
    const body = {
      release_date: '2025-06-05',
      date: '2025-05-31',
      title: '新片',
      competition_index: 25,
      genres: ['喜剧'],
    };
    const answer = await world.send({ body });
    expect(answer.status).toBe(200);
    expect(validate(OPERATIONS.createForecast.answer)(answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({
      title: '新片',
      market: 'CN',
      origin: 'T-4',
      currency: 'CNY',
      grossKind: 'with-fee',
    });
    const { unusedInputs } = answer.body as { unusedInputs: string[] };
    expect(unusedInputs).toContain('competition_index');
    expect(unusedInputs).not.toContain('genres');
  });

  it('computes anew for other inputs, never for other names alone', async () => {
    const body = { movie_id: 'x1', release_date: '2025-06-05', date: '2025-05-31', social_heat: 1 };
    const before = world.runs();
    expect((await world.send({ body: { ...body, title: 'One' } })).body).toMatchObject({ cache: 'miss', title: 'One' });
    expect((await world.send({ body: { ...body, title: 'Two' } })).body).toMatchObject({ cache: 'hit', title: 'Two' });
    expect((await world.send({ body: { ...body, date: '2025-05-30' } })).body).toMatchObject({ cache: 'miss' });
    expect(world.runs() - before).toBe(2);
  });

  it('keeps what was told as revisions of the film, each once', async () => {
    const fresh = await createWorld();
    const filmId = ended?.filmId ?? '';
    for (const origin of ['T+1', 'T+3', 'T+1', 'T+2', 'T+3']) await fresh.send({ body: { filmId, origin } });
    const page = await fresh.send({ method: 'GET', path: `/v1/films/${filmId}/forecasts` });
    expect(validate(OPERATIONS.listFilmForecasts.answer)(page.body)).toEqual([]);
    const { revisions } = page.body as { revisions: { origin: string; changed?: { factor: number } }[] };
    expect(revisions.map(({ origin }) => origin)).toEqual(['T+3', 'T+2', 'T+1']);
    expect(revisions.map(({ changed }) => (changed?.factor ?? 0) > 1)).toEqual([true, true, false]);
  });

  it('pages through all films of all markets, the latest release of a market first, each once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '7', ...(cursor ? { cursor } : {}) };
      const page = await world.send({ method: 'GET', path: '/v1/films', query });
      expect(validate(OPERATIONS.listFilms.answer)(page.body)).toEqual([]);
      const body = page.body as { films: { filmId: string }[]; cursor?: string };
      expect(body.films.length).toBeLessThanOrEqual(7);
      seen.push(...body.films.map((film) => film.filmId));
      cursor = body.cursor;
    } while (cursor);
    const expected = ['US', 'CN'].flatMap((market) =>
      SAMPLE.films
        .filter((film) => film.market === market)
        .sort((a, b) => b.releaseDate - a.releaseDate || (a.filmId < b.filmId ? 1 : -1))
        .map((film) => film.filmId),
    );
    expect(seen).toEqual(expected);
  });

  it('tells one film with its money in currency units', async () => {
    const answer = await world.send({ method: 'GET', path: `/v1/films/${ended?.filmId}` });
    expect(validate(OPERATIONS.getFilm.answer)(answer.body)).toEqual([]);
    expect(answer.body).toMatchObject({
      title: ended?.title,
      releaseDate: formatDay(ended?.releaseDate ?? 0),
      finalGross: (ended?.finalGross ?? 0) / 100,
    });
  });

  it('answers 304 to whoever has the present answer, and only then', async () => {
    const path = `/v1/films/${ended?.filmId}`;
    const { headers } = await world.send({ method: 'GET', path });
    const etag = headers['etag'] ?? '';
    expect(etag).toMatch(/^"[\w-]{27}"$/);
    for (const condition of [etag, `"x", W/${etag}`, '*']) {
      const again = await world.send({ method: 'GET', path, headers: { 'If-None-Match': condition } });
      expect(again).toMatchObject({ status: 304, text: '' });
      expect(again.headers['etag']).toBe(etag);
    }
    expect((await world.send({ method: 'GET', path, headers: { 'if-none-match': '"x"' } })).status).toBe(200);
  });

  it('lists artifacts with the champion marked, and says in health what serves', async () => {
    const fresh = await createWorld();
    const second = await fresh.promote('CN', 4);
    const artifacts = await fresh.send({ method: 'GET', path: '/v1/artifacts' });
    expect(validate(OPERATIONS.listArtifacts.answer)(artifacts.body)).toEqual([]);
    expect(artifacts.body).toMatchObject({
      artifacts: [
        { artifactId: second, sequence: 2, champion: true },
        { artifactId: fresh.first, sequence: 1, champion: false },
      ],
    });
    const health = await fresh.send({ method: 'GET', path: '/v1/health' });
    expect(validate(OPERATIONS.getHealth.answer)(health.body)).toEqual([]);
    expect(health.body).toMatchObject({
      status: 'degraded', // the US have films and no model
      markets: {
        CN: {
          champion: { artifactId: second, version: 2 },
          serving: { artifactId: second, source: 'registry' },
          notes: [],
        },
        US: { champion: null, serving: null, notes: [{ code: 'champion.none' }] },
      },
      stores: { films: 'ok', operations: 'ok', cache: 'ok', artifacts: 'ok' },
    });
    await fresh.promote('US', 2);
    expect((await fresh.send({ method: 'GET', path: '/v1/health' })).body).toMatchObject({ status: 'ok' });
  });

  it('follows new history without being restarted', async () => {
    const fresh = await createWorld();
    const filmId = 'late-arrival';
    expect((await fresh.send({ body: { filmId } })).status).toBe(404);
    const film = { ...(ended as NonNullable<typeof ended>), filmId };
    const records = { market: 'CN' as const, films: [film], rows: [] };
    await fresh.snapshots.accept({ batch: 'second', order: 2, stamp: '2', records }, NOW);
    expect((await fresh.send({ body: { filmId } })).status).toBe(200);
  });

  it('U8 answers every example of the contract', async () => {
    const { bodies = {} } = EXAMPLES.createForecast;
    expect((await world.send({ body: bodies['filmInputs']?.value })).status).toBe(200);
    const known = { ...(bodies['knownFilm']?.value as object), filmId: ended?.filmId };
    expect((await world.send({ body: known })).status).toBe(200);
    for (const id of ['listFilms', 'listArtifacts', 'getHealth'] as const) {
      const query = Object.fromEntries(Object.entries(EXAMPLES[id].parameters ?? {}).map(([k, v]) => [k, String(v)]));
      expect((await world.send({ method: 'GET', path: OPERATIONS[id].path, query })).status).toBe(200);
    }
  });

  it('names every request in its answer and in its log lines, and writes no secret down', async () => {
    const lines: string[] = [];
    const logged = await createWorld({ lines });
    const headers = { authorization: 'Bearer canary-token-1', cookie: 'canary-cookie-2', 'x-api-key': 'canary-key-3' };
    const answers = [
      await logged.send({ headers, body: { filmId: ended?.filmId } }),
      await logged.send({ headers, rawBody: '{"password":"canary-body-4"' }),
      await logged.send({ headers, method: 'GET', path: '/v1/films', query: { market: 'canary-query-5' } }),
    ];
    for (const { headers: answered } of answers) {
      const id = answered['x-request-id'] ?? '';
      expect(lines.filter((line) => line.includes(`"request_id":"${id}"`)).length).toBeGreaterThan(0);
    }
    expect(lines.join('\n')).not.toContain('canary');
    expect(answers.every(({ headers: answered }) => answered['x-content-type-options'] === 'nosniff')).toBe(true);
  });
});
