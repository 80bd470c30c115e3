import type { Market } from '../../film/market.ts';
import type { MarketView } from '../../signals/asOfView.ts';

/** Booked theatres from which a US opening is wide. */
const WIDE_THEATERS = 600;

/** Takings of release day and the week before it, in currency units, that make an opening where theatres are unknown. */
const OPENING_TAKINGS: Readonly<Record<Market, number>> = { US: 500_000, CN: 1_000_000, KR: 150_000_000 };

const PREVIEW_DAYS = 7;

/**
 * Whether a film is of the kind that the market's level is measured by: a wide opening, told by booked theatres, and
 * where these are unknown by the takings up to its release day. Its total plays no part.
 * @param view as of the morning after release or later
 */
export function isWideOpening(view: MarketView, film: number): boolean {
  const theaters = view.openingTheaters(film);
  if (!Number.isNaN(theaters)) return theaters >= WIDE_THEATERS;
  const { releaseDate } = view.film(film);
  return view.grossBetween(film, releaseDate - PREVIEW_DAYS, releaseDate) >= OPENING_TAKINGS[view.market];
}
