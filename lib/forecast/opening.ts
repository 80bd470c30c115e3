import { isWideOpening } from '../features/market/population.ts';
import type { MarketView } from '../signals/asOfView.ts';

/** What kind of opening a film has, as far as it is known at a moment. */
export const OPENINGS = ['wide', 'small', 'unknown'] as const;
export type Opening = (typeof OPENINGS)[number];

/** By booked theatres once these are known, else by the takings up to the release day once it is over. */
export function openingOf(view: MarketView, film: number): Opening {
  const { releaseDate } = view.film(film);
  const isTold = !Number.isNaN(view.openingTheaters(film)) || !Number.isNaN(view.daily(film, 'gross', releaseDate));
  if (!isTold) return 'unknown';
  return isWideOpening(view, film) ? 'wide' : 'small';
}
