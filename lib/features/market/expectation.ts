import type { Measure } from '../../signals/asOfView.ts';
import { MATURITY_DAYS } from '../../signals/knownAt.ts';
import { logMoney } from '../logMoney.ts';
import type { Subject } from '../subject.ts';
import { Trend } from '../trend.ts';

/** What earlier films of the same early signal came to: a line through them, in natural logs. */
interface Yield {
  readonly line: Trend;
  readonly slope: number;
  readonly films: number;
}

const WINDOW_DAYS = 730;

/** Fewer films than this tell nothing of what a signal is worth. */
const FEWEST = 15;

/** Twice the signal is twice the outcome until the films say otherwise; this much spread of theirs counts as much. */
const PROPORTIONAL = 1;
const PRIOR_SPREAD = 4;

/** A stronger signal never promises less, and never more than its square. */
const STEEPEST = 2;

function throughFilms(each: (visit: (signal: number, outcome: number) => void) => void): Yield {
  const line = new Trend();
  let films = 0;
  each((signal, outcome) => {
    if (Number.isNaN(signal) || Number.isNaN(outcome)) return;
    line.add(signal, outcome);
    films++;
  });
  const slope = Math.min(STEEPEST, Math.max(0, line.slopeTowards(PROPORTIONAL, PRIOR_SPREAD)));
  return { line, slope, films };
}

const read = ({ line, slope, films }: Yield, signal: number): number =>
  films < FEWEST ? Number.NaN : line.heightAt(signal, slope);

/**
 * Natural log of the total that films finished in the last two years lead one to expect of a signal as strong as this
 * film's, each with what was known of it at the same distance from its release; NaN where either is unknown.
 */
export function expectedTotal(subject: Subject, signal: Measure): number {
  const { view, film } = subject;
  const own = signal.of(view, film);
  if (Number.isNaN(own)) return Number.NaN;
  const origin = Math.min(0, subject.origin);
  const yields = view.once(`total by ${signal.name} at ${origin}`, (moment) =>
    throughFilms((visit) => {
      const latest = moment.today - MATURITY_DAYS;
      moment.eachMatured(latest - WINDOW_DAYS, latest, (other, total) => {
        visit(moment.whenReached(signal, other, origin), logMoney(total));
      });
    }),
  );
  return read(yields, own);
}

/** The same for the takings of the release day, from the films of the two years before the film. */
export function expectedFirstDay(subject: Subject, signal: Measure): number {
  const { view, film, release } = subject;
  const own = signal.of(view, film);
  if (Number.isNaN(own)) return Number.NaN;
  const origin = Math.min(0, subject.origin);
  const yields = view.once(`first day by ${signal.name} of films released ${subject.origin} days ago`, (moment) =>
    throughFilms((visit) => {
      moment.eachReleased(release - WINDOW_DAYS, Math.min(release, moment.today) - 1, (other) => {
        const taken = moment.daily(other, 'gross', moment.film(other).releaseDate);
        visit(moment.whenReached(signal, other, origin), logMoney(taken));
      });
    }),
  );
  return read(yields, own);
}
