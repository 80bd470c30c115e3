import type { ErrorParams } from '../errors/appError.ts';
import type { AnswerOf, OperationId } from './operations.ts';

/** An example of an operation: what is sent and what comes back. */
export interface Example<Id extends OperationId> {
  readonly parameters?: Readonly<Record<string, string | number>>;
  /** Bodies by the name they have in the document. */
  readonly bodies?: Readonly<Record<string, { readonly summary: string; readonly value: unknown }>>;
  readonly answer: AnswerOf<Id>;
}

const FILM = 'sim-cn-0100';
const ARTIFACT = '7f3c1e5a9b0d4c2e8f6a1b3d5c7e9f0a2b4c6d8e0f1a3b5c7d9e1f2a4b6c8d0e';
const INPUTS = '0d9e8c7b6a5f4e3d2c1b0a9f8e7d6c5b4a3f2e1d0c9b8a7f6e5d4c3b2a1f0e9d';

const quantiles = (p50: number, spread: number) => ({
  p05: Math.round(p50 / spread ** 1.6),
  p10: Math.round(p50 / spread ** 1.3),
  p25: Math.round(p50 / spread ** 0.7),
  p50,
  p75: Math.round(p50 * spread ** 0.7),
  p90: Math.round(p50 * spread ** 1.3),
  p95: Math.round(p50 * spread ** 1.6),
});

const REVISION = {
  origin: 'T+3',
  asOf: '2025-10-04T00:00:00+08:00',
  total: quantiles(412_000_000, 1.2),
  openingDay: quantiles(48_500_000, 1),
  openingWeekend: quantiles(151_000_000, 1),
  artifact: ARTIFACT,
  inputsHash: INPUTS,
};

/** Values for the sentences of example problems, by the name of the placeholder. */
export const EXAMPLE_PARAMS: ErrorParams = {
  filmId: FILM,
  market: 'CN',
  markets: 'US, CN',
  origin: 'T+3',
  served: 'T+0, T+1, T+3, T+7',
  first: '2025-09-24',
  date: '2025-12-31',
  releaseDate: '2025-10-01',
  reason: 'unexpected text at position 17',
  contentType: 'text/csv',
  size: 1_048_576,
  limit: 65_536,
  count: 1,
  fields: 'origin',
  operation: 'get item',
  asOf: '2026-01-01T12:00:00+08:00',
  cursor: 'abc',
  requestId: 'a1b2c3',
};

/** One example per operation; the requests are sent to the function in the tests, the answers checked by the contract. */
export const EXAMPLES: { readonly [Id in OperationId]: Example<Id> } = {
  createForecast: {
    bodies: {
      knownFilm: { summary: 'A film of the history, three days after release', value: { filmId: FILM, origin: 'T+3' } },
      asOf: {
        summary: 'The same as it was answered at a past instant',
        value: { filmId: FILM, origin: 'T+1', asOf: '2025-06-01T09:30:00+08:00' },
      },
      filmInputs: {
        summary: 'A film that the history does not know, a week before release',
        value: {
          movie_id: 'my-film',
          title: '示例影片',
          release_date: '2024-02-10',
          date: '2024-02-03',
          presale_amount: 8_500_000,
          show_count: 12_000,
          avg_price: 708.33,
          social_heat: 25_000,
          want_see_count: 180_000,
          director_score: 7.8,
          actor_score: 8.2,
          competition_index: 25,
          type_factor: 2,
        },
      },
    },
    answer: {
      filmId: FILM,
      title: '示例影片',
      market: 'CN',
      currency: 'CNY',
      grossKind: 'with-fee',
      ...REVISION,
      path: [
        { date: '2025-10-01', p10: 48_500_000, p50: 48_500_000, p90: 48_500_000 },
        { date: '2025-10-02', p10: 52_900_000, p50: 52_900_000, p90: 52_900_000 },
        { date: '2025-10-03', p10: 49_600_000, p50: 49_600_000, p90: 49_600_000 },
        { date: '2025-10-04', p10: 41_200_000, p50: 46_800_000, p90: 53_100_000 },
      ],
      base: 388_000_000,
      drivers: [
        { feature: 'log_banked', name: { en: 'Money so far', zh: '已有票房' }, value: 18.8, factor: 412 / 388 },
      ],
      comparables: [{ filmId: 'sim-cn-0042', title: '另一部示例影片', weight: 0.4, total: 398_000_000 }],
      baselines: { comparables: 401_000_000, multiplier: 437_000_000 },
      integrity: {
        used: 'cleaned',
        detail: 'daily',
        findings: [
          {
            day: '2025-09-28',
            showDate: '2025-10-01',
            metric: 'presale_gross',
            rule: 'unsupported-presale',
            severity: 0.6,
            raw: 9_000_000,
            cleaned: 3_600_000,
            isTakenOff: true,
            text: {
              en: "2025-09-28: Presale of the day is 10.0 times what the film's other days and its search let expect; honest films hardly ever pass 4.0.",
              zh: '2025-09-28:当日预售是该片其他日期与搜索热度所支持水平的 10.0 倍;正常影片几乎不超过 4.0 倍。',
            },
          },
        ],
        other: { total: { p10: 326_000_000, p50: 414_000_000, p90: 526_000_000 } },
      },
      degraded: false,
      staleSources: ['maoyan-box'],
      cache: 'miss',
    },
  },
  listFilms: {
    parameters: { market: 'CN', limit: 2 },
    answer: {
      films: [
        {
          filmId: FILM,
          title: '示例影片',
          market: 'CN',
          releaseDate: '2025-10-01',
          currency: 'CNY',
          genres: ['动作'],
          directors: ['示例导演'],
          cast: ['示例演员'],
          runtimeMin: 118,
        },
      ],
      cursor: 'Q04gMjAzNjIgc2ltLWNuLTAxMDA',
    },
  },
  getFilm: {
    parameters: { id: FILM },
    answer: {
      filmId: FILM,
      title: '示例影片',
      market: 'CN',
      releaseDate: '2025-10-01',
      currency: 'CNY',
      genres: ['动作'],
      directors: ['示例导演'],
      cast: ['示例演员'],
      runtimeMin: 118,
      finalGross: 405_200_000,
    },
  },
  listFilmForecasts: {
    parameters: { id: FILM, limit: 10 },
    answer: {
      filmId: FILM,
      market: 'CN',
      revisions: [
        {
          revision: '5f2d9c7be1a04836a7c0d4e2f8b61935',
          recordedAt: '2025-10-04T01:12:09.310Z',
          ...REVISION,
          snapshot: INPUTS,
          reason: {
            text: { en: 'presale window 14:00-15:00 changed', zh: '14:00-15:00 的预售额窗口有变化' },
            changed: ['presale_gross'],
            window: { start: '2025-10-03T06:00:00.000Z', end: '2025-10-03T07:00:00.000Z' },
          },
          changed: { factor: 1.06, width80: -0.11, origin: true, inputs: true, artifact: false },
        },
      ],
    },
  },
  listFilmSignals: {
    parameters: { id: FILM, limit: 10 },
    answer: {
      filmId: FILM,
      market: 'CN',
      events: [
        {
          type: 'signal',
          eventId: 'maoyan:sim-cn-0100:presale:2025-09-30T15:00',
          source: 'maoyan',
          metric: 'presale_gross',
          kind: 'cumulative',
          value: 1_250_000_000,
          showDate: '2025-10-01',
          observedAt: '2025-09-30T07:00:00.000Z',
          ingestedAt: '2025-09-30T07:00:01.204Z',
        },
        {
          type: 'film.changed',
          eventId: 'desk:sim-cn-0100:release:1',
          source: 'desk',
          field: 'releaseDate',
          old: '2025-09-30',
          new: '2025-10-01',
          observedAt: '2025-09-12T02:00:00.000Z',
          ingestedAt: '2025-09-12T02:00:00.310Z',
        },
      ],
      days: [{ date: '2025-09-30', metric: 'presale_gross', showDate: '2025-10-01', value: 1_250_000_000 }],
      windows: [
        {
          start: '2025-09-30T06:15:00.000Z',
          end: '2025-09-30T07:15:00.000Z',
          presaleGross: 82_000_000,
          presaleTickets: 19_000,
          count: 4,
          lastEventAt: '2025-09-30T07:00:00.000Z',
          closed: true,
        },
      ],
    },
  },
  listArtifacts: {
    parameters: { market: 'CN' },
    answer: {
      artifacts: [
        {
          artifactId: ARTIFACT,
          market: 'CN',
          sequence: 4,
          createdAsOf: '2025-09-30',
          savedAt: '2025-10-01T02:03:04.000Z',
          runId: 'train-2f9a',
          summary: { trainingFilms: 612 },
          champion: true,
        },
      ],
    },
  },
  getHealth: {
    answer: {
      status: 'ok',
      version: '0.1.0',
      time: '2025-10-04T01:12:09.310Z',
      markets: {
        CN: {
          champion: { artifactId: ARTIFACT, version: 4, sequence: 4, since: '2025-10-01T02:03:05.000Z' },
          serving: { artifactId: ARTIFACT, source: 'registry' },
          snapshot: { hash: INPUTS, films: 640, fresh: true },
          notes: [],
        },
      },
      stores: { films: 'ok', operations: 'ok', cache: 'ok', signals: 'ok', artifacts: 'ok' },
    },
  },
};
