import { fitForestPart } from '../models/forest/fitForest.ts';
import { fitOrigin } from './fitOrigin.ts';
import { LEARNERS } from './learners.ts';

/** What can be fitted on a pool of workers, by name; see `FitPool`. Part of a forest is a job of its own, and so is all of an origin. */
export const FITS = { ...LEARNERS, forestPart: fitForestPart, origin: fitOrigin } as const;
