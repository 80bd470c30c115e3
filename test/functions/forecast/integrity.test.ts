import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ForecastAnswer } from '../../../lib/api/contract/forecastAnswer.ts';
import { OPERATIONS } from '../../../lib/api/operations.ts';
import type { PrepareForecast } from '../../../lib/api/useCases/serviceDeps.ts';
import { dayOf, startOfDay } from '../../../lib/calendar/zone.ts';
import { type Day, formatDay } from '../../../lib/film/day.ts';
import type { DailyRow, Film } from '../../../lib/film/film.ts';
import { canonicalJson } from '../../../lib/provenance/canonicalJson.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';
import { viewAsOf } from '../../../lib/signals/asOfView.ts';
import { createSignalLog } from '../../../lib/stores/signalLog.ts';
import { componentValidator } from '../../contract/componentValidator.ts';
import { change, reading } from '../../lib/signals/inventSignals.ts';
import { prepareTinyForecast, type TinyModel } from './tinyModel.ts';
import { createWorld, NOW, SAMPLE } from './world.ts';

const TODAY = dayOf(NOW, 'CN');
const HOUR = 3_600_000;
const isAnswer = componentValidator(OPERATIONS.createForecast.answer);
const ended = SAMPLE.films.findLast(({ market, finalGross }) => market === 'CN' && finalGross !== undefined) as Film;
const { finalGross: _, ...unfinished } = ended;
const RELEASE = TODAY + 1;
const film: Film = { ...unfinished, filmId: 'sim-cn-900', title: '存疑影片', releaseDate: RELEASE };
const BOUGHT_DAY = TODAY - 4;

/** Presale for the release day that grows by a tenth a day, with what was bought on one day; marks grow evenly. */
function rowsOf(bought: number, more: (date: Day) => DailyRow['values'] = () => ({})): readonly DailyRow[] {
  const { filmId } = film;
  return Array.from({ length: 14 }, (_, at) => TODAY - 14 + at).flatMap((date): DailyRow[] => {
    const tickets = Math.round(1_000 * 1.1 ** (date - TODAY + 14)) + (date === BOUGHT_DAY ? bought : 0);
    const sold = { presale_tickets: tickets, presale_gross: 4_000 * tickets };
    return [
      { filmId, date, showDate: RELEASE, values: sold },
      { filmId, date, values: { want_to_see: 5_000 * (date - TODAY + 20), ...more(date) } },
    ];
  });
}

/** The tiny model, which asks for presale for the release day besides. */
function byPresale(ran: () => void): PrepareForecast<TinyModel> {
  const tiny = prepareTinyForecast(ran);
  return (of, history, index, moment) => {
    const prepared = tiny(of, history, index, moment);
    const { releaseDate } = history.films[index] as Film;
    const view = viewAsOf(history, moment.standsAt);
    const presale = view.presaleFor(index, releaseDate, releaseDate) || 0;
    const marks = view.daily(index, 'want_to_see', view.today - 1) || 0;
    const inputsHash = sha256(canonicalJson({ hash: prepared.inputsHash, presale, marks }));
    const add = (total: ForecastAnswer['total']) =>
      Object.fromEntries(Object.entries(total).map(([name, value]) => [name, value + presale + marks]));
    return {
      inputsHash,
      run: async () => {
        const forecast = await prepared.run();
        return { ...forecast, inputsHash, total: add(forecast.total) as unknown as ForecastAnswer['total'] };
      },
    };
  };
}

async function doubtfulWorld(rows: readonly DailyRow[], films: readonly Film[] = [film]) {
  let now = NOW;
  const world = await createWorld({ clock: () => now, prepare: byPresale });
  await world.snapshots.accept(
    { batch: 'doubtful', order: 2, stamp: '2', records: { market: 'CN', films, rows } },
    NOW,
  );
  const log = createSignalLog(world.inner.signals);
  let appends = 0;
  return {
    ...world,
    ask: async (body: object = {}, send = world.send) =>
      (await send({ body: { filmId: film.filmId, ...body } })).body as ForecastAnswer,
    take: async (...events: Parameters<typeof log.append>[0]) => {
      await log.append(events, `b${appends++}`);
      now = Math.max(now, ...events.map(({ ingestedAt }) => ingestedAt + 1));
    },
    wait: (ms: number) => {
      now += ms;
    },
    now: () => now,
  };
}

const without = ({ cache: _cache, ...told }: ForecastAnswer) => told;

describe('a forecast of a film whose signals are doubted', () => {
  it('is made without what is not believed, and states it beside what the reported signals say', async () => {
    const [bought, honest] = [await doubtfulWorld(rowsOf(200_000)), await doubtfulWorld(rowsOf(0))];
    const answer = await bought.ask();
    expect(isAnswer(answer)).toEqual([]);
    const { integrity, total } = answer;
    expect(integrity).toMatchObject({ used: 'cleaned', detail: 'daily' });
    expect(
      integrity?.findings.map(({ day, showDate, metric, isTakenOff }) => [day, showDate, metric, isTakenOff]),
    ).toEqual(
      ['presale_gross', 'presale_tickets'].map((metric) => [formatDay(BOUGHT_DAY), formatDay(RELEASE), metric, true]),
    );
    const [money] = integrity?.findings ?? [];
    expect(money?.raw).toBe(40 * (Math.round(1_000 * 1.1 ** 10) + 200_000)); // currency units, not minor ones
    const truth = (await honest.ask()).total.p50;
    expect(integrity?.other?.total.p50).toBe(truth + 40 * 200_000);
    expect(Math.abs(total.p50 - truth)).toBeLessThan(0.5 * 40 * 200_000);
    expect(money?.text.zh).toContain('预售');
  });

  it('says nothing of integrity where nothing is found', async () => {
    const honest = await doubtfulWorld(rowsOf(0));
    for (const filmId of [film.filmId, ended.filmId]) {
      const answer = await honest.ask({ filmId });
      expect(answer).toMatchObject({ filmId, degraded: false });
      expect('integrity' in answer).toBe(false);
    }
    expect(honest.runs()).toBe(2);
  });

  it('is told of doubted heat, which changes nothing', async () => {
    const heat = (spike: number) => rowsOf(0, (date) => ({ social_heat: date === BOUGHT_DAY ? spike : 100 }));
    const [spiked, calm] = [await doubtfulWorld(heat(1e7)), await doubtfulWorld(heat(100))];
    const { integrity, total } = await spiked.ask();
    expect(integrity).toMatchObject({ used: 'raw', findings: [{ metric: 'social_heat', isTakenOff: false }] });
    expect(integrity?.other).toBeUndefined();
    expect(total).toEqual((await calm.ask()).total);
  });

  it('is kept in the cache by what it was made from, and so is the other', async () => {
    const world = await doubtfulWorld(rowsOf(200_000));
    const first = await world.ask();
    expect([first.cache, world.runs()]).toEqual(['miss', 2]);
    for (const send of [world.send, world.open('another')]) {
      expect(await world.ask({}, send)).toEqual({ ...first, cache: 'hit' });
    }
    expect(world.runs()).toBe(2);
    const honest = await (await doubtfulWorld(rowsOf(0))).ask();
    expect(first.inputsHash).not.toBe(honest.inputsHash);
    const page = await world.send({ method: 'GET', path: `/v1/films/${film.filmId}/forecasts` });
    expect(page.body).toMatchObject({ revisions: [{ inputsHash: first.inputsHash, total: first.total }] });
  });

  it('is found in live signals too: on days that are over, not on the one that is running', async () => {
    const world = await doubtfulWorld(rowsOf(0));
    const sold = (eventId: string, at: number, tickets: number) =>
      (['presale_tickets', 'presale_gross'] as const).map((metric, i) =>
        reading({
          ...{ eventId: `${eventId}${i}`, filmId: film.filmId, metric, showDate: RELEASE },
          ...{ value: metric === 'presale_tickets' ? tickets : 4_000 * tickets, observedAt: at },
        }),
      );
    await world.take(...sold('a', NOW - HOUR, 900_000));
    const running = await world.ask();
    expect(running.runningDay).toBeDefined();
    expect(running.integrity).toBeUndefined();
    world.wait(14 * HOUR);
    const next = await world.ask();
    expect(next.integrity?.findings[0]).toMatchObject({ day: formatDay(TODAY), raw: 36_000_000 });
  });

  it('is judged of an input that a request describes', async () => {
    const world = await doubtfulWorld([]);
    const daily = (bought: number) =>
      Array.from({ length: 10 }, (_, at) => ({
        date: formatDay(TODAY - 11 + at),
        presale_gross: 1_000 * 1.1 ** at + (at === 5 ? bought : 0),
      }));
    const about = { release_date: formatDay(RELEASE), date: formatDay(TODAY - 1) };
    const ask = async (bought: number) =>
      (await world.send({ body: { ...about, daily: daily(bought) } })).body as ForecastAnswer;
    expect((await ask(0)).integrity).toBeUndefined();
    const { integrity } = await ask(1e6);
    expect(integrity).toMatchObject({ used: 'cleaned', findings: [{ day: formatDay(TODAY - 6), raw: 1_001_610.51 }] });
  });

  it('is answered again bit for bit as of a past instant', async () => {
    const world = await doubtfulWorld(rowsOf(200_000));
    const told: { at: number; body: object; answer: ForecastAnswer }[] = [];
    const ask = async (body: object = {}) => {
      told.push({ at: world.now(), body, answer: await world.ask(body) });
      world.wait(1_000);
    };
    await ask();
    await world.take(
      reading({ eventId: 'w', filmId: film.filmId, metric: 'want_to_see', kind: 'level', value: 9e6, observedAt: NOW }),
    );
    await ask();
    await ask({ origin: 'T-3' });
    await world.take(
      change({ eventId: 't', filmId: film.filmId, field: 'title', new: '新名', observedAt: NOW + HOUR }),
    );
    const rows = rowsOf(500_000);
    await world.snapshots.accept(
      { batch: 'later', order: 3, stamp: '3', records: { market: 'CN', films: [film], rows } },
      world.now(),
    );
    await ask();
    expect(told.map(({ answer }) => answer.integrity?.used)).toEqual(Array(4).fill('cleaned'));
    for (const send of [world.send, world.open('another process')]) {
      for (const { at, body, answer } of told) {
        const again = await world.ask({ ...body, asOf: new Date(at).toISOString() }, send);
        expect(without(again)).toEqual(without(answer));
      }
    }
  });

  it('follows from what was known alone: nothing later changes it or what is found (25 poisons, seed 29)', async () => {
    const origin = -2;
    const asOf = startOfDay(RELEASE + origin, 'CN');
    const until = dayOf(asOf, 'CN');
    const clean = await (await doubtfulWorld(rowsOf(200_000))).ask({ origin: 'T-2' });
    expect(clean.integrity?.used).toBe('cleaned');
    const settling = SAMPLE.films.filter(({ market, releaseDate }) => market === 'CN' && releaseDate > until - 60);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 1e6 }), fc.boolean(), async (factor, isLive) => {
        const later = [...SAMPLE.rows, ...rowsOf(200_000)]
          .filter(({ filmId }) => filmId === film.filmId || settling.some((other) => other.filmId === filmId))
          .map((row) => {
            if (row.date < until) return row;
            const values = Object.fromEntries(
              Object.entries(row.values).map(([name, value]) => [name, value * factor]),
            );
            return { ...row, values };
          });
        const world = await doubtfulWorld(later, [film, ...settling]);
        const at = { observedAt: asOf - 5 * HOUR, ingestedAt: asOf };
        const about = { filmId: film.filmId, metric: 'presale_tickets', showDate: RELEASE, ...at } as const;
        if (isLive) await world.take(reading({ eventId: 'p', value: 1_000 * factor, ...about }));
        expect(without(await world.ask({ origin: 'T-2' }))).toEqual(without(clean));
      }),
      { numRuns: 25, seed: 29 },
    );
  });
});
