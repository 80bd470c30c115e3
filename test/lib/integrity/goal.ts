import { drawnWorth, type Measured, measure, simulatedNorms } from './measure.ts';

/** The goal: recall of fakes worth 5 % and more, false positives per film-day, and how much distortion is cut. */
export const GOAL = { recall: 0.95, falsePositives: 0.01, distortionCut: 0.8 } as const;

/** Judged once, after the rules had been tuned on seeds 101-126 and 130-189. */
export const JUDGING_SEEDS = [401, 402, 403, 404, 405, 406] as const;
/** Films with more shows on a day are left out: their single shows are too many to draw. */
export const MOST_SHOWS = 3_000;

/** Days of the market's own purchases and of planted ones worth 5 % of presale and more, on seeds that nobody tuned on. */
export function judgedDays(seeds: readonly number[], mostShows: number): Measured {
  const norms = simulatedNorms('CN');
  const worthOf = drawnWorth(seeds[0] ?? 0);
  const worth = (filmId: string) => (worthOf(filmId) === 0 ? 0 : Math.max(0.05, worthOf(filmId)));
  const [market, planted] = [
    measure('CN', seeds, norms, { worth: 'market', mostShows }),
    measure('CN', seeds, norms, { worth, of: 'purchase', mostShows }),
  ];
  return { shows: [...market.shows, ...planted.shows], daily: [...market.daily, ...planted.daily] };
}
