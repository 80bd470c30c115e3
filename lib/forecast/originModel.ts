import type { Origin } from '../film/origin.ts';
import type { GraphModel } from '../models/regressor.ts';
import type { StackModel } from '../models/stack.ts';
import type { OriginCalibration } from './calibration.ts';
import { TARGETS, type Target } from './target.ts';

/** The models of one target at one origin, and how they speak with one voice; they forecast ln(target / anchor). */
export interface TargetModel {
  readonly stack: StackModel;
  /** By the names the stack knows. */
  readonly models: Readonly<Record<string, GraphModel>>;
}

/** Names of the outputs that say how far from its forecast a total may come to lie, and the levels they stand for. */
export const SPREAD_LEVELS = { 'total.q10': 0.1, 'total.q90': 0.9 } as const;
export type SpreadName = keyof typeof SPREAD_LEVELS;
export const SPREAD_NAMES = Object.keys(SPREAD_LEVELS) as readonly SpreadName[];

/** Quantiles of ln(total / anchor), before calibration: they tell films apart that are easy and hard to forecast. */
export type SpreadModel = Readonly<Record<SpreadName, TargetModel>>;

/** What forecasts are made with at one origin. A target without models of its own is forecast from the total. */
export interface OriginModel {
  readonly origin: Origin;
  readonly targets: Readonly<Partial<Record<Target, TargetModel>>> & { readonly total: TargetModel };
  /** Absent where too few films could tell. */
  readonly spread?: SpreadModel;
  readonly calibration: OriginCalibration;
}

/** Everything that the graph of an origin computes, by the name it has there. */
export function graphTargetsOf({ targets, spread }: OriginModel): readonly (readonly [string, TargetModel])[] {
  const own = TARGETS.flatMap((target) => (targets[target] ? [[target, targets[target]] as const] : []));
  return spread ? [...own, ...SPREAD_NAMES.map((name) => [name, spread[name]] as const)] : own;
}
