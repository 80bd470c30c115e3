import type { CalibrationFilms, OriginCalibration } from '../forecast/calibration.ts';
import { OPENINGS, type Opening } from '../forecast/opening.ts';
import { MOST_FILMS, nearest, settleFilms } from '../forecast/settleFilms.ts';
import { type SpreadRule, spreadOf, standardized } from '../forecast/spread.ts';
import { TARGETS, type Target } from '../forecast/target.ts';
import { median } from '../stats/median.ts';
import { calibrateMixture } from './calibrateMixture.ts';
import { calibrateSpread } from './calibrateSpread.ts';
import type { CalibrationRows } from './calibrationRows.ts';

/** With fewer films a kind of opening has no errors of its own. */
const FEWEST_PER_KIND = 60;
/** With fewer films that a target was still open for, it is forecast from the total. */
const FEWEST_OWN = 20;
/**
 * Models that learnt from more films miss by less: errors shrink as the films' number to this power. Chosen, as all
 * settings here, on US films of 2012-2015 and Chinese ones of 2013-2015, where it brought coverage nearest to the levels.
 */
const LEARNING = 0.1;
const LEAST_LEARNT = 0.2;

/** A row of {@link CalibrationRows} by its number. */
type Row = number;

/**
 * Keeps the errors of the most recent films that no model was trained on, by kind of opening, counted in each film's own
 * spread. Where wide and small openings cannot be told apart in sufficient number, all films stand together.
 * @throws RangeError when there is no film with a forecast and an actual total
 */
export function calibrate(rows: CalibrationRows): OriginCalibration {
  const usable = Array.from(rows.points.total.keys()).filter(
    (row) => isNumber(rows.points.total[row]) && isNumber(rows.actuals.total[row]),
  );
  if (usable.length === 0) throw new RangeError('there is no film to calibrate on');
  const spread = calibrateSpread(rows, usable, errorOf(rows, 'total'));
  const ofKind = (kind: Opening) => usable.filter((row) => rows.openings[row] === kind);
  const told = OPENINGS.filter((kind) => kind !== 'unknown' && ofKind(kind).length >= FEWEST_PER_KIND);
  const openings: Partial<Record<Opening, CalibrationFilms>> = Object.fromEntries(
    told.map((kind) => [kind, filmsOf(rows, ofKind(kind).slice(-MOST_FILMS), spread)]),
  );
  if (told.length < 2) openings.unknown = filmsOf(rows, usable.slice(-MOST_FILMS), spread);
  const typical = told.includes('wide') ? ofKind('wide') : usable;
  const anchors = typical.slice(-MOST_FILMS).map((row) => rows.anchors[row] ?? Number.NaN);
  return { typicalAnchor: round(median(anchors)), ...(spread ? { spread } : {}), openings };
}

function filmsOf(rows: CalibrationRows, members: readonly Row[], spread: SpreadRule | undefined): CalibrationFilms {
  const isOwn = (target: Target) =>
    target === 'total' || members.filter((row) => isNumber(errorOf(rows, target)(row))).length >= FEWEST_OWN;
  const fromTotal = TARGETS.filter((target) => !isOwn(target));
  const raw = (target: Target) => errorOf(rows, target, fromTotal.includes(target) ? 'total' : target);
  const offset = (target: Target) => {
    const errors = members.map(raw(target)).filter(isNumber);
    return fromTotal.includes(target) && errors.length > 0 ? round(median(errors)) : 0;
  };
  const perTarget = <T>(value: (target: Target) => T) =>
    Object.fromEntries(TARGETS.map((target) => [target, value(target)])) as Record<Target, T>;
  const offsets = perTarget(offset);
  const spreads = members.map((row) => spreadOf(spread, gapsOf(rows, row)));
  const errors = perTarget((target) => {
    const own = raw(target);
    return Float64Array.from(members, (row, i) => {
      const error = own(row) - offsets[target];
      return round(standardized(error, spreads[i] ?? { below: 1, above: 1 }));
    });
  });
  const most = members.reduce((least, row) => Math.max(least, rows.weights?.[row] ?? 1), 0);
  const weights = Float64Array.from(members, (row) => (rows.weights?.[row] ?? 1) / most);
  const mixture = calibrateMixture(rows, members, errors.total, weights);
  return settleFilms({
    releases: Int32Array.from(members, (row) => rows.releases[row] ?? 0),
    weights,
    errors: perTarget((target) => completed(errors[target], errors.total)),
    ...{ fromTotal, offsets, centers: perTarget(() => 0), drift: 1 },
    ...(mixture ? { mixture } : {}),
  });
}

/** What is known of a film's spread when it is forecast. */
function gapsOf({ points, low, high }: CalibrationRows, row: Row) {
  const quantiles = low && high ? { low: low[row] ?? Number.NaN, high: high[row] ?? Number.NaN } : {};
  return { total: points.total[row] ?? Number.NaN, ...quantiles };
}

/** Natural log of actual over forecast, as models that learnt from all films would miss. */
function errorOf({ actuals, points, learnt }: CalibrationRows, target: Target, forecastBy: Target = target) {
  return (row: Row): number => {
    const share = Math.min(Math.max(learnt?.[row] ?? 1, LEAST_LEARNT), 1);
    const missed = (actuals[target][row] ?? Number.NaN) - (points[forecastBy][row] ?? Number.NaN);
    // what an opening is of the total is no miss
    return target === forecastBy ? missed * share ** LEARNING : missed;
  };
}

/** Errors with those missing taken over from the film next in error of the total. */
function completed(errors: Float64Array, total: Float64Array): Float64Array {
  const own = Array.from(errors.keys()).filter((film) => isNumber(errors[film]));
  if (own.length === 0) return total.slice();
  const totals = Float64Array.from(own, (film) => total[film] as number);
  return errors.map((error, film) =>
    isNumber(error) ? error : (errors[own[nearest(totals, total[film] as number)] ?? -1] ?? 0),
  );
}

const isNumber = (value: number | undefined): value is number => value !== undefined && Number.isFinite(value);

/** Enough for money to a hundredth of a percent, and keeps files small. */
const round = (value: number) => Math.round(value * 1e4) / 1e4 + 0;
