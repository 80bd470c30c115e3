import type { Market } from '../film/market.ts';

/** Markets that are simulated. */
export type SimulatedMarket = Extract<Market, 'US' | 'CN'>;

interface GenreTraits {
  readonly name: string;
  /** How often it is made, relative to the others. */
  readonly weight: number;
  /** Effect on the log of the first day. */
  readonly opening: number;
  /** Effect on the log of one week's takings over those of the week before: positive = longer legs. */
  readonly legs: number;
}

/** Sizes and habits of a simulated market; logs are natural, money is in currency units. */
export interface MarketProfile {
  /** Mean log of a first day's gross, for a film in the middle of everything. */
  readonly openingLevel: number;
  /** Growth of the market per year, in logs. */
  readonly growth: number;
  /** Mean and spread of the log of one week's takings over the week before. */
  readonly weeklyDecay: number;
  readonly weeklyDecaySpread: number;
  /** Spread of the extra daily slope of the first days, when word of mouth is made. */
  readonly earlySlopeSpread: number;
  /** How much more than its pattern a film takes on its first day, in logs. */
  readonly frontLoading: number;
  /** Spread of one day's noise. */
  readonly dayNoise: number;
  /** How strongly others' takings on the same days push a film down. */
  readonly rivalry: number;
  readonly budgetLevel: number;
  readonly runDays: number;
  readonly runDaysSpread: number;
  /** Gross of a day below which a run ends. */
  readonly lastDayGross: number;
  readonly ticketPrice: number;
  /** Presale of the first day, as a share of what it will take. */
  readonly presaleShare: number;
  readonly presaleDays: number;
  /** Share of films with paid previews. */
  readonly previewShare: number;
  /** Days relative to the Friday of the chosen week on which films open, with their weights. */
  readonly openingDays: readonly (readonly [offset: number, weight: number])[];
  readonly genres: readonly GenreTraits[];
}

const genre = (name: string, weight: number, opening: number, legs: number): GenreTraits => ({
  name,
  weight,
  opening,
  legs,
});

/**
 * Set by hand so that totals, first days and weekly falls have about the size and spread that wide releases of such
 * markets have; nothing here is fitted to the records of any real film.
 */
export const PROFILES: Readonly<Record<SimulatedMarket, MarketProfile>> = {
  US: {
    openingLevel: 15.15,
    growth: 0.01,
    weeklyDecay: -0.66,
    weeklyDecaySpread: 0.15,
    earlySlopeSpread: 0.02,
    frontLoading: 0.3,
    dayNoise: 0.07,
    rivalry: 0.25,
    budgetLevel: 17.3,
    runDays: 70,
    runDaysSpread: 0.35,
    lastDayGross: 2_000,
    ticketPrice: 9.5,
    presaleShare: 0.22,
    presaleDays: 10,
    previewShare: 0,
    openingDays: [
      [0, 88],
      [-2, 9],
      [-1, 3],
    ],
    genres: [
      genre('Action', 18, 0.25, -0.06),
      genre('Comedy', 18, 0, 0.04),
      genre('Drama', 20, -0.3, 0.12),
      genre('Horror', 11, 0.1, -0.28),
      genre('Animation', 8, 0.25, 0.16),
      genre('Family', 7, 0.05, 0.16),
      genre('Thriller', 10, -0.1, 0),
      genre('Sci-Fi', 8, 0.3, -0.1),
    ],
  },
  CN: {
    openingLevel: 15.9,
    growth: 0.05,
    weeklyDecay: -1.15,
    weeklyDecaySpread: 0.4,
    earlySlopeSpread: 0.13,
    frontLoading: 0.2,
    dayNoise: 0.09,
    rivalry: 0.35,
    budgetLevel: 17.9,
    runDays: 32,
    runDaysSpread: 0.3,
    lastDayGross: 5_000,
    ticketPrice: 38,
    presaleShare: 0.35,
    presaleDays: 14,
    previewShare: 0.6,
    openingDays: [
      [0, 55],
      [-1, 20],
      [-3, 10],
      [1, 6],
      [-2, 5],
      [2, 4],
    ],
    genres: [
      genre('动作', 16, 0.25, -0.08),
      genre('喜剧', 18, 0.2, 0.08),
      genre('剧情', 18, -0.25, 0.15),
      genre('爱情', 14, 0.1, -0.2),
      genre('动画', 9, -0.1, 0.15),
      genre('恐怖', 8, -0.5, -0.35),
      genre('科幻', 6, 0.35, 0),
      genre('悬疑', 7, 0, 0.1),
      genre('战争', 4, 0.2, 0.15),
    ],
  },
};
