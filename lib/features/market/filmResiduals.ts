import { startOfDay } from '../../calendar/zone.ts';
import type { Measure } from '../../signals/asOfView.ts';
import { logMoney } from '../logMoney.ts';
import { logLegs, logOpening, referenceLevel } from './referenceLevel.ts';

/** Natural log of a finished film's total against the level of the market when it opened. */
export const TOTAL_RESIDUAL: Measure = {
  name: 'total residual',
  of(view, film) {
    const opening = view.asOfEarlier(startOfDay(view.film(film).releaseDate, view.market));
    return logMoney(view.total(film)) - referenceLevel(opening).logTotal;
  },
};

/** Natural log of a finished film's legs against the usual legs when it opened. */
export const LEGS_RESIDUAL: Measure = {
  name: 'legs residual',
  of(view, film) {
    const opening = view.asOfEarlier(startOfDay(view.film(film).releaseDate, view.market));
    return logLegs(view, film) - referenceLevel(opening).logLegs;
  },
};

/** Natural log of what a finished film took per booked theatre in its first three days. */
export const OPENING_PER_THEATER: Measure = {
  name: 'opening per theatre',
  of: (view, film) => logOpening(view, film) - Math.log1p(view.openingTheaters(film)),
};
