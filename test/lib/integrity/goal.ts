import { drawnWorth, type Measured, measure, simulatedNorms } from './measure.ts';

/** The goal: recall of fakes worth 5 % and more, false positives per film-day, and how much distortion is cut. */
export const GOAL = { recall: 0.95, falsePositives: 0.01, distortionCut: 0.8 } as const;

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
