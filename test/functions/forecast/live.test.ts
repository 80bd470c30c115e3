import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDynamoDb } from '../../../infra/local/dynamodb/dynamoDbServer.ts';
import { startS3 } from '../../../infra/local/s3/s3Server.ts';
import type { ForecastAnswer } from '../../../lib/api/contract/forecastAnswer.ts';
import type { SignalPageAnswer } from '../../../lib/api/contract/signalAnswers.ts';
import { OPERATIONS } from '../../../lib/api/operations.ts';
import { dayOf, startOfDay } from '../../../lib/calendar/zone.ts';
import { formatDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { createSignalLog } from '../../../lib/stores/signalLog.ts';
import { createWindowRows } from '../../../lib/stores/windowRows.ts';
import { createBucket, createTable, dynamoAt, s3At } from '../../conformance/endpoints.ts';
import { componentValidator } from '../../contract/componentValidator.ts';
import { change, reading } from '../../lib/signals/inventSignals.ts';
import { asProblem, createWorld, NOW, SAMPLE, type WorldOptions, type WorldStores } from './world.ts';

const HOUR = 3_600_000;
const TODAY = dayOf(NOW, 'CN');
const inCn = SAMPLE.films.filter(({ market }) => market === 'CN');
const running = inCn.find(({ releaseDate }) => releaseDate <= TODAY - 1 && releaseDate > TODAY - 6) as Film;
const soon = inCn.find(({ releaseDate }) => releaseDate > TODAY + 1 && releaseDate < TODAY + 7) as Film;
const ended = inCn.findLast(({ finalGross }) => finalGross !== undefined) as Film;
const isAnswer = componentValidator(OPERATIONS.createForecast.answer);

/** A world whose time a test tells, with a log that events are kept in. */
async function liveWorld(options: Omit<WorldOptions, 'clock'> = {}) {
  let now = NOW;
  const world = await createWorld({ ...options, clock: () => now });
  const log = createSignalLog(world.inner.signals);
  let appends = 0;
  return {
    ...world,
    /** Takes events in as they happen; the present moment follows. */
    async take(...events: SignalEvent[]) {
      await log.append(events, `b${appends++}`);
      now = Math.max(now, ...events.map(({ ingestedAt }) => ingestedAt + 1));
    },
    wait: (ms: number) => {
      now += ms;
    },
    now: () => now,
    ask: async (body: object, send = world.send) => (await send({ body })).body as ForecastAnswer,
  };
}

let ids = 0;
const gross = (film: Film, at: number, value: number, lag = 500) =>
  reading({ eventId: `g${ids++}`, filmId: film.filmId, metric: 'gross', value, observedAt: at, ingestedAt: at + lag });

const without = ({ cache: _, ...told }: ForecastAnswer) => told;

describe('forecasts that follow signals', () => {
  it('see an event in the next forecast, and say which day was running and how far', async () => {
    const world = await liveWorld();
    const { filmId, releaseDate } = running;
    const before = await world.ask({ filmId });
    expect(before.origin).toBe(`T+${TODAY - releaseDate}`);
    expect(before.asOf).toBe(new Date(startOfDay(TODAY, 'CN')).toISOString());
    expect(before.runningDay).toBeUndefined();
    const event = gross(running, NOW, 900_000_000_00);
    await world.take(event);
    const after = await world.ask({ filmId });
    expect(isAnswer(after)).toEqual([]);
    expect(after).toMatchObject({ origin: before.origin, runningDay: { date: formatDay(TODAY) } });
    expect(after.runningDay?.elapsed).toBeCloseTo(0.5, 4);
    expect(Date.parse(after.asOf)).toBe(event.ingestedAt + 1);
    expect(after.total.p50).toBeGreaterThan(before.total.p50 + 900_000_000);
    world.wait(30_000);
    expect(await world.ask({ filmId })).toEqual({ ...after, cache: 'hit' });
  });

  it('leave films without signals as they are, to the last byte', async () => {
    const [silent, live] = [await liveWorld(), await liveWorld()];
    await live.take(gross(running, NOW, 1_000_00), gross(ended, NOW, 5));
    for (const film of [soon, ended]) {
      for (const body of [{ filmId: film.filmId }, { filmId: film.filmId, origin: film === soon ? 'T-7' : 'T+3' }]) {
        expect((await live.send({ body })).text).toBe((await silent.send({ body })).text);
      }
    }
  });

  it('let the past be: an origin is forecast from what was taken in before its midnight', async () => {
    const world = await liveWorld();
    const origin = `T+${TODAY - running.releaseDate}`;
    const body = { filmId: running.filmId, origin };
    const before = await world.ask(body);
    await world.take(gross(running, NOW - 36 * HOUR, 777_00, 36 * HOUR), gross(running, NOW, 5_00));
    expect(without(await world.ask(body))).toEqual(without(before));
  });

  it('use what came late for a day that has passed, without completing a day of which nothing came', async () => {
    const world = await liveWorld();
    const { filmId } = running;
    const before = await world.ask({ filmId });
    await world.take(change({ eventId: 'late', filmId, field: 'title', new: '新名', observedAt: NOW }));
    const after = await world.ask({ filmId });
    expect(after).toMatchObject({ title: '新名', origin: before.origin });
    expect(after.runningDay).toBeUndefined();
    expect(Date.parse(after.asOf)).toBe(NOW + 1_001);
  });

  it('follow a film whose release date moves, and refuse one that is withdrawn', async () => {
    const world = await liveWorld();
    const { filmId, releaseDate } = soon;
    const moved = formatDay(releaseDate + 1);
    await world.take(
      change({ eventId: 'm', filmId, field: 'releaseDate', old: formatDay(releaseDate), new: moved, observedAt: NOW }),
    );
    expect((await world.ask({ filmId })).origin).toBe(`T-${releaseDate + 1 - TODAY}`);
    expect((await world.send({ method: 'GET', path: `/v1/films/${filmId}` })).body).toMatchObject({
      releaseDate: moved,
    });
    const known = new Date(world.now()).toISOString();
    await world.take(change({ eventId: 'w', filmId, field: 'withdrawn', new: true, observedAt: NOW + HOUR }));
    const refused = await world.send({ body: { filmId } });
    expect([refused.status, asProblem(refused).code]).toEqual([422, 'film.withdrawn']);
    expect((await world.ask({ filmId, asOf: known })).origin).toBe(`T-${releaseDate + 1 - TODAY}`);
  });

  it('know a film of signals alone once title and date are', async () => {
    const world = await liveWorld();
    const about = { filmId: 'only-live', observedAt: NOW };
    await world.take(change({ ...about, eventId: 't', field: 'title', new: '只有信号' }));
    expect((await world.send({ body: { filmId: 'only-live' } })).status).toBe(404);
    await world.take(
      change({ ...about, eventId: 'd', field: 'releaseDate', new: formatDay(TODAY + 3), observedAt: NOW + 9_000 }),
    );
    expect(await world.ask({ filmId: 'only-live' })).toMatchObject({ title: '只有信号', origin: 'T-3' });
  });

  it('go on with what was heard when the store of signals is down (defect 10)', async () => {
    const world = await liveWorld();
    await world.take(gross(running, NOW, 900_000_000_00));
    const { filmId } = running;
    const heard = await world.ask({ filmId });
    world.faults.signals.down = true;
    const deaf = await world.ask({ filmId });
    expect(deaf).toEqual({ ...heard, cache: 'hit', degraded: true, staleSources: ['signals'] });
  });
});

describe.each([
  ['in memory', async () => ({ inner: undefined, close: async () => {} })],
  ['in the embedded stores', embedded],
] as const)(
  'a past forecast, %s,',
  (_name, open: () => Promise<{ inner: WorldStores | undefined; close: () => Promise<void> }>) => {
    let stores: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      stores = await open();
    });
    afterAll(() => stores.close());

    it('is answered again bit for bit, after later signals, files and models', async () => {
      const world = await liveWorld(stores.inner ? { inner: stores.inner } : {});
      const { filmId } = running;
      const told: { at: number; body: object; answer: ForecastAnswer }[] = [];
      const ask = async (body: object) => {
        told.push({ at: world.now(), body, answer: await world.ask(body) });
        world.wait(1_000);
      };
      await ask({ filmId });
      await world.take(
        gross(running, NOW + HOUR, 300_000_00),
        change({ eventId: 'c', filmId, field: 'cast', new: ['某人'], observedAt: NOW }),
      );
      await ask({ filmId });
      await ask({ filmId, origin: 'T+1' });
      await ask({ filmId: soon.filmId });
      await world.promote('CN', 5);
      await ask({ filmId });
      const films = [{ ...running, title: '文件里的新名' }];
      const rows = [{ filmId, date: TODAY - 1, values: { gross: 123_456_00 } }];
      await world.snapshots.accept(
        { batch: 'later', order: 2, stamp: '2', records: { market: 'CN', films, rows } },
        world.now(),
      );
      await ask({ filmId });
      await world.take(gross(running, NOW + 3 * HOUR, 50_000_00), gross(soon, NOW + 3 * HOUR, 1_00));
      await ask({ filmId });
      world.wait(40 * HOUR);
      await ask({ filmId });

      expect(new Set(told.map(({ answer }) => answer.total.p50)).size).toBe(told.length);
      for (const send of [world.send, world.open('another process')]) {
        for (const { at, body, answer } of told) {
          const again = await world.ask({ ...body, asOf: new Date(at).toISOString() }, send);
          expect(without(again)).toEqual(without(answer));
        }
      }
    });
  },
);

async function embedded() {
  const [dynamo, s3] = [await startDynamoDb(), await startS3()];
  const [client, objects] = [dynamoAt(dynamo.url), s3At(s3.url)];
  const table = (name: string) => createTable(client, name, Date.now);
  const tables = {
    films: await table('films'),
    operations: await table('operations'),
    signals: await table('signals'),
  };
  return {
    inner: { ...tables, cache: await table('cache'), artifacts: await createBucket(objects, 'artifacts') },
    close: async () => {
      client.destroy();
      objects.destroy();
      await dynamo.stop();
      await s3.stop();
    },
  };
}

describe('an instant that is asked about', () => {
  it('must have come', async () => {
    const { send } = await liveWorld();
    const answer = await send({ body: { filmId: ended.filmId, asOf: '2025-06-01T12:00:01+08:00' } });
    expect([answer.status, asProblem(answer).code]).toEqual([422, 'request.as-of-in-future']);
    expect((await send({ body: { filmId: ended.filmId, asOf: 'yesterday' } })).status).toBe(422);
  });

  it('may lie before the product had any files: then knownAt alone decides', async () => {
    const world = await liveWorld();
    const asOf = new Date(startOfDay(ended.releaseDate + 3, 'CN') + HOUR).toISOString();
    expect(without(await world.ask({ filmId: ended.filmId, asOf }))).toEqual(
      without(await world.ask({ filmId: ended.filmId, origin: 'T+3' })),
    );
  });
});

describe('a call for fresh forecasts', () => {
  const call = (film: Film, reason?: object) => ({
    kind: 'refresh',
    films: [{ market: 'CN', filmId: film.filmId, ...(reason ? { reason } : {}) }],
  });
  const revisionsOf = async (world: Awaited<ReturnType<typeof liveWorld>>, film: Film) => {
    const page = await world.send({ method: 'GET', path: `/v1/films/${film.filmId}/forecasts` });
    expect(componentValidator(OPERATIONS.listFilmForecasts.answer)(page.body)).toEqual([]);
    return (page.body as { revisions: { reason?: { text: { en: string; zh: string } }; snapshot?: string }[] })
      .revisions;
  };

  it('keeps a revision with its reason, in the words of the market', async () => {
    const world = await liveWorld();
    const { refresh } = world.both('refresher');
    await world.take(reading({ eventId: 'p', filmId: soon.filmId, value: 5_000_00, observedAt: NOW }));
    const window = { start: NOW + 2 * HOUR, end: NOW + 3 * HOUR };
    expect(await refresh(call(soon, { changed: ['presale_gross'], window }))).toEqual([
      { market: 'CN', filmId: soon.filmId, status: 'fresh' },
    ]);
    const moved = [formatDay(soon.releaseDate), formatDay(soon.releaseDate + 1)] as const;
    const fact = { field: 'releaseDate', old: moved[0], new: moved[1] } as const;
    await world.take(change({ eventId: 'r', filmId: soon.filmId, observedAt: NOW + 4 * HOUR, ...fact }));
    await refresh(call(soon, { changed: ['film.releaseDate'] }));
    expect((await revisionsOf(world, soon)).map(({ reason, snapshot }) => [reason?.text, snapshot?.length])).toEqual([
      [
        {
          en: `release date moved from ${moved[0]} to ${moved[1]}`,
          zh: `上映日期改档:由 ${moved[0]} 改为 ${moved[1]}`,
        },
        64,
      ],
      [{ en: 'presale window 14:00-15:00 changed', zh: '14:00-15:00 的预售额窗口有变化' }, 64],
    ]);
  });

  it('answers a burst once, also from another process, and again when there is more', async () => {
    const world = await liveWorld();
    const [one, other] = [world.both('one'), world.both('other')];
    const status = async ({ refresh }: typeof one) => (await refresh(call(running)))[0]?.status;
    await world.take(gross(running, NOW, 7_00));
    expect(await status(one)).toBe('fresh');
    expect([await status(one), await status(other)]).toEqual(['answered', 'answered']);
    await world.take(gross(running, NOW + 60_000, 8_00));
    expect(await status(other)).toBe('fresh');
    const many = { kind: 'refresh', films: Array.from({ length: 9 }, () => call(running).films[0]) };
    await world.take(gross(running, NOW + 120_000, 9_00));
    const runs = world.runs();
    expect(await one.refresh(many)).toHaveLength(1);
    expect(world.runs()).toBe(runs + 1);
  });

  it('says why a film has no forecast, and fails to be repeated when a store is down', async () => {
    const world = await liveWorld();
    const { refresh } = world.both('refresher');
    expect(await refresh({ kind: 'refresh', films: [{ market: 'CN', filmId: 'nobody' }] })).toEqual([
      { market: 'CN', filmId: 'nobody', status: 'refused', code: 'film.unknown' },
    ]);
    await expect(refresh({ kind: 'refresh', films: [] })).rejects.toMatchObject({ code: 'refresh.malformed' });
    world.faults.operations.down = true;
    await expect(world.both('cold').refresh(call(running))).rejects.toMatchObject({ code: 'store.unavailable' });
  });
});

describe('the signals of a film', () => {
  it('are told page by page, with the days and windows that they come to', async () => {
    const windowOf = { market: 'CN', filmId: running.filmId, start: NOW, end: NOW + HOUR } as const;
    const counted = { presaleGross: 5, presaleTickets: 1, count: 1, lastEventAt: NOW } as const;
    const world = await liveWorld();
    await createWindowRows(world.inner.signals).upsert({
      ...{ closed: [] },
      open: [{ market: 'CN', filmId: running.filmId, version: '1', rows: [{ ...windowOf, ...counted }] }],
    });
    const path = `/v1/films/${running.filmId}/signals`;
    const get = async (query: Record<string, string> = {}) => {
      const answer = await world.send({ method: 'GET', path, query });
      expect(componentValidator(OPERATIONS.listFilmSignals.answer)(answer.body)).toEqual([]);
      return answer.body as SignalPageAnswer;
    };
    expect(await get()).toMatchObject({ filmId: running.filmId, events: [], days: [] });
    const events = Array.from({ length: 25 }, (_, at) => gross(running, NOW + at * 1_000, 100 + at));
    await world.take(
      ...events,
      change({ eventId: 'c', filmId: running.filmId, field: 'title', new: '新名', observedAt: NOW }),
    );
    const first = await get({ limit: '10' });
    expect(first.days).toEqual([{ date: formatDay(TODAY), metric: 'gross', value: 2_800 }]);
    expect(first.windows).toHaveLength(1);
    const seen = first.events.map(({ eventId }) => eventId);
    for (let { cursor } = first; cursor; ) {
      const page = await get({ limit: '10', cursor });
      expect([page.days, page.windows]).toEqual([[], []]);
      seen.push(...page.events.map(({ eventId }) => eventId));
      cursor = page.cursor;
    }
    expect(seen).toHaveLength(26);
    expect(new Set(seen).size).toBe(26);
    expect(seen[0]).toBe(events.at(-1)?.eventId);
    expect((await world.send({ method: 'GET', path, query: { cursor: 'x' } })).status).toBe(422);
  });
});
