import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { collectSignals } from '../../../lib/collect/collectSignals.ts';
import { settleUnresolved } from '../../../lib/collect/settleUnresolved.ts';
import type { SourceDeclaration } from '../../../lib/collect/sourceDeclaration.ts';
import { type Provider, startProvider } from '../adapters/collect/provider.ts';
import { type HouseOptions, houseAt, mapper, SECRETS, shipped } from './house.ts';

const providers: Provider[] = [];
afterEach(() => {
  for (const provider of providers.splice(0)) provider.close();
});
afterAll(() => mapper.close());

const SLOT = Date.parse('2026-03-02T03:00:00Z');
const HOUR = 3_600_000;
const LATER = SLOT + HOUR;

/** A provider whose answers stand under their paths; what is absent there answers 500. */
async function world(answers: Record<string, unknown>, resolve?: HouseOptions['resolve']) {
  const held = new Map(Object.entries(answers));
  const state = { etag: '' };
  const started = await startProvider((request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const key = [...held.keys()].find((one) => request.url === one) ?? path;
    const answer = held.get(key);
    if (answer === undefined) response.writeHead(500).end();
    else if (state.etag && request.headers['if-none-match'] === state.etag) response.writeHead(304).end();
    else response.writeHead(200, state.etag ? { etag: state.etag } : {}).end(JSON.stringify(answer));
  });
  providers.push(started);
  return { started, held, tags: state, ...houseAt(started, resolve) };
}

/** A list of wishes by provider ids, as of the slot. */
const wishes = (provider: Provider, more: Partial<SourceDeclaration> = {}): SourceDeclaration => {
  const { paging: _paging, ...declared } = shipped('maoyan-most-expected', provider);
  return { ...declared, request: { ...declared.request, url: `https://m.maoyan.com:${provider.port}/list` }, ...more };
};
const list = (...films: readonly (readonly [id: number, wish: unknown])[]) => ({
  coming: films.map(([id, wish]) => ({ id, nm: `片${id}`, wish })),
});

describe('a slot of a source', () => {
  it('keeps the raw answer under a key of its content, written once, with the facts of its request', async () => {
    const { started, collect, files } = await world({ '/list': list([1, 10]) });
    await collect(wishes(started), SLOT);
    const keys = await files.list('raw/');
    expect(keys).toEqual([
      expect.stringMatching(/^raw\/maoyan-most-expected\/20260302T030000Z\/0-[0-9a-f]{64}$/),
      expect.stringMatching(/^raw\/maoyan-most-expected\/20260302T030000Z\/[0-9a-f]{16}-0\.json$/),
    ]);
    expect(Buffer.from((await files.get(keys[0] ?? ''))?.body ?? []).toString()).toBe(JSON.stringify(list([1, 10])));
    const facts = JSON.parse(Buffer.from((await files.get(keys[1] ?? ''))?.body ?? []).toString());
    expect(facts).toMatchObject({
      outcome: 'found',
      code: 200,
      body: keys[0],
      number: 0,
      slot: '2026-03-02T03:00:00.000Z',
    });
  });

  it('R12 is one slot however often it is started: the same ids, and nobody is asked again', async () => {
    const { started, held, state, collect, taken, handed, deps } = await world({ '/list': list([1, 10], [2, 20]) });
    state.sinkFails = true;
    await expect(collect(wishes(started), SLOT)).rejects.toThrow(/sink-unavailable/);
    expect(taken.size).toBe(0);
    held.set('/list', list([1, 11], [2, 22])); // the source has moved on; this slot has not
    state.sinkFails = false;
    await collect(wishes(started), SLOT);
    await collect(wishes(started), SLOT);
    expect(started.seen).toHaveLength(1);
    expect(handed).toHaveLength(2); // and is not done again
    expect([...taken.values()].map((event) => 'value' in event && event.value)).toEqual([10, 20]);
    expect(await deps.slots.list('maoyan-most-expected')).toMatchObject([{ status: 'collected', events: 2 }]);
  });

  it('two runs of one slot at the same time hand on the same events, even of a source that answers them differently', async () => {
    const { started, collect, handed } = await world({
      '/list': {
        get coming() {
          return list([1, started.seen.length * 10]).coming;
        },
      },
    });
    await Promise.all([collect(wishes(started), SLOT), collect(wishes(started), SLOT)]);
    expect(started.seen).toHaveLength(2);
    expect(handed).toHaveLength(2);
    expect(handed[0]).toEqual(handed[1]);
  });

  it('an answer that has not changed holds anew when it bears no time of its own', async () => {
    const { started, tags, collect, taken, files } = await world({ '/list': list([1, 10]) });
    tags.etag = '"v1"';
    await collect(wishes(started), SLOT);
    expect(await collect(wishes(started), LATER)).toMatchObject({ status: 'collected', events: 1 });
    expect([...taken.values()]).toMatchObject([
      { value: 10, observedAt: SLOT },
      { value: 10, observedAt: LATER },
    ]);
    const bodies = (await files.list('raw/')).filter((key) => !key.endsWith('.json'));
    expect(bodies).toHaveLength(1); // kept once
  });

  it('an answer that has not changed says nothing new when it bears its own time', async () => {
    const answer = { signals: [{ film_id: 'f1', observed_at: '2026-03-02T02:00:00Z', gross: 5 }] };
    const { started, collect, taken, deps } = await world({ '/signals.json': answer });
    await collect(shipped('generic-json', started), SLOT);
    expect(await collect(shipped('generic-json', started), LATER)).toMatchObject({ status: 'nothing-new', failed: 0 });
    expect(taken.size).toBe(1);
    expect(await deps.statuses.get('generic-json')).toMatchObject({ lastSuccess: LATER }); // and is fresh
  });

  it('a figure that is corrected and corrected back is three readings, in order', async () => {
    const at = '2026-03-02T02:00:00Z';
    const row = (gross: number) => ({ signals: [{ film_id: 'f1', observed_at: at, gross }] });
    const { started, held, collect, taken } = await world({ '/signals.json': row(5) });
    for (const [turn, gross] of [5, 6, 5].entries()) {
      held.set('/signals.json', row(gross));
      await collect(shipped('generic-json', started), SLOT + turn * HOUR);
    }
    const own = [...taken.values()].map((event) => ('value' in event ? [event.value / 100, event.sequence] : []));
    expect(own).toEqual([5, 6, 5].map((value, turn) => [value, String(SLOT + turn * HOUR)]));
  });

  it('an increment that two slots see is counted once', async () => {
    const at = '2026-03-02T02:00:00Z';
    const { started, held, collect, taken } = await world({});
    const declared = shipped('generic-json', started);
    const sold: SourceDeclaration = {
      ...declared,
      readings: declared.readings.map((reading) => ({ ...reading, kind: 'increment' as const })),
    };
    for (const [turn, rating] of [
      [0, 7],
      [1, 8],
    ] as const) {
      held.set('/signals.json', { signals: [{ film_id: 'f1', observed_at: at, presale_tickets: 30, rating }] });
      await collect(sold, SLOT + turn * HOUR);
    }
    expect([...taken.values()].filter((event) => 'metric' in event && event.metric === 'presale_tickets')).toHaveLength(
      1,
    );
  });

  it('one film that fails does not take the others along, and it alone is asked again', async () => {
    const film = (wish_count: number) => ({ id: 'x', title: 'x', wish_count });
    const { started, held, collect, deps } = await world({ '/v2/movie/subject/a': { ...film(5), id: 'a' } });
    const films = ['a', 'b'].map((id) => ({ filmId: id, providerIds: { douban: id } }));
    const declared = shipped('douban-film', started);
    expect(await collect(declared, SLOT, films)).toMatchObject({
      status: 'partial',
      requests: 2,
      failed: 1,
      events: 1,
    });
    expect(await deps.statuses.stale('CN', SLOT + HOUR)).toEqual([]);
    held.set('/v2/movie/subject/b', { ...film(6), id: 'b' });
    const before = started.seen.length;
    expect(await collect(declared, SLOT, films)).toMatchObject({ status: 'collected', failed: 0, events: 2 });
    expect(started.seen.slice(before).map((line) => line.split('?')[0])).toEqual([
      'api.douban.com /v2/movie/subject/b',
    ]);
  });

  it('asks nothing more once its time is over, and asks for the rest when it is started again', async () => {
    const film = (id: string) => ({ id, title: 'x', wish_count: 5 });
    const { started, deps, state } = await world({
      '/v2/movie/subject/a': film('a'),
      '/v2/movie/subject/b': film('b'),
    });
    const declared: SourceDeclaration = {
      ...shipped('douban-film', started),
      rate: { perSecond: 1_000, concurrency: 1 },
    };
    const films = ['a', 'b'].map((id) => ({ filmId: id, providerIds: { douban: id } }));
    const source = {
      ask: async (request: Parameters<typeof deps.source.ask>[0]) => {
        state.now += 60_000;
        return deps.source.ask(request);
      },
    };
    const run = { declaration: declared, slot: SLOT, films };
    const first = await collectSignals({ ...deps, source }, { ...run, until: state.now + 30_000 });
    expect(first).toMatchObject({ status: 'partial', failed: 1, notes: [expect.stringContaining('no time was left')] });
    expect(await collectSignals({ ...deps, source }, run)).toMatchObject({ status: 'collected', failed: 0 });
    expect(started.seen).toHaveLength(2);
  });

  it('says that there is nothing to ask when the source knows none of the films', async () => {
    const { started, collect, deps } = await world({});
    expect(await collect(shipped('douban-film', started), SLOT, [{ filmId: 'a' }])).toMatchObject({
      status: 'nothing-to-ask',
    });
    expect(started.seen).toEqual([]);
    expect(await deps.statuses.list()).toEqual([]);
  });

  it('a film that stands on two pages of a list that moved is read once, and noted', async () => {
    const { started, collect, taken } = await world({
      '/ajax/mostExpected?ci=1&limit=10&offset=0': list([1, 10], [2, 20]),
      '/ajax/mostExpected?ci=1&limit=10&offset=10': list([2, 20], [3, 30]),
      '/ajax/mostExpected?ci=1&limit=10&offset=20': list(),
    });
    const slot = await collect(shipped('maoyan-most-expected', started), SLOT);
    expect(slot).toMatchObject({ status: 'collected', requests: 3, events: 3, issues: 1 });
    expect(taken.size).toBe(3);
  });

  it('defect 13: readings of a film that is not identified wait, and are its own once it is', async () => {
    let known = false;
    const { started, collect, taken, deps, state } = await world({ '/list': list([7, 70]) }, ({ providerId }) =>
      known ? `film-${providerId}` : undefined,
    );
    expect(await collect(wishes(started), SLOT)).toMatchObject({ status: 'collected', events: 0, unresolved: 1 });
    expect(taken.size).toBe(0);
    const { unresolved } = await deps.unresolved.list('maoyan-most-expected');
    expect(unresolved).toMatchObject([
      {
        mention: { namespace: 'maoyan', providerId: '7', title: '片7', market: 'CN' },
        readings: [{ metric: 'want_to_see', value: 70 }],
        raw: expect.stringMatching(/^raw\/maoyan-most-expected\/20260302T030000Z\/0-/),
      },
    ]);
    known = true;
    state.now = SLOT + 10 * HOUR;
    await collect(wishes(started), LATER);
    expect([...taken.values()]).toMatchObject([
      { filmId: 'film-7', value: 70, observedAt: SLOT, ingestedAt: SLOT + 10 * HOUR }, // known from now on, not before
      { filmId: 'film-7', value: 70, observedAt: LATER },
    ]);
    expect((await deps.unresolved.list('maoyan-most-expected')).unresolved).toEqual([]);
    expect(await settleUnresolved(deps, wishes(started), { providerId: '7', filmId: 'film-7' })).toBe(0);
  });

  it('defects 11, 12: what is missing takes nothing else along, and every reading of a source is used', async () => {
    const row = { film_id: 'f1', observed_at: '2026-03-02T02:00:00Z', presale_gross: '1000000000', social_heat: null };
    const { started, collect, read } = await world({ '/signals.json': { signals: [row] } });
    await collect(shipped('generic-json', started), SLOT);
    // 10亿 of presale and no heat at all: the brief's score was 0
    expect(read('f1')).toMatchObject({ presale_gross: { value: 100_000_000_000 } });
    expect(Object.keys(read('f1'))).toEqual(['presale_gross']);
  });

  it('defects 15, 16: nothing is capped, weighed or mixed: each measure is an event in its own unit', async () => {
    const row = {
      film_id: 'f1',
      observed_at: '2026-03-02T02:00:00Z',
      presale_gross: '40000000',
      social_heat: 5_000_000,
    };
    const { started, collect, read } = await world({ '/signals.json': { signals: [row] } });
    await collect(shipped('generic-json', started), SLOT);
    expect(read('f1')).toMatchObject({
      presale_gross: { value: 4_000_000_000, kind: 'cumulative' },
      social_heat: { value: 5_000_000, kind: 'level' },
    });
  });

  it('leaves out what breaks the rules of signals, with the reason, and keeps its neighbours', async () => {
    const row = {
      film_id: 'f1',
      observed_at: '2026-03-02T02:00:00Z',
      screening_share: '1.3',
      rating: 11,
      presale_tickets: '4.5',
      gross: 1,
    };
    const { started, collect, read } = await world({
      '/signals.json': { signals: [row, { observed_at: row.observed_at }] },
    });
    const slot = await collect(shipped('generic-json', started), SLOT);
    expect(Object.keys(read('f1'))).toEqual(['gross']);
    expect(slot.issues).toBe(4);
    expect(slot.notes).toEqual(expect.arrayContaining(['film f1 rating: signal.value 11', 'row 2: it names no film']));
  });

  it('S11 canary secrets reach the provider and nothing that is kept, noted or thrown', async () => {
    const { started, collect, files, table, deps } = await world({
      '/v2/movie/subject/a': { id: 'a', title: 'x', wish_count: 5 },
    });
    const films = ['a', 'b'].map((id) => ({ filmId: id, providerIds: { douban: id } }));
    await collect(shipped('douban-film', started), SLOT, films);
    const thrown = await collect(shipped('kobis-daily', started), SLOT).catch((error: Error) => error);
    expect(started.seen.join()).toContain(SECRETS['DOUBAN_API_KEY']);
    expect(started.seen.join()).toContain(SECRETS['KOBIS_KEY']);

    const kept = await Promise.all(
      (await files.list('')).map(async (key) => [key, Buffer.from((await files.get(key))?.body ?? []).toString()]),
    );
    const records = [
      await deps.slots.list('douban-film'),
      await deps.slots.list('kobis-daily'),
      await deps.statuses.list(),
      (await table.query('known-answer#douban-film')).items,
      thrown instanceof Error ? [thrown.message, thrown.stack, String(thrown.cause)] : [],
    ];
    const everything = JSON.stringify([kept, records]);
    expect(everything).toContain('{secret:DOUBAN_API_KEY}'); // the reference
    expect(everything).not.toContain('canary');
  });

  it('a secret that is not set is a failure of its source, by its name', async () => {
    const { started, collect } = await world({});
    const declared = shipped('douban-film', started);
    const url = declared.request.url.replace('DOUBAN_API_KEY', 'NOBODY_HAS_IT');
    await expect(
      collect({ ...declared, request: { ...declared.request, url } }, SLOT, [
        { filmId: 'a', providerIds: { douban: 'a' } },
      ]),
    ).rejects.toThrow(/collect.secret-missing.*NOBODY_HAS_IT/);
    expect(started.seen).toEqual([]);
  });
});
