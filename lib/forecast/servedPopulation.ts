import type { Market } from '../film/market.ts';
import type { MarketView } from '../signals/asOfView.ts';

/** Booked theatres from which a US opening is wide. */
const WIDE_THEATERS = 600;

/** Days of previews that count towards an opening. */
export const PREVIEW_DAYS = 7;

/** Takings of previews and release day together, in currency units, from which a film counts where theatres are unknown. */
const OPENING_TAKINGS: Readonly<Record<Exclude<Market, 'US'>, number>> = { CN: 1_000_000, KR: 150_000_000 };

/**
 * Whether a film is of the kind that forecasts are made and judged for: a wide opening in the US; elsewhere previews of
 * the seven days before plus release day above a threshold. It can be told on the evening of the release day and never
 * looks at the total.
 * @param view as of the morning after release or later
 */
export function isServed(view: MarketView, film: number): boolean {
  if (view.market === 'US') return view.openingTheaters(film) >= WIDE_THEATERS;
  const { releaseDate } = view.film(film);
  return view.grossBetween(film, releaseDate - PREVIEW_DAYS, releaseDate) >= OPENING_TAKINGS[view.market];
}
