import { parseDay } from '../film/day.ts';
import type { SampleHistoryOptions } from './generateSampleHistory.ts';

/** The simulated history that ships with the product; the shipped artifacts are trained on it. */
export const DEFAULT_SAMPLE: SampleHistoryOptions = {
  seed: 20260601,
  filmsPerMarket: 500,
  from: parseDay('2021-01-01'),
  until: parseDay('2026-06-01'),
};
