import type { Origin } from '../../film/origin.ts';
import type { Measure } from '../../signals/asOfView.ts';
import type { Subject } from '../subject.ts';

/** How a film stands among the films of the past year at the comparable moment of theirs; NaN where they are too few. */
export interface Standing {
  /** Share of them that lie below it. */
  readonly rank: number;
  /** Its value less their mean. */
  readonly relative: number;
  /** The same in their standard deviations. */
  readonly score: number;
}

const UNKNOWN: Standing = { rank: Number.NaN, relative: Number.NaN, score: Number.NaN };

const YEAR = 365;

/** Fewer films than this are no company to be compared with. */
const FEWEST = 15;

/**
 * Compares a film with the films released within the year before it, or since, that have come as close to their releases
 * as it has: each with what was known of it that many days before its own release.
 * @param origin the moment of comparison, in days from each film's release
 */
export function standing(subject: Subject, measure: Measure, origin: Origin): Standing {
  const { view, film, release } = subject;
  const own = measure.of(view, film);
  if (Number.isNaN(own)) return UNKNOWN;
  let films = 0;
  let below = 0;
  let sum = 0;
  let squares = 0;
  view.eachReleased(release - YEAR, view.today - origin, (other) => {
    if (other === film) return;
    const value = view.whenReached(measure, other, origin);
    if (Number.isNaN(value)) return;
    films++;
    sum += value;
    squares += value * value;
    if (value < own) below++;
  });
  if (films < FEWEST) return UNKNOWN;
  const mean = sum / films;
  const spread = Math.sqrt(Math.max(0, squares / films - mean * mean));
  return { rank: below / films, relative: own - mean, score: spread > 0 ? (own - mean) / spread : Number.NaN };
}
