import { weightedQuantile } from '../stats/weightedQuantile.ts';
import { type CalibrationFilms, presentWeights } from './calibration.ts';
import { componentOf } from './mixture.ts';
import { TARGETS, type Target } from './target.ts';

/** Of each kind of opening, as many films count. */
export const MOST_FILMS = 500;

/** Works out anew what follows from the errors and ages of calibration films, but for the drift. */
export function settleFilms(films: CalibrationFilms): CalibrationFilms {
  const weights = presentWeights(films);
  const centers = Object.fromEntries(TARGETS.map((target) => [target, centerOf(films.errors[target], weights)]));
  const { mixture } = films;
  const shares = [0, 0, 0];
  if (mixture) {
    films.errors.total.forEach((error, film) => {
      const component = componentOf(mixture, error);
      shares[component] = (shares[component] as number) + (weights[film] as number);
    });
  }
  const all = shares.reduce((sum, share) => sum + share, 0);
  const [collapse, , breakout] = shares.map((share) => share / all) as [number, number, number];
  return {
    ...films,
    centers: centers as Record<Target, number>,
    ...(mixture
      ? {
          mixture: {
            ...mixture,
            collapse: { ...mixture.collapse, share: collapse },
            breakout: { ...mixture.breakout, share: breakout },
          },
        }
      : {}),
  };
}

/**
 * Half the median error: forecasts are believed as much as what films have shown. On US films of 2012-2015 this made the
 * median forecast of the total 1 % better by RMSE of log than taking off the whole of it, on Chinese ones of 2013-2015 2 %.
 */
function centerOf(errors: Float64Array, weights: Float64Array): number {
  return weightedQuantile(errors, weights, 0.5) / 2;
}

/** The place of the value nearest to one; of equally near ones the first. */
export function nearest(values: Float64Array, value: number): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) {
    if (Math.abs((values[i] as number) - value) < Math.abs((values[best] as number) - value)) best = i;
  }
  return best;
}
