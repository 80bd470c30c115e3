import { partName } from '../lib/evaluation/ablationChart.ts';
import type { AblationReport } from '../lib/evaluation/ablationReport.ts';
import { changeCells } from './reportTable.ts';
import { type TableRow, textTable } from './textTable.ts';

/** What each part is worth as a table for people: the change of the RMSE of the log without it, by origin. */
export function ablationTable({ market, whole, parts }: AblationReport): string {
  const origins = Object.keys(whole);
  const head: readonly TableRow[] = [
    ['without', ...origins.flatMap((origin) => [origin, '95 % interval'])],
    ['去掉', ...origins.flatMap(() => ['变化', '95 % 区间'])],
  ];
  const base = [
    '(RMSE of the whole 完整模型)',
    ...Object.values(whole).flatMap(({ logRmse }) => [logRmse.toFixed(3), '']),
  ];
  const rows = parts.map((part) => [
    partName(part),
    ...origins.flatMap((origin) => {
      const report = part.origins[origin];
      return report ? changeCells(report.logRmse) : ['–', ''];
    }),
  ]);
  const title = `${market}: change of RMSE(log) without each part, above zero it helps 去掉各部分后对数均方根误差的变化,大于零表示有益`;
  return `${title}\n\n${textTable([...head, 'rule', base, ...rows], 1)}`;
}
