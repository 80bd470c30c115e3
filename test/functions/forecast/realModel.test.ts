import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import { ortRuntime } from '../../../lib/adapters/onnx/ortRuntime.ts';
import type { ForecastAnswer } from '../../../lib/api/contract/forecastAnswer.ts';
import { createForecastApi } from '../../../lib/api/createForecastApi.ts';
import { OPERATIONS } from '../../../lib/api/operations.ts';
import { formatDay, parseDay } from '../../../lib/film/day.ts';
import { prepareForecast } from '../../../lib/forecast/prepareForecast.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { generateSampleHistory } from '../../../lib/simulation/generateSampleHistory.ts';
import { createArtifactRegistry } from '../../../lib/stores/artifactRegistry.ts';
import { createHistorySnapshots } from '../../../lib/stores/historySnapshots.ts';
import { createSignalLog } from '../../../lib/stores/signalLog.ts';
import { type OpenedArtifact, openArtifact } from '../../../lib/training/artifact/openArtifact.ts';
import { exportMarket } from '../../../lib/training/exportMarket.ts';
import { trainMarket } from '../../../lib/training/trainMarket.ts';
import { trainOptions } from '../../../lib/training/trainOptions.ts';
import { componentValidator } from '../../contract/componentValidator.ts';
import { change, reading } from '../../lib/signals/inventSignals.ts';

const UNTIL = parseDay('2025-06-01');
const NOW = Date.parse('2025-06-01T04:00:00Z');

/** A champion for China trained on a small sample, served as the function serves it but for where the bytes are kept. */
async function serveSample() {
  const clock = () => NOW;
  const sample = generateSampleHistory({ seed: 11, filmsPerMarket: 320, from: parseDay('2021-01-01'), until: UNTIL });
  const films = sample.films.filter(({ market }) => market === 'CN');
  const ids = new Set(films.map(({ filmId }) => filmId));
  // Data begin with takings, as in most real exports.
  const opening = Math.min(...films.map(({ releaseDate }) => releaseDate));
  const rows = sample.rows.filter(({ filmId, date }) => ids.has(filmId) && date >= opening);
  const history = buildMarketHistory('CN', films, rows);
  const options = trainOptions({ asOf: UNTIL, origins: [-6, 0, 3], learners: ['ridge'] });
  const built = exportMarket(await trainMarket(history, options), history, {
    fingerprint: '0'.repeat(64),
    source: 'simulated',
    trainer: 'test',
  });

  const table = createMemoryItemTable(clock);
  const artifacts = createMemoryObjectStore();
  const signer = createMemorySigner();
  await createHistorySnapshots(table, artifacts).accept(
    {
      ...{ batch: 'b', order: 1, stamp: '1' },
      records: { market: 'CN', films, rows },
    },
    NOW,
  );
  const registry = createArtifactRegistry({ table, objects: artifacts, signer, clock });
  const signature = await signer.sign(built.files.get('manifest.json') ?? new Uint8Array());
  const { createdAsOf } = built.manifest;
  await registry.save({ artifactId: built.id, market: 'CN', createdAsOf }, { files: built.files, signature });
  await registry.promote('CN', built.id, 0, null);
  const log = createSignalLog(table);
  const api = createForecastApi<OpenedArtifact>({
    stores: { films: table, operations: table, signals: table, cache: createMemoryItemTable(clock), artifacts },
    verifier: signer,
    open: (files, id) => openArtifact(files, ortRuntime, { id, verifier: signer }),
    close: (model) => model.close(),
    bundled: async () => undefined,
    prepare: prepareForecast,
    headsMs: 0, // the clock stands still
    owner: 'test',
    clock,
    wait: (ms) => wait(ms, undefined, { ref: false }),
  });
  const forecast = async (body: unknown) =>
    (await api({
      ...{ routeKey: 'POST /v1/forecasts', method: 'POST', path: '/v1/forecasts', pathParameters: {}, query: {} },
      ...{ contentType: 'application/json', body: JSON.stringify(body), isBase64Encoded: false },
    })) as ForecastAnswer;
  return { forecast, log, films: history.films, artifactId: built.id };
}

describe('the forecast function with a model of ours', () => {
  let served: Awaited<ReturnType<typeof serveSample>>;
  beforeAll(async () => {
    served = await serveSample();
  });
  const ended = () => served.films.findLast(({ finalGross }) => finalGross !== undefined)?.filmId;

  it('answers by the contract, with factors whose product times the base is the median', async () => {
    const answer = await served.forecast({ filmId: ended(), origin: 'T+3' });
    expect(componentValidator(OPERATIONS.createForecast.answer)(answer)).toEqual([]);
    expect(answer).toMatchObject({ artifact: served.artifactId, market: 'CN', degraded: false, cache: 'miss' });
    const product = answer.drivers.reduce((sum, { factor }) => sum * factor, answer.base);
    expect(Math.abs(product / answer.total.p50 - 1)).toBeLessThan(1e-9);
    for (const { p05, p50, p95 } of [answer.total, answer.openingDay, answer.openingWeekend]) {
      expect(p05).toBeLessThanOrEqual(p50);
      expect(p50).toBeLessThanOrEqual(p95);
    }
    const { cache: _, ...again } = await served.forecast({ filmId: ended(), origin: 'T+3' });
    expect(again).toEqual(expect.objectContaining({ total: answer.total, inputsHash: answer.inputsHash }));
  });

  it("answers the brief's nine fields, by day as they become known, and says what the model does not use", async () => {
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
    const answer = await served.forecast({ ...nine, release_date: '2024-02-10', date: '2024-02-03' });
    expect(componentValidator(OPERATIONS.createForecast.answer)(answer)).toEqual([]);
    expect(answer).toMatchObject({ origin: 'T-6', market: 'CN', asOf: '2024-02-03T16:00:00.000Z', degraded: false });
    expect(answer.unusedInputs).toContain('competition_index');
    expect(answer.unusedInputs).not.toContain('type_factor');
  });

  it('lets takings that the request gives move the forecast of a film it describes', async () => {
    const days = (scale: number) =>
      ['2024-02-10', '2024-02-11', '2024-02-12'].map((date) => ({ date, gross: 50_000_000 * scale }));
    const about = { release_date: '2024-02-10', date: '2024-02-12' };
    const small = await served.forecast({ ...about, daily: days(1) });
    const large = await served.forecast({ ...about, daily: days(4) });
    expect(large.total.p50).toBeGreaterThan(2 * small.total.p50);
    expect(small.total.p05).toBeGreaterThanOrEqual(150_000_000); // what is banked already
  });

  it('forecasts within a day by the model of the coming midnight, and again bit for bit after later events', async () => {
    const film = served.films.find(({ releaseDate }) => releaseDate > UNTIL + 5);
    const { filmId = '' } = film ?? {};
    const [observedAt, market] = [NOW - 3_600_000, 'CN'] as const;
    const about = { filmId, market, observedAt, ingestedAt: observedAt + 5 };
    const moved = change({ ...about, eventId: 'm', field: 'releaseDate', new: formatDay(UNTIL + 1) });
    const sold = (eventId: string, value: number, later: number) =>
      reading({ ...about, eventId, value, observedAt: observedAt + later, ingestedAt: observedAt + later + 5 });
    await served.log.append([moved, sold('1', 3_000_000_00, 0)], 'a');
    const first = await served.forecast({ filmId });
    expect(componentValidator(OPERATIONS.createForecast.answer)(first)).toEqual([]);
    expect(first).toMatchObject({ origin: 'T-1', runningDay: { date: formatDay(UNTIL) }, degraded: false });
    await served.log.append([sold('2', 60_000_000_00, 1_800_000)], 'b');
    const second = await served.forecast({ filmId, asOf: new Date(NOW).toISOString() });
    expect(second.total.p50).toBeGreaterThan(first.total.p50);
    const { cache: _, ...again } = await served.forecast({ filmId, asOf: first.asOf });
    const { cache: __, ...told } = first;
    expect(again).toEqual(told);
  });

  it('refuses a moment before the data begin', async () => {
    const earliest = served.films[0]?.filmId;
    await expect(served.forecast({ filmId: earliest, origin: 'T-7' })).rejects.toMatchObject({
      code: 'request.origin-before-data',
    });
  });

  it('says which origins are served when asked for another', async () => {
    await expect(served.forecast({ filmId: ended(), origin: 'T-2' })).rejects.toMatchObject({
      code: 'forecast.origin-not-served',
      params: { served: 'T-6, T+0, T+3' },
    });
  });
});
