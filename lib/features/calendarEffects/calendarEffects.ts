import { dayClasses } from '../../calendar/dayClass.ts';
import type { Day } from '../../film/day.ts';
import type { Market } from '../../film/market.ts';

/** Age in days from which films of one age class count as equally old; the last class runs on for ever. */
export const AGE_CLASSES: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 21, 28, 38];

/**
 * What the calendar alone does to a film's daily takings, in natural logs: plain data, stored with a model. A day's log
 * takings are the film's level, its slope times the age, the age effect, and the sum of the effects of the day's classes.
 */
export interface CalendarEffects {
  readonly market: Market;
  /** Film-days that it was fitted on. */
  readonly filmDays: number;
  /** Effect of each day class; a class that was never seen counts nothing. */
  readonly classes: Readonly<Record<string, number>>;
  /** Subtracted from every day so that the average day is zero. */
  readonly centre: number;
  /** Effect of each of {@link AGE_CLASSES}. */
  readonly ages: readonly number[];
  /** Median change of log takings per day of age beyond the age effects. */
  readonly slope: number;
}

/** Where an age in days belongs among {@link AGE_CLASSES}. */
export function ageClass(age: number): number {
  let at = AGE_CLASSES.length - 1;
  while (at > 0 && (AGE_CLASSES[at] as number) > age) at--;
  return at;
}

const days = new WeakMap<CalendarEffects, Map<Day, number>>();

/** Log effect of a day on takings, against the average day. */
export function dayEffect(effects: CalendarEffects, day: Day): number {
  let known = days.get(effects);
  if (known === undefined) {
    known = new Map();
    days.set(effects, known);
  }
  let effect = known.get(day);
  if (effect === undefined) {
    effect = -effects.centre;
    for (const name of dayClasses(day, effects.market)) effect += effects.classes[name] ?? 0;
    known.set(day, effect);
  }
  return effect;
}

/** Log effect of a film's age in days. */
export function ageEffect(effects: CalendarEffects, age: number): number {
  return effects.ages[ageClass(age)] ?? 0;
}
