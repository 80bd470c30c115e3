import { startOfDay } from '../calendar/zone.ts';
import { type FeatureContext, fitFeatureContext } from '../features/featureContext.ts';
import { type Day, formatDay, parseDay } from '../film/day.ts';
import type { Origin } from '../film/origin.ts';
import { type FilmInputs, filmInputs } from '../forecast/filmInputs.ts';
import { originInstant, viewAsOf } from '../signals/asOfView.ts';
import type { MarketHistory } from '../signals/marketHistory.ts';

/** The inputs of a film (index in the history) as of one of its origins. */
export type InputsOf = (film: number, origin: Origin) => FilmInputs;

/**
 * Inputs of training films, each worked out once. Contexts are fitted anew every 1 January on what was known by then, and
 * a film sees the context that a forecast made at its own time would have seen, so models learn how far to trust it: a
 * context fitted on the film's own later days would look better in training than it can be in service.
 */
export function trainingInputs(history: MarketHistory): InputsOf {
  const contexts = new Map<Day, FeatureContext>();
  const contextOf = (day: Day) => {
    const newYear = parseDay(`${formatDay(day).slice(0, 4)}-01-01`);
    const context = contexts.get(newYear) ?? contextAsOf(history, newYear);
    contexts.set(newYear, context);
    return context;
  };
  const known = new Map<string, FilmInputs>();
  return (film, origin) => {
    const key = `${film} ${origin}`;
    const before = known.get(key);
    if (before) return before;
    const source = history.films[film];
    if (!source) throw new RangeError(`no film ${film}`);
    const view = viewAsOf(history, originInstant(source, origin));
    const inputs = filmInputs(view, film, contextOf(view.today));
    known.set(key, inputs);
    return inputs;
  };
}

/** The context fitted on everything known at the beginning of a local day. */
export function contextAsOf(history: MarketHistory, day: Day): FeatureContext {
  return fitFeatureContext(viewAsOf(history, startOfDay(day, history.market)));
}
