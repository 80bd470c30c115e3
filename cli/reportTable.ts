import type { MarketReport } from '../lib/evaluation/marketReport.ts';
import type { Metrics } from '../lib/evaluation/metrics.ts';

const HEADER = ['origin', 'n', 'what', 'RMSE(log)', 'median APE', 'within 25 %', 'cover 50/80/90', 'width 80'];

/** The figures of a backtest as a table for people, the population that figures are quoted for. */
export function reportTable(markets: Readonly<Record<string, MarketReport>>): string {
  return Object.entries(markets)
    .map(([market, { population, standard }]) => {
      const rows = Object.entries(standard).flatMap(([origin, { n, stack, models, baselines }]) => [
        [origin, String(n), 'stack', ...figures(stack)],
        ...Object.entries(models).map(([name, metrics]) => ['', '', name, ...figures(metrics)]),
        ['', '', 'comparables', ...figures(baselines.comparables)],
        ...(baselines.multiplier ? [['', '', 'multiplier', ...figures(baselines.multiplier)]] : []),
      ]);
      return `${market}: ${population}\n${columns([HEADER, ...rows])}`;
    })
    .join('\n\n');
}

function figures(metrics: Metrics): readonly string[] {
  const percent = (share: number) => (100 * share).toFixed(0);
  const { coverage50, coverage80, coverage90 } = metrics;
  return [
    metrics.logRmse.toFixed(3),
    metrics.medianApe.toFixed(3),
    percent(metrics.within25),
    [coverage50, coverage80, coverage90].map(percent).join('/'),
    metrics.width80.toFixed(2),
  ];
}

/** Rows with every column as wide as its widest cell. */
function columns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
