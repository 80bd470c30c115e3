import type { Market } from '../film/market.ts';
import { formatOrigin, type Origin } from '../film/origin.ts';
import { type Change, compareErrors } from './comparison.ts';

/** What is left out: a model of the stack, or a group of features. */
export interface Part {
  readonly kind: 'model' | 'group';
  readonly name: string;
}

/** A film at an origin, forecast with everything and without each part; point forecasts in currency units. */
export interface AblatedFilm {
  readonly origin: Origin;
  readonly actual: number;
  readonly whole: number;
  /** In the order of the parts; NaN where a part could not be left out. */
  readonly without: readonly number[];
}

/** How much worse forecasts are without a part; above zero it helps. */
interface PartReport {
  readonly n: number;
  /** Change of the RMSE of the log, with the paired bootstrap interval of 95 %. */
  readonly logRmse: Change;
  readonly medianApe: Change;
  /** The change of the RMSE as a share of that of the whole. */
  readonly relative: number;
}

/** What each part is worth by origin ("T+3"), on the population that figures are quoted for. */
export interface AblationReport {
  readonly market: Market;
  /** Errors of the whole stack's point forecasts. */
  readonly whole: Readonly<Record<string, { readonly n: number; readonly logRmse: number }>>;
  readonly parts: readonly (Part & { readonly origins: Readonly<Record<string, PartReport>> })[];
}

/** @param films of the population that figures are quoted for */
export function ablationReport(market: Market, parts: readonly Part[], films: readonly AblatedFilm[]): AblationReport {
  const groups = [...Map.groupBy(films, ({ origin }) => origin)].sort(([a], [b]) => a - b);
  const rmse = (own: readonly AblatedFilm[]) =>
    Math.sqrt(own.reduce((sum, { whole, actual }) => sum + Math.log(whole / actual) ** 2, 0) / own.length);
  const partReport = (own: readonly AblatedFilm[], part: number): PartReport | undefined => {
    const pairs = own.flatMap(({ without, whole, actual }) => {
      const other = without[part] ?? Number.NaN;
      return Number.isFinite(other) ? [{ own: other, other: whole, actual }] : [];
    });
    const compared = compareErrors(pairs);
    return compared && { ...compared, relative: compared.logRmse.difference / rmse(own) };
  };
  return {
    market,
    whole: Object.fromEntries(
      groups.map(([origin, own]) => [formatOrigin(origin), { n: own.length, logRmse: rmse(own) }]),
    ),
    parts: parts.map((part, at) => ({
      ...part,
      origins: Object.fromEntries(
        groups.flatMap(([origin, own]) => {
          const report = partReport(own, at);
          return report ? [[formatOrigin(origin), report]] : [];
        }),
      ),
    })),
  };
}
