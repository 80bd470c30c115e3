import type { MarketView } from '../signals/asOfView.ts';
import type { CalendarEffects } from './calendarEffects/calendarEffects.ts';
import { fitCalendarEffects } from './calendarEffects/fitCalendarEffects.ts';

/**
 * What is fitted once per refit from what is known by then and needed to make features: plain data, stored with the
 * model that was trained on it.
 */
export interface FeatureContext {
  /** The moment as of which it was fitted, ms since 1970-01-01T00:00Z. */
  readonly fittedAsOf: number;
  readonly calendar: CalendarEffects;
}

/** Fits what features need from everything that the view knows. */
export function fitFeatureContext(view: MarketView): FeatureContext {
  return { fittedAsOf: view.asOf, calendar: fitCalendarEffects(view) };
}
