import { FEATURES } from '../features/catalogue.ts';
import type { Origin } from '../film/origin.ts';
import type { TrainingRows } from '../models/contract.ts';
import { fitRidge } from '../models/ridge/fitRidge.ts';
import type { RidgeModel } from '../models/ridge/ridgeModel.ts';

/** More of these before release never lowers a forecast: tickets sold, people who want to see, theatres that booked. */
const RISING: ReadonlySet<string> = new Set([
  ...['presale_total', 'presale_to_market', 'presale_last_day', 'presale_tickets', 'presale_screenings', 'want_to_see'],
  ...['previews_total', 'previews_to_market', 'theatres_booked', 'theatres_relative', 'theatres_rank'],
  ...['search_month', 'search_rank'],
]);

/**
 * Per feature 1 where the forecast may only rise with it. After release forecasts are ratios to money so far, with which
 * no feature need rise, so nothing is asked there.
 */
export function risingFeatures(origin: Origin): Int8Array {
  return Int8Array.from(FEATURES, ({ name }) => (origin <= 0 && RISING.has(name) ? 1 : 0));
}

/** A ridge without the features that it would let lower the forecast though they may only raise it. */
export function fitRisingRidge(rows: TrainingRows, rising: Int8Array): RidgeModel {
  const model = fitRidge(rows);
  const falling = Array.from(rising.keys()).filter((column) => rising[column] === 1 && (model.slope[column] ?? 0) < 0);
  if (falling.length === 0) return model;
  const data = rows.x.data.slice();
  for (let row = 0; row < rows.x.rows; row++) {
    for (const column of falling) data[row * rows.x.columns + column] = Number.NaN;
  }
  // one feature less may turn the sign of its like, so the rest is looked at again
  return fitRisingRidge({ ...rows, x: { ...rows.x, data } }, rising);
}
