import type { Day } from './day.ts';
import type { Market } from './market.ts';
import type { MinorUnits } from './money.ts';

/** A score read from a file, with the day it was published; without a day it never takes part in a backtest. */
export interface DatedScore {
  readonly value: number;
  readonly date?: Day;
}

/** A film in one market: one title, one opening. What is unknown is absent, never zero. */
export interface Film {
  readonly filmId: string;
  readonly title: string;
  readonly market: Market;
  readonly releaseDate: Day;
  readonly currency: string;
  readonly genres: readonly string[];
  readonly directors: readonly string[];
  readonly cast: readonly string[];
  readonly producers?: readonly string[];
  readonly runtimeMin?: number;
  readonly certificate?: string;
  readonly distributor?: string;
  readonly budget?: MinorUnits;
  readonly openingTheaters?: number;
  readonly searchIndex30d?: number;
  readonly directorScore?: DatedScore;
  readonly actorScore?: DatedScore;
  /** The whole theatrical run; absent while the film is running. */
  readonly finalGross?: MinorUnits;
}

/** Measures a daily row may carry, with their units; the order is that of the history file. */
export const DAILY_METRICS = [
  'gross', // integer minor units taken that day
  'admissions', // people
  'theaters', // count
  'screenings', // shows
  'screening_share', // 0..1 of all shows of the market
  'presale_gross', // integer minor units of presale taken on that calendar day
  'presale_screenings', // shows on sale
  'presale_tickets', // tickets
  'want_to_see', // people, level at the end of the day
  'social_heat', // the source's own index, that day's
  'trailer_plays', // the source's own index
  'sentiment', // -1..1
  'search_index', // the source's own index
] as const;
export type DailyMetric = (typeof DAILY_METRICS)[number];

/** One film, one calendar day; absent measures are unknown. */
export interface DailyRow {
  readonly filmId: string;
  readonly date: Day;
  /** For presale only: the day of showing the presale is for; absent = all later days together. */
  readonly showDate?: Day;
  readonly values: Readonly<Partial<Record<DailyMetric, number>>>;
}
