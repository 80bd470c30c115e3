import type { MarketView } from '../../signals/asOfView.ts';
import { median } from '../../stats/median.ts';
import { AGE_CLASSES, type CalendarEffects, dayEffect } from './calendarEffects.ts';
import { gatherFilmDays } from './filmDays.ts';
import { residualsWithinFilms, solveWithinFilms } from './withinFilms.ts';

const RIDGE = 8;

/** Residuals beyond this many times the median absolute residual are left out of the second pass. */
const ROBUST = 4.5;

/** Days over which the average day is taken: eight years, so that every weekday and season counts alike. */
const CENTRE_DAYS = 8 * 365;

/**
 * Separates what the calendar does to daily takings from what films do, on everything the view knows: ridge within films
 * on age, weekday, month by part of the week, and holidays by offset, with one robust pass.
 * With no film of ten known days every effect is zero.
 */
export function fitCalendarEffects(view: MarketView): CalendarEffects {
  const days = gatherFilmDays(view);
  const filmDays = days.logGross.length;
  const none = { market: view.market, filmDays, classes: {}, centre: 0, ages: AGE_CLASSES.map(() => 0), slope: 0 };
  if (filmDays === 0) return none;
  const kept = new Uint8Array(filmDays).fill(1);
  const first = residualsWithinFilms(days, kept, solveWithinFilms(days, kept, RIDGE)).residuals.map(Math.abs);
  const limit = ROBUST * median(first);
  const believed = kept.map((_, row) => ((first[row] as number) <= limit ? 1 : 0));
  const coefficients = solveWithinFilms(days, believed, RIDGE);
  const { slopes } = residualsWithinFilms(days, believed, coefficients);
  const byName = Object.fromEntries(days.columns.map((name, at) => [name, coefficients[at] as number]));
  const effects = {
    ...none,
    classes: Object.fromEntries(Object.entries(byName).filter(([name]) => !name.startsWith('age:'))),
    ages: AGE_CLASSES.map((_, at) => byName[`age:${at}`] ?? 0),
    slope: median(slopes),
  };
  let sum = 0;
  for (let back = 1; back <= CENTRE_DAYS; back++) sum += dayEffect(effects, view.today - back);
  return { ...effects, centre: sum / CENTRE_DAYS };
}
