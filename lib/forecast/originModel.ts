import type { Origin } from '../film/origin.ts';
import type { GraphModel } from '../models/regressor.ts';
import type { StackModel } from '../models/stack.ts';
import type { OriginCalibration } from './calibration.ts';
import type { Target } from './target.ts';

/** The models of one target at one origin, and how they speak with one voice; they forecast ln(target / anchor). */
export interface TargetModel {
  readonly stack: StackModel;
  /** By the names the stack knows. */
  readonly models: Readonly<Record<string, GraphModel>>;
}

/** What forecasts are made with at one origin. A target without models of its own is forecast from the total. */
export interface OriginModel {
  readonly origin: Origin;
  readonly targets: Readonly<Partial<Record<Target, TargetModel>>> & { readonly total: TargetModel };
  readonly calibration: OriginCalibration;
}
