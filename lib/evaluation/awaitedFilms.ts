import type { CalibrationOutcome } from '../forecast/adaptCalibration.ts';
import { TARGETS, type Target } from '../forecast/target.ts';
import type { MarketView } from '../signals/asOfView.ts';
import { isOpen } from '../training/originDataset.ts';
import { trainingFilm } from '../training/trainingFilms.ts';

/** What was forecast of a film. */
interface Forecast extends Pick<CalibrationOutcome, 'opening' | 'points'> {
  readonly film: number;
  readonly origin: number;
}

/** Forecasts whose films' totals come to be known as time goes on. */
export interface AwaitedFilms {
  add(forecast: Forecast): void;
  /**
   * Takes out the forecasts at an origin whose totals a view knows.
   * @returns what came of them, earliest release first
   */
  settle(origin: number, view: MarketView): readonly CalibrationOutcome[];
}

export function createAwaitedFilms(): AwaitedFilms {
  let waiting: readonly Forecast[] = [];
  return {
    add(forecast) {
      waiting = [...waiting, forecast];
    },
    settle(origin, view) {
      const isKnown = (forecast: Forecast) => forecast.origin === origin && view.total(forecast.film) > 0;
      const { true: known = [], false: open = [] } = Object.groupBy(waiting, (own) => `${isKnown(own)}`);
      waiting = open;
      return known.map((forecast) => outcomeOf(forecast, view)).sort((a, b) => a.release - b.release);
    },
  };
}

function outcomeOf({ film, origin, opening, points }: Forecast, view: MarketView): CalibrationOutcome {
  const known = trainingFilm(view, film, '', view.total(film));
  const actual = (target: Target) => (isOpen(target, origin, known) ? Math.log(known[target]) : Number.NaN);
  return {
    ...{ opening, points, release: known.release, weight: known.weight },
    actuals: Object.fromEntries(TARGETS.map((target) => [target, actual(target)])) as Record<Target, number>,
  };
}
