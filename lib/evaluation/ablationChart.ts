import { FAINT, text } from '../charts/frame.ts';
import { type IntervalRow, intervalPanel, intervalPanelHeight } from '../charts/intervalPanel.ts';
import { type Label, type Markup, svgFile } from '../charts/svg.ts';
import { GROUP_TITLES } from '../features/featurePage.ts';
import type { AblationReport, Part } from './ablationReport.ts';
import { methodLabel } from './methodLabels.ts';

const MARGIN = 24;
const NAMES = 290;
const PANEL_WIDTH = 200;
const LEAST_WIDTH = 900;
const TITLE: Label = { en: 'What each part is worth', zh: '各组成部分的贡献' };
const EXPLANATION = [
  'Change of the RMSE of ln(total) when the part is left out, with its paired bootstrap interval of 95 %: right of zero the part helps.',
  '去掉该部分后总票房对数均方根误差的相对变化及 95 % 配对自助法区间:在零线右侧表示该部分有益。',
] as const;
/** Beyond this change a row is cut off at the edge, so that one large part does not hide the others. */
const WIDEST = 0.3;
const NARROWEST = 0.02;

/** A picture of ablations, one panel per origin and market. @returns an SVG file */
export function ablationChart(reports: readonly AblationReport[]): string {
  const most = Math.max(...reports.map(({ whole }) => Object.keys(whole).length), 1);
  const width = Math.max(2 * MARGIN + NAMES + most * PANEL_WIDTH, LEAST_WIDTH);
  let y = MARGIN + 16;
  const drawn: Markup[] = [text(MARGIN, y, `${TITLE.en}  ${TITLE.zh}`, { size: 18, bold: true })];
  for (const sentence of EXPLANATION) {
    y += 18;
    drawn.push(text(MARGIN, y, sentence, { color: FAINT }));
  }
  for (const report of reports) {
    y += 32;
    drawn.push(text(MARGIN, y, report.market, { size: 14, bold: true }));
    const height = intervalPanelHeight(report.parts.length);
    let x = MARGIN;
    Object.entries(report.whole).forEach(([origin, { n, logRmse }], at) => {
      const rows = rowsAt(report, origin, logRmse);
      const names = at === 0 ? NAMES : 0;
      const title = { en: `${origin} · n ${n} · RMSE ${logRmse.toFixed(3)}`, zh: '' };
      const panel = { title, rows, span: spanOf(rows), format: percent };
      drawn.push(...intervalPanel(panel, { x, y: y + 6, width: names + PANEL_WIDTH, height }, names));
      x += names + PANEL_WIDTH;
    });
    y += height + 6;
  }
  return svgFile(width, Math.ceil(y + MARGIN), `${TITLE.en} ${TITLE.zh}`, drawn);
}

function rowsAt({ parts }: AblationReport, origin: string, whole: number): readonly IntervalRow[] {
  return parts.map((part) => {
    const { difference, lower, upper } = part.origins[origin]?.logRmse ?? { difference: 0, lower: 0, upper: 0 };
    return { name: partName(part), value: difference / whole, lower: lower / whole, upper: upper / whole };
  });
}

function spanOf(rows: readonly IntervalRow[]): readonly [number, number] {
  const reach = Math.max(...rows.map(({ lower, upper }) => Math.max(-lower, upper)), NARROWEST);
  const edge = Math.min(reach * 1.05, WIDEST);
  return [-edge, edge];
}

const percent = (value: number) => `${value > 0 ? '+' : ''}${Number((100 * value).toFixed(1))} %`;

/** A part's name in both languages. */
export function partName({ kind, name }: Part): string {
  if (kind === 'group') return GROUP_TITLES[name] ?? name;
  const { en, zh } = methodLabel(name);
  return `${en} ${zh}`;
}
