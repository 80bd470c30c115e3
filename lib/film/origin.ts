import { AppError } from '../errors/appError.ts';

/**
 * The moment a forecast is made, in whole days from release midnight: -7 (a week before), 0 (the eve: no day of
 * release known), 1 (one full day known) … 7.
 */
export type Origin = number;

/** Every origin the product serves, earliest first. */
export const ORIGINS: readonly Origin[] = [-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7];

/** "T-7", "T+0", "T+3". */
export function formatOrigin(origin: Origin): string {
  return origin < 0 ? `T${origin}` : `T+${origin}`;
}

/** @throws AppError `origin.unknown` unless `text` names one of {@link ORIGINS} */
export function parseOrigin(text: string): Origin {
  const origin = ORIGINS.find((candidate) => formatOrigin(candidate) === text);
  if (origin === undefined) throw new AppError('origin.unknown', { text });
  return origin;
}
