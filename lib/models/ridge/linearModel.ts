import type { ColumnSummary } from './columnSummary.ts';
import type { RidgeModel } from './ridgeModel.ts';
import type { RidgeTerm } from './ridgeTerms.ts';

interface LinearFit {
  /** One per column. */
  readonly summaries: readonly ColumnSummary[];
  readonly terms: readonly RidgeTerm[];
  /** Summed weight of all rows. */
  readonly weight: number;
  readonly penalty: number;
  readonly intercept: number;
  /** One per term, on standardized inputs. */
  readonly beta: Float64Array;
}

/** The coefficients of a linear fit in units of the inputs. */
export function linearModel({ summaries, terms, weight, penalty, intercept, beta }: LinearFit): RidgeModel {
  const columns = summaries.length;
  const slope = new Float64Array(columns);
  const flag = new Float64Array(columns);
  terms.forEach((term, i) => {
    (term.flag ? flag : slope)[term.column] = (beta[i] as number) / term.scale;
  });
  return {
    ...{ kind: 'ridge', columns, intercept, penalty, slope, flag },
    mean: Float64Array.from(summaries, (summary) => summary.mean),
    lower: Float64Array.from(summaries, (summary) => summary.lower),
    upper: Float64Array.from(summaries, (summary) => summary.upper),
    missingShare: Float64Array.from(summaries, (summary) => summary.missingWeight / weight),
  };
}
