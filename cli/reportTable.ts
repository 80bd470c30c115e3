import type { Change } from '../lib/evaluation/comparison.ts';
import { INTERVAL_NAMES } from '../lib/evaluation/coverage.ts';
import type { MarketReport, OriginReport } from '../lib/evaluation/marketReport.ts';
import { methodLabel } from '../lib/evaluation/methodLabels.ts';
import type { MethodMetrics } from '../lib/evaluation/methodMetrics.ts';
import type { Metrics } from '../lib/evaluation/metrics.ts';
import { type TableRow, textTable } from './textTable.ts';

const METHODS_HEAD: readonly TableRow[] = [
  ['origin', 'n', 'method', 'RMSE(log)', 'median APE', 'MAPE', 'in 25 %', 'cover 50/80/90', 'width 50/80/90', 'CRPS'],
  ['时点', '影片', '方法', '对数均方根', '误差中位', '平均误差', '25 %内', '覆盖率', '区间宽度', 'CRPS'],
];
const AGAINST_HEAD: readonly TableRow[] = [
  ['origin', 'stack against', 'RMSE(log)', '95 % interval', 'median APE', '95 % interval'],
  ['时点', '组合预测相对', '对数均方根之差', '95 % 区间', '误差中位之差', '95 % 区间'],
];
const COVERAGE_HEAD: readonly TableRow[] = [
  ['origin', ...INTERVAL_NAMES.flatMap((interval) => [`${interval} %`, 'binomial band'])],
  ['时点', ...INTERVAL_NAMES.flatMap(() => ['覆盖率', '二项区间'])],
];
const GROUPS_HEAD: readonly TableRow[] = [
  ['origin', 'films', 'n', 'RMSE(log)', 'median APE', 'cover 50/80/90', 'width 80', 'comparables'],
  ['时点', '影片', '数量', '对数均方根', '误差中位', '覆盖率', '区间宽度', '对标影片'],
];
/** Of fewer films the terminal says nothing; the report does. */
const FEWEST_SHOWN = 5;

const SIZE_NAMES: Readonly<Record<string, string>> = { small: 'small 小', middle: 'middle 中', large: 'large 大' };

/** The figures of a backtest as tables for people, of the films that figures are quoted for. */
export function reportTable(markets: Readonly<Record<string, MarketReport>>): string {
  return Object.entries(markets)
    .map(([market, { population, standard }]) => {
      const origins = Object.entries(standard);
      return [
        `${market}: ${population}`,
        textTable([...METHODS_HEAD, ...origins.flatMap(([origin, report]) => methodRows(origin, report))], 3),
        'Differences, below zero the stack is better 差值,小于零表示组合预测更好',
        textTable([...AGAINST_HEAD, 'rule', ...origins.flatMap(([origin, report]) => againstRows(origin, report))], 2),
        'Coverage of the stack, in % of the films; * outside the exact binomial band of 95 % 组合预测的区间覆盖率,* 表示超出 95 % 精确二项区间',
        textTable([...COVERAGE_HEAD, 'rule', ...origins.map(([origin, report]) => coverageRow(origin, report))], 1),
        `By size (thirds by forecast) and window of release, from ${FEWEST_SHOWN} films 按规模(按预测值三等分)与档期(至少 ${FEWEST_SHOWN} 部)`,
        textTable([...GROUPS_HEAD, ...origins.flatMap(([origin, report]) => groupRows(origin, report))], 2),
      ].join('\n\n');
    })
    .join('\n\n\n');
}

function methodRows(origin: string, { n, stack, models, baselines }: OriginReport): readonly TableRow[] {
  const rows = Object.entries({ stack, ...models, ...baselines }).flatMap(([name, metrics]) =>
    metrics ? [['', '', nameOf(name), ...figures(metrics)]] : [],
  );
  return ['rule', ...rows.map((row, i) => (i === 0 ? [origin, String(n), ...row.slice(2)] : row))];
}

function figures(metrics: Metrics): readonly string[] {
  const { logRmse, medianApe, mape, within25, width50, width80, width90, crps } = metrics;
  return [
    ...[logRmse, medianApe, mape].map((value) => value.toFixed(3)),
    percent(within25),
    covers(metrics),
    [width50, width80, width90].map((width) => width.toFixed(2)).join('/'),
    crps.toFixed(3),
  ];
}

function againstRows(origin: string, { against }: OriginReport): readonly TableRow[] {
  return Object.entries(against).flatMap(([name, comparison]) =>
    comparison
      ? [[origin, nameOf(name), ...changeCells(comparison.logRmse), ...changeCells(comparison.medianApe)]]
      : [],
  );
}

/** A difference and its interval. */
export function changeCells({ difference, lower, upper }: Change): readonly [string, string] {
  return [signed(difference), `${signed(lower)} … ${signed(upper)}`];
}

function coverageRow(origin: string, { coverage }: OriginReport): TableRow {
  const cells = INTERVAL_NAMES.flatMap((interval) => {
    const { coverage: share, lower, upper, inside } = coverage[interval];
    return [`${(100 * share).toFixed(1)}${inside ? ' ' : '*'}`, `${percent(lower)} … ${percent(upper)}`];
  });
  return [origin, ...cells];
}

function groupRows(origin: string, { sizes, windows }: OriginReport): readonly TableRow[] {
  const row = (name: string, { n, stack, baselines }: MethodMetrics): TableRow => [
    ...['', name, String(n), stack.logRmse.toFixed(3), stack.medianApe.toFixed(3), covers(stack)],
    ...[
      stack.width80.toFixed(2),
      `${baselines.comparables.logRmse.toFixed(3)}/${baselines.comparables.medianApe.toFixed(3)}`,
    ],
  ];
  const rows = [
    ...Object.entries(sizes).map(([size, own]) => row(SIZE_NAMES[size] ?? size, own)),
    ...Object.values(windows)
      .filter(({ n }) => n >= FEWEST_SHOWN)
      .map((own) => row(`${own.name.en} ${own.name.zh}`, own)),
  ];
  return ['rule', ...rows.map((cells, i) => (i === 0 ? [origin, ...cells.slice(1)] : cells))];
}

function nameOf(name: string): string {
  const { en, zh } = methodLabel(name);
  return `${en} ${zh}`.trim();
}

const percent = (share: number) => (100 * share).toFixed(0);
const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
const covers = ({ coverage50, coverage80, coverage90 }: Metrics) =>
  [coverage50, coverage80, coverage90].map(percent).join('/');
