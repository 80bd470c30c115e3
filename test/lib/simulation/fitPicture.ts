import { type Box, FAINT, GRID, heading, INK, line, text } from '../../../lib/charts/frame.ts';
import { legend } from '../../../lib/charts/legend.ts';
import { drawShape, type Mark } from '../../../lib/charts/marks.ts';
import { linearScale, logScale, type Scale } from '../../../lib/charts/scale.ts';
import { element, type Label, type Markup, svgFile } from '../../../lib/charts/svg.ts';

/** Quantiles (5, 10, 25, 50, 75, 90, 95 %) of one measure, or a single figure; in natural units. */
interface FitRow {
  readonly label: Label;
  readonly real: readonly number[];
  readonly simulated: readonly number[];
}

export interface FitPanel {
  readonly title: Label;
  readonly scale: 'log' | 'linear';
  readonly format: (value: number) => string;
  readonly rows: readonly FitRow[];
}

export interface FitColumn {
  readonly title: Label;
  readonly panels: readonly FitPanel[];
}

const REAL: Mark = { color: '#3d3d3d', shape: 'square', width: 1.6 };
const SIMULATED: Mark = { color: '#0072b2', shape: 'circle', width: 1.6 };
const WIDTH = 1_060;
const MARGIN = 20;
const NAMES = 150;
const ROW = 30;
const PANEL_TOP = 26;
const PANEL_BOTTOM = 34;
const TOP = 96;

/** Real markets beside simulated ones: thin line 5-95 %, thick line 25-75 %, mark = median. */
export function fitPicture(columns: readonly FitColumn[]): string {
  const width = (WIDTH - MARGIN * (columns.length + 1)) / columns.length;
  const drawn = columns.map(({ title, panels }, i) => {
    const x = MARGIN + i * (width + MARGIN);
    let y = TOP;
    const parts: Markup[] = [heading(x, y - 12, title, 15)];
    for (const panel of panels) {
      const height = PANEL_TOP + panel.rows.length * ROW + PANEL_BOTTOM;
      parts.push(...drawPanel(panel, { x, y, width, height }));
      y += height;
    }
    return { parts, bottom: y };
  });
  const title = 'Real and simulated markets  真实市场与模拟市场';
  const entries = [
    { label: { en: 'real', zh: '真实' }, mark: REAL },
    { label: { en: 'simulated', zh: '模拟' }, mark: SIMULATED },
  ];
  const how = 'thin 5-95 %, thick 25-75 %, mark = median  细线 5-95 %,粗线 25-75 %,标记为中位数';
  return svgFile(WIDTH, Math.max(...drawn.map(({ bottom }) => bottom)), title, [
    text(MARGIN, 28, title, { size: 18, bold: true }),
    ...legend(entries, MARGIN, 38, 300, 2).drawn,
    text(MARGIN + 320, 51, how, { color: FAINT }),
    ...drawn.flatMap(({ parts }) => parts),
  ]);
}

function drawPanel({ title, scale: kind, format, rows }: FitPanel, box: Box): readonly Markup[] {
  const values = rows.flatMap(({ real, simulated }) => [...real, ...simulated]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const range = [box.x + NAMES, box.x + box.width - 14] as const;
  const scale = kind === 'log' ? logScale([low / 1.05, high * 1.05], range) : linearScale([0, high * 1.06], range);
  const [top, bottom] = [box.y + PANEL_TOP, box.y + PANEL_TOP + rows.length * ROW];
  return [
    heading(box.x, box.y + 14, title, 12),
    ...scale.ticks.flatMap((tick) => [
      line([scale.at(tick), top], [scale.at(tick), bottom], { color: GRID }),
      text(scale.at(tick), bottom + 14, format(tick), { anchor: 'middle', color: FAINT, size: 10 }),
    ]),
    ...rows.flatMap(({ label, real, simulated }, i) => {
      const y = top + (i + 0.5) * ROW;
      return [
        text(box.x + NAMES - 10, y - 1, label.en, { anchor: 'end', color: INK }),
        text(box.x + NAMES - 10, y + 11, label.zh, { anchor: 'end', color: FAINT, size: 10 }),
        ...drawQuantiles(real, REAL, y - 5, scale),
        ...drawQuantiles(simulated, SIMULATED, y + 5, scale),
      ];
    }),
  ];
}

function drawQuantiles(quantiles: readonly number[], mark: Mark, y: number, scale: Scale): readonly Markup[] {
  const at = quantiles.map((value) => scale.at(value));
  const [p05, , p25, p50, p75, , p95] = at;
  if (p05 === undefined) return [];
  if (p25 === undefined || p50 === undefined || p75 === undefined || p95 === undefined) {
    return [element('g', {}, [drawShape(mark, p05, y)])];
  }
  return [
    line([p05, y], [p95, y], { color: mark.color, width: 1.4 }),
    line([p25, y], [p75, y], { color: mark.color, width: 4 }),
    drawShape(mark, p50, y, true),
  ];
}
