import type { OriginCalibration, SizeGroup } from '../forecast/calibration.ts';
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
}

export interface CalibrationOptions {
  /** At most this many films, the most recent; default 400. */
  readonly films?: number;
  /** Films of like size that share their errors; default 3 groups, fewer where a group would have under 60 films. */
  readonly groups?: number;
}

/** A 90 % interval has three of this many films beyond each end. */
const FEWEST_PER_GROUP = 60;
/** With fewer films that a target was still open for, its errors are taken from the forecast of the total. */
const FEWEST_OWN = 20;

/**
 * Keeps the errors of the most recent films that no model was trained on, in groups of equal number by the size that was
 * forecast. A target with
 * hardly any forecast of its own takes its errors from the forecast of the total.
 * @throws RangeError when there is no film with a forecast and an actual total
 */
export function calibrate(rows: CalibrationRows, options: CalibrationOptions = {}): OriginCalibration {
  const { films = 400, groups = 3 } = options;
  const total = rows.points.total;
  const usable = Array.from(total.keys()).filter((row) => isNumber(total[row]) && isNumber(rows.actuals.total[row]));
  const recent = usable.slice(-films);
  if (recent.length === 0) throw new RangeError('there is no film to calibrate on');
  const bySize = recent.toSorted((a, b) => (total[a] as number) - (total[b] as number) || a - b);
  const count = Math.max(1, Math.min(groups, Math.floor(recent.length / FEWEST_PER_GROUP)));
  const sized = Array.from({ length: count }, (_, group): SizeGroup => {
    const from = Math.round((bySize.length * group) / count);
    const until = Math.round((bySize.length * (group + 1)) / count);
    // in the order of release, so that a reader can see the errors change with time
    const members = bySize.slice(from, until).sort((a, b) => a - b);
    const last = bySize[until - 1] ?? 0;
    const upTo = group === count - 1 ? null : round(total[last] ?? Number.NaN);
    return { upTo, ...errorsOf(rows, members) };
  });
  const typicalAnchor = round(median(recent.map((row) => rows.anchors[row] ?? Number.NaN)));
  return { typicalAnchor, groups: sized };
}

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
