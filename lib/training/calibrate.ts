import type { OriginCalibration, SizeGroup } from '../forecast/calibration.ts';
import { OPENINGS, type Opening } from '../forecast/opening.ts';
import { TARGETS, type Target } from '../forecast/target.ts';
import { median } from '../stats/median.ts';

/** Forecasts of films that the models had not seen, and what came of them; one entry per film, earliest release first. */
export interface CalibrationRows {
  /** Natural logs of currency units; NaN where there is no forecast of the target. */
  readonly points: Readonly<Record<Target, Float64Array>>;
  /** Natural logs of currency units; NaN where missing. */
  readonly actuals: Readonly<Record<Target, Float64Array>>;
  /** Natural logs of the amounts that forecasts are ratios to. */
  readonly anchors: Float64Array;
  /** What was known of each opening when the forecast was made. */
  readonly openings: readonly Opening[];
}

/** Of each kind of opening the most recent films count, and films of like size share their errors. */
const MOST_FILMS = 400;
const MOST_GROUPS = 3;
/** A 90 % interval has three of this many films beyond each end. */
const FEWEST_PER_GROUP = 60;
/** With fewer films that a target was still open for, its errors are taken from the forecast of the total. */
const FEWEST_OWN = 20;

/**
 * Keeps the errors of the most recent films that no model was trained on, by kind of opening and in groups of equal
 * number by the size that was forecast. Where wide and small openings cannot be told apart in sufficient number, all
 * films stand together.
 * @throws RangeError when there is no film with a forecast and an actual total
 */
export function calibrate(rows: CalibrationRows): OriginCalibration {
  const usable = Array.from(rows.points.total.keys()).filter(
    (row) => isNumber(rows.points.total[row]) && isNumber(rows.actuals.total[row]),
  );
  if (usable.length === 0) throw new RangeError('there is no film to calibrate on');
  const ofKind = (kind: Opening) => usable.filter((row) => rows.openings[row] === kind);
  const told = OPENINGS.filter((kind) => kind !== 'unknown' && ofKind(kind).length >= FEWEST_PER_GROUP);
  const openings: Partial<Record<Opening, readonly SizeGroup[]>> = Object.fromEntries(
    told.map((kind) => [kind, sizeGroups(rows, ofKind(kind).slice(-MOST_FILMS))]),
  );
  if (told.length < 2) openings.unknown = sizeGroups(rows, usable.slice(-MOST_FILMS));
  const typical = told.includes('wide') ? ofKind('wide') : usable;
  const anchors = typical.slice(-MOST_FILMS).map((row) => rows.anchors[row] ?? Number.NaN);
  return { typicalAnchor: round(median(anchors)), openings };
}

function sizeGroups(rows: CalibrationRows, films: readonly number[]): readonly SizeGroup[] {
  const total = (row: number) => rows.points.total[row] ?? Number.NaN;
  const bySize = films.toSorted((a, b) => total(a) - total(b) || a - b);
  const count = Math.max(1, Math.min(MOST_GROUPS, Math.floor(films.length / FEWEST_PER_GROUP)));
  return Array.from({ length: count }, (_, group) => {
    const from = Math.round((bySize.length * group) / count);
    const until = Math.round((bySize.length * (group + 1)) / count);
    // in the order of release, so that a reader can see the errors change with time
    const members = bySize.slice(from, until).sort((a, b) => a - b);
    const upTo = group === count - 1 ? null : round(total(bySize[until - 1] ?? 0));
    return { upTo, ...errorsOf(rows, members) };
  });
}

/** Errors of each target; one with hardly any forecast of its own takes them from the forecast of the total. */
function errorsOf(rows: CalibrationRows, members: readonly number[]): Pick<SizeGroup, 'fromTotal' | 'residuals'> {
  const isOwn = (target: Target) => {
    const own = members.filter((row) => isNumber(rows.points[target][row]) && isNumber(rows.actuals[target][row]));
    return target === 'total' || own.length >= FEWEST_OWN;
  };
  const fromTotal = TARGETS.filter((target) => !isOwn(target));
  const of = (target: Target) => {
    const points = rows.points[fromTotal.includes(target) ? 'total' : target];
    return Float64Array.from(members, (row) =>
      round((rows.actuals[target][row] ?? Number.NaN) - (points[row] ?? Number.NaN)),
    );
  };
  const residuals = Object.fromEntries(TARGETS.map((target) => [target, of(target)])) as Record<Target, Float64Array>;
  return { fromTotal, residuals };
}

const isNumber = (value: number | undefined) => value !== undefined && Number.isFinite(value);

/** A ten-thousandth of a percent is enough, and keeps files small. */
const round = (value: number) => Math.round(value * 1e6) / 1e6;
