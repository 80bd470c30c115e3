import type { Day } from '../film/day.ts';
import type { Market } from '../film/market.ts';

/** How readings of one metric follow one another; see docs/signals.md. */
export type SignalKind =
  /** What has come since the reading before; increments add, refunds are negative. */
  | 'increment'
  /** What has come since the beginning; it replaces the source's earlier reading and the difference adds. */
  | 'cumulative'
  /** How it stands; it replaces the source's earlier reading and never adds. */
  | 'level';

/** What holds of the values of one metric. */
export interface SignalMetricRules {
  /** Accepted names of its unit; the first is the one that events are kept in. */
  readonly units: readonly string[];
  readonly least: number;
  readonly most: number;
  readonly integer: boolean;
}

const COUNT = { least: -1e12, most: 1e12, integer: true } as const;
const MONEY = { units: ['minor'], least: -1e15, most: 1e15, integer: true } as const;
const INDEX = { units: ['index'], least: 0, most: 1e15, integer: false } as const;

/** Every metric that an event may carry. Money is in integer minor units of the market's currency. */
export const SIGNAL_METRICS = {
  presale_gross: MONEY,
  gross: MONEY,
  presale_tickets: { ...COUNT, units: ['count', 'tickets'] },
  presale_screenings: { ...COUNT, units: ['count', 'shows'], least: 0 },
  screenings: { ...COUNT, units: ['count', 'shows'], least: 0 },
  admissions: { ...COUNT, units: ['count', 'people'] },
  theaters: { ...COUNT, units: ['count'], least: 0 },
  screening_share: { units: ['share'], least: 0, most: 1, integer: false },
  want_to_see: { ...COUNT, units: ['people', 'count'] },
  social_heat: INDEX,
  trailer_plays: { ...INDEX, units: ['index', 'count'] },
  sentiment: { units: ['polarity'], least: -1, most: 1, integer: false },
  rating: { units: ['score10'], least: 0, most: 10, integer: false },
} as const satisfies Record<string, SignalMetricRules>;

export type SignalMetric = keyof typeof SIGNAL_METRICS;

export const SIGNAL_METRIC_NAMES = Object.keys(SIGNAL_METRICS) as readonly SignalMetric[];

/** What every event has. */
interface EventIdentity {
  /** The same id is the same event, counted once for ever. */
  readonly eventId: string;
  readonly filmId: string;
  readonly market: Market;
  /** Who says so, for example "maoyan". */
  readonly source: string;
  /** Event time: when it was so. Milliseconds since the epoch. */
  readonly observedAt: number;
  /** When the product first took it in: from then on it is known. Milliseconds since the epoch. */
  readonly ingestedAt: number;
}

/** One reading of one metric of one film. */
export interface SignalReading extends EventIdentity {
  readonly type: 'signal';
  readonly metric: SignalMetric;
  readonly kind: SignalKind;
  /** In the first unit of {@link SIGNAL_METRICS}. */
  readonly value: number;
  /** For presale: the day of showing; absent = all later days together. */
  readonly showDate?: Day;
  /** Orders readings of one source at the same moment: digits, compared as whole numbers. */
  readonly sequence?: string;
}

/** Facts of the catalogue that an event may change, named as in {@link Film}; `withdrawn` takes a film off the calendar. */
export const CHANGEABLE_FACTS = [
  ...(['releaseDate', 'withdrawn', 'title', 'genres', 'directors', 'cast', 'producers'] as const),
  ...(['runtimeMin', 'certificate', 'distributor', 'budget', 'openingTheaters'] as const),
] as const;
export type ChangeableFact = (typeof CHANGEABLE_FACTS)[number];

/** A change of catalogue facts. Values are as in {@link Film}: days as ISO dates, money in integer minor units. */
export interface FilmChange extends EventIdentity {
  readonly type: 'film.changed';
  readonly field: ChangeableFact;
  readonly old: FactValue;
  readonly new: FactValue;
}

export type FactValue = string | number | boolean | null | readonly string[];

/** Whatever the product takes in about a film. */
export type SignalEvent = SignalReading | FilmChange;
