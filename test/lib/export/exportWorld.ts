import { createMemoryItemTable } from '../../../lib/adapters/memory/itemTable.ts';
import { createMemoryObjectStore } from '../../../lib/adapters/memory/objectStore.ts';
import { createMemorySigner } from '../../../lib/adapters/memory/signer.ts';
import type { ExportSources } from '../../../lib/export/exportSources.ts';
import { parseDay } from '../../../lib/film/day.ts';
import type { Film } from '../../../lib/film/film.ts';
import { MARKETS, type Market } from '../../../lib/film/market.ts';
import type { Forecast } from '../../../lib/forecast/forecast.ts';
import { QUANTILE_NAMES, type Quantiles } from '../../../lib/forecast/quantiles.ts';
import type { ItemTable } from '../../../lib/ports/itemTable.ts';
import type { ObjectStore } from '../../../lib/ports/objectStore.ts';
import { sealDays } from '../../../lib/provenance/sealDays.ts';
import { sha256 } from '../../../lib/provenance/sha256.ts';
import type { SignalEvent } from '../../../lib/signals/signalEvent.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { createDayProofs } from '../../../lib/stores/dayProofs.ts';
import { createFilmCatalogue } from '../../../lib/stores/filmCatalogue.ts';
import { createForecastLog } from '../../../lib/stores/forecastLog.ts';
import { createProvenanceChains } from '../../../lib/stores/provenanceChains.ts';
import { createProvenanceLog } from '../../../lib/stores/provenanceLog.ts';

const SEED = 5;
const DAY = 86_400_000;
const FIRST = Date.parse('2026-05-01T00:00:00Z');
/** The moment at which the world stands: four days are over, the fifth is not. */
export const WORLD_NOW = FIRST + 4 * DAY + DAY / 2;
export const WORLD_FILMS = [
  ['CN', 'cn-示例'],
  ['CN', 'cn-2'],
  ['US', 'us-1'],
] as const;

/** Stores to use instead of memory. */
export interface WorldStores {
  readonly films?: ItemTable;
  readonly signals?: ItemTable;
  readonly contents?: ObjectStore;
  /** False leaves the days that are over unsealed; default true. */
  readonly sealed?: boolean;
}

/**
 * Five days of a small product: raw answers of a provider, batches of events, forecasts told every day, and the days
 * that are over sealed. Always the same world but for the key.
 */
export async function createExportWorld({ films, signals, contents: objects, sealed = true }: WorldStores = {}) {
  const random = seededRandom(SEED);
  const table = signals ?? createMemoryItemTable(() => 0);
  const filmsTable = films ?? createMemoryItemTable(() => 0);
  const chains = createProvenanceChains(table);
  const contents = createProvenanceLog(chains, objects ?? createMemoryObjectStore());
  const proofs = createDayProofs(table, createMemoryObjectStore());
  const catalogue = createFilmCatalogue(filmsTable);
  const forecasts = createForecastLog({ table: filmsTable, chains });
  const signer = createMemorySigner();
  const events: SignalEvent[] = [];

  for (const [index, [market, filmId]] of WORLD_FILMS.entries()) {
    const films = [filmOf(market, filmId)];
    await catalogue.record({ batch: `b${index}`, market, version: index + 1, at: FIRST, films });
  }
  for (let hour = 0; hour < 108; hour += 4) {
    const now = FIRST + hour * 3_600_000 + Math.floor(random() * 60_000);
    await contents.append({ source: 'maoyan', kind: 'raw-answer', sha256: sha256(`answer ${hour}`), at: now });
    const batch = WORLD_FILMS.flatMap(([market, filmId]) => eventsOf(market, filmId, now, random));
    events.push(...batch);
    await contents.append({ source: 'stream 直播/1', kind: 'signal-batch', content: { events: batch }, at: now + 1 });
    if (hour % 12 !== 0) continue;
    for (const [market, filmId] of WORLD_FILMS) {
      await forecasts.append(forecastOf(market, filmId, hour / 24, 1e8 * (1 + random())), now + 2);
    }
  }
  if (sealed) await sealDays({ chains, proofs, signer, clock: () => WORLD_NOW }, parseDay('2026-05-04'));
  const sources: ExportSources = {
    ...{ chains, contents, proofs, films: catalogue, forecasts, signer },
    signals: {
      read: async (market, filmId, before) =>
        events.filter((event) => event.market === market && event.filmId === filmId && event.ingestedAt < before),
      heads: async (market) =>
        [...new Set(events.filter((event) => event.market === market).map(({ filmId }) => filmId))].map((filmId) => ({
          filmId,
        })),
    },
  };
  return { sources, events, signer, forecasts };
}

function filmOf(market: Market, filmId: string): Film {
  const { currency } = MARKETS[market];
  return {
    ...{ filmId, market, currency, title: `${filmId} 片名`, releaseDate: parseDay('2026-05-08') },
    ...{ genres: [], directors: [], cast: [] },
  };
}

/** One event of each sort: money that is refunded, a share, people, a change of facts. */
function eventsOf(market: Market, filmId: string, at: number, random: () => number): SignalEvent[] {
  const identity = { market, filmId, source: 'maoyan', observedAt: at - 60_000, ingestedAt: at } as const;
  const showDate = parseDay('2026-05-08');
  const id = (sort: string) => `${filmId}-${at}-${sort}`;
  return [
    {
      ...{ ...identity, type: 'signal', eventId: id('gross'), metric: 'presale_gross', kind: 'increment', showDate },
      value: Math.floor(random() * 2e9) - 1e8,
      sequence: '49590338271490256608559692538361571095921575989136588898',
    },
    {
      ...{ ...identity, type: 'signal', eventId: id('share'), metric: 'screening_share', kind: 'level' },
      value: random(),
    },
    {
      ...{ ...identity, type: 'signal', eventId: id('wants'), metric: 'want_to_see', kind: 'cumulative' },
      value: Math.floor(random() * 1e6),
    },
    ...(random() < 0.2
      ? [
          {
            ...{ ...identity, type: 'film.changed' as const, eventId: id('date'), field: 'releaseDate' as const },
            ...{ old: '2026-05-08', new: '2026-05-09' },
          },
        ]
      : []),
  ];
}

function forecastOf(market: Market, filmId: string, days: number, p50: number): Forecast {
  const spread = (middle: number) =>
    Object.fromEntries(QUANTILE_NAMES.map((name, index) => [name, middle * 1.3 ** (index - 3)])) as Quantiles;
  const { currency, grossKind } = MARKETS[market];
  return {
    ...{ filmId, market, currency, grossKind, title: filmId, origin: `T-${7 - Math.floor(days)}` },
    asOf: new Date(FIRST - 8 * 3_600_000 + days * DAY).toISOString(),
    ...{ total: spread(p50), openingDay: spread(p50 / 5), openingWeekend: spread(p50 / 3) },
    ...{ path: [], base: p50, drivers: [], comparables: [] },
    baselines: { comparables: null, multiplier: null },
    ...{ artifact: 'a1', inputsHash: sha256(`${filmId} ${days}`) },
  };
}
