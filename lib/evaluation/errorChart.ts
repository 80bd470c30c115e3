import { FAINT, text } from '../charts/frame.ts';
import { type LegendEntry, legend } from '../charts/legend.ts';
import { type LinePanel, type LineSeries, linePanel } from '../charts/linePanel.ts';
import { MAIN_MARK, type Mark, plainMark, sideMark } from '../charts/marks.ts';
import { type Label, type Markup, svgFile } from '../charts/svg.ts';
import { BASELINE_NAMES } from '../forecast/baselines.ts';
import { INTERVAL_NAMES } from './coverage.ts';
import type { MarketReport, OriginReport } from './marketReport.ts';
import { methodLabel } from './methodLabels.ts';
import type { Metrics } from './metrics.ts';

const WIDTH = 1180;
const MARGIN = 24;
const GAP = 22;
const PANEL_HEIGHT = 270;
const LEGEND_COLUMNS = 4;
const TITLE: Label = { en: 'Error and coverage by moment of the forecast', zh: '各预测时点的误差与区间覆盖率' };

interface Method {
  readonly label: Label;
  readonly mark: Mark;
  readonly metrics: (report: OriginReport) => Metrics | null | undefined;
}

/**
 * A picture of a backtest, one row of panels per market, of the films that figures are quoted for: RMSE of the log and
 * median relative error of the stack, its models and the baselines, and how often the stack's intervals held.
 * @returns an SVG file
 */
export function errorChart(markets: Readonly<Record<string, MarketReport>>): string {
  let y = MARGIN + 16;
  const drawn: Markup[] = [text(MARGIN, y, `${TITLE.en}  ${TITLE.zh}`, { size: 18, bold: true })];
  for (const [market, { population, standard }] of Object.entries(markets)) {
    const reports = Object.values(standard);
    if (reports.length === 0) continue;
    const films = reports.map(({ n }) => n);
    const [fewest, most] = [Math.min(...films), Math.max(...films)];
    const count = fewest === most ? `${most}` : `${fewest}–${most}`;
    y += 34;
    drawn.push(text(MARGIN, y, `${market} · ${count} films 部影片`, { size: 14, bold: true }));
    drawn.push(text(MARGIN, y + 17, population, { color: FAINT }));
    const methods = methodsOf(reports);
    const width = WIDTH - 2 * MARGIN - 2 * GAP;
    const widths = [0.37, 0.37, 0.26].map((share) => share * width);
    let x = MARGIN;
    panelsOf(Object.keys(standard), reports, methods).forEach((panel, i) => {
      drawn.push(...linePanel(panel, { x, y: y + 30, width: widths[i] ?? 0, height: PANEL_HEIGHT }));
      x += (widths[i] ?? 0) + GAP;
    });
    y += 30 + PANEL_HEIGHT + 12;
    const entries: readonly LegendEntry[] = methods.toReversed();
    const list = legend(entries, MARGIN, y, (widths[0] ?? 0) + (widths[1] ?? 0) + GAP, LEGEND_COLUMNS);
    const note = WIDTH - MARGIN - (widths[2] ?? 0);
    drawn.push(...list.drawn);
    NOTES.forEach((line, i) => {
      drawn.push(text(note, y + 12 + 15 * i, line, { color: FAINT, size: 10.5 }));
    });
    y += Math.max(list.height, 15 * NOTES.length) + 6;
  }
  return svgFile(WIDTH, Math.ceil(y + MARGIN), `${TITLE.en} ${TITLE.zh}`, drawn);
}

const NOTES = [
  'Filled: inside the exact binomial band of 95 % (box)',
  'about 50, 80, 90 %; hollow: outside.',
  '实心:落在 95 % 精确二项区间(方框)之内;空心:在外。',
] as const;

/** Bottom to top: baselines, models, and the stack over all. */
function methodsOf(reports: readonly OriginReport[]): readonly Method[] {
  const names = [...new Set(reports.flatMap(({ models }) => Object.keys(models)))] as (keyof OriginReport['models'])[];
  const baselines = BASELINE_NAMES.map(
    (name, i): Method => ({
      label: methodLabel(name),
      mark: plainMark(i),
      metrics: (report) => report.baselines[name],
    }),
  );
  const models = names.map(
    (name, i): Method => ({
      label: methodLabel(name),
      mark: sideMark(i),
      metrics: (report) => report.models[name],
    }),
  );
  const stack: Method = { label: methodLabel('stack'), mark: MAIN_MARK, metrics: (report) => report.stack };
  const known = baselines.filter(({ metrics }) => reports.some((report) => metrics(report)));
  return [...known.toReversed(), ...models.toReversed(), stack];
}

function panelsOf(
  places: readonly string[],
  reports: readonly OriginReport[],
  methods: readonly Method[],
): readonly LinePanel[] {
  const series = (figure: (metrics: Metrics) => number): readonly LineSeries[] =>
    methods.map(({ label, mark, metrics }) => ({
      ...{ label, mark },
      values: reports.map((report) => {
        const own = metrics(report);
        return own ? figure(own) : null;
      }),
    }));
  const percent = (value: number) => `${Number((100 * value).toFixed(1))} %`;
  return [
    {
      title: { en: 'RMSE of ln(total)', zh: '总票房对数的均方根误差' },
      places,
      series: series(({ logRmse }) => logRmse),
      y: 'log',
      format: String,
    },
    {
      title: { en: 'Median relative error', zh: '相对误差中位数' },
      places,
      series: series(({ medianApe }) => medianApe),
      y: 'log',
      format: percent,
    },
    {
      title: { en: 'Coverage of the intervals', zh: '区间覆盖率' },
      places,
      series: INTERVAL_NAMES.map((interval) => ({
        label: { en: `${interval} % interval`, zh: `${interval} % 区间` },
        mark: { ...MAIN_MARK, width: 1.6 },
        values: reports.map(({ coverage }) => coverage[interval].coverage),
        hollow: reports.map(({ coverage }) => !coverage[interval].inside),
      })),
      ribbons: INTERVAL_NAMES.map((interval) => ({
        lower: reports.map(({ coverage }) => coverage[interval].lower),
        upper: reports.map(({ coverage }) => coverage[interval].upper),
        middle: interval / 100,
      })),
      y: [0.3, 1],
      format: percent,
    },
  ];
}
