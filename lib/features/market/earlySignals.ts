import type { Measure } from '../../signals/asOfView.ts';
import { latestBeforeRelease, logCount, sumBeforeRelease } from '../ownSignals.ts';

/** Presale money before release so far, in currency units; NaN when unknown. */
export const PRESALE_MONEY: Measure = {
  name: 'presale money',
  of: (view, film) => sumBeforeRelease(view, film, 'presale_gross'),
};

/** People who want to see the film before release; NaN when unknown. */
export const WANT_LEVEL: Measure = {
  name: 'want-to-see level',
  of: (view, film) => latestBeforeRelease(view, film, 'want_to_see'),
};

/** Shows on sale before release; NaN when unknown. */
export const SHOWS_ON_SALE: Measure = {
  name: 'shows on sale',
  of: (view, film) => latestBeforeRelease(view, film, 'presale_screenings'),
};

/** ln(1 + presale money before release so far). */
export const PRESALE_SO_FAR: Measure = {
  name: 'presale so far',
  of: (view, film) => logCount(sumBeforeRelease(view, film, 'presale_gross')),
};

/** ln(1 + presale money of the last known day before release). */
export const PRESALE_LAST_DAY: Measure = {
  name: 'presale of the last day',
  of: (view, film) => logCount(latestBeforeRelease(view, film, 'presale_gross')),
};

/** ln(1 + presale tickets before release so far). */
const TICKETS_SO_FAR: Measure = {
  name: 'presale tickets so far',
  of: (view, film) => logCount(sumBeforeRelease(view, film, 'presale_tickets')),
};

/** ln(1 + people who want to see the film before release). */
export const WANT_TO_SEE: Measure = {
  name: 'want to see',
  of: (view, film) => logCount(latestBeforeRelease(view, film, 'want_to_see')),
};

/** ln(1 + social heat summed over the known days before release). */
export const HEAT_SO_FAR: Measure = {
  name: 'social heat so far',
  of: (view, film) => logCount(sumBeforeRelease(view, film, 'social_heat')),
};

/** ln ratio of presale tickets to people who want to see the film. */
export const TICKETS_PER_WANT: Measure = {
  name: 'presale tickets per want-to-see',
  of: (view, film) => TICKETS_SO_FAR.of(view, film) - WANT_TO_SEE.of(view, film),
};

/** ln ratio of the first day's admissions to the people who wanted to see the film on its eve. */
export const ADMISSIONS_PER_WANT: Measure = {
  name: 'first-day admissions per want-to-see',
  of: (view, film) =>
    logCount(view.daily(film, 'admissions', view.film(film).releaseDate)) - WANT_TO_SEE.of(view, film),
};

/** ln ratio of the first day's takings to the people who wanted to see the film on its eve. */
export const TAKINGS_PER_WANT: Measure = {
  name: 'first-day takings per want-to-see',
  of: (view, film) => logCount(view.daily(film, 'gross', view.film(film).releaseDate)) - WANT_TO_SEE.of(view, film),
};
