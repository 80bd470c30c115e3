import { FEATURES } from '../features/catalogue.ts';
import type { Origin } from '../film/origin.ts';

/** More of these before release never lowers a forecast: tickets sold, people who want to see. */
const RISING: ReadonlySet<string> = new Set([
  ...['presale_total', 'presale_to_market', 'presale_last_day', 'presale_mean_3', 'presale_tickets'],
  ...['presale_screenings', 'presale_per_screening', 'presale_occupancy', 'presale_first_day', 'presale_rank'],
  ...['presale_relative', 'presale_score', 'presale_last_day_relative', 'presale_expected_total'],
  ...['presale_expected_first_day', 'presale_part', 'shows_part', 'want_to_tickets', 'want_to_tickets_relative'],
  ...['want_to_see', 'want_to_see_part', 'previews_total', 'previews_to_market'],
]);

/** Models that can be told a direction rise with these, too; others see them and may bend. */
const MOSTLY_RISING: ReadonlySet<string> = new Set([
  ...['theatres_booked', 'theatres_relative', 'theatres_rank', 'search_month', 'search_rank'],
]);

/** More of these before release never raises a forecast: tickets that rivals sold. */
const FALLING: ReadonlySet<string> = new Set(['rivalry_presale', 'rivalry_alike_presale', 'beside_presale']);

/** Made of presale, yet more presale moves them up or down by its day: with them, extra presale could lower a forecast. */
const UNSETTLED: ReadonlySet<string> = new Set([
  ...['presale_deviation_3', 'presale_growth', 'presale_pace', 'presale_last_share', 'presale_price'],
  ...['presale_first_day_share', 'presale_weekend_share'],
]);

/** What models may do with each feature at one origin; one entry per feature. */
export interface Directions {
  /** 1 where the forecast may only rise with it, −1 where it may only fall, 0 where it is free. */
  readonly monotone: Int8Array;
  /** 1 where no model may see it. */
  readonly hidden: Uint8Array;
  /** 1 where only models that can be told a direction may see it: what is promised to rise, and all else made of presale. */
  readonly directed: Uint8Array;
}

/**
 * Before release, extra presale on whatever day never lowers a forecast. After it forecasts are ratios to money so far,
 * with which no feature need rise, so nothing is asked there.
 */
export function directionsAt(origin: Origin): Directions {
  const before = origin <= 0;
  const marks = (holds: (name: string, source: string) => boolean) =>
    Uint8Array.from(FEATURES, ({ name, source }) => Number(before && holds(name, source)));
  const falling = marks((name) => FALLING.has(name));
  return {
    monotone: Int8Array.from(
      marks((name) => RISING.has(name) || MOSTLY_RISING.has(name)),
      (up, column) => up - (falling[column] ?? 0),
    ),
    hidden: marks((name) => UNSETTLED.has(name)),
    directed: marks((name, source) => RISING.has(name) || FALLING.has(name) || source.includes('presale')),
  };
}
