import { type Box, FAINT, GRID, heading, line, text } from './frame.ts';
import { drawShape, type Mark } from './marks.ts';
import { linearScale, logScale, type Scale } from './scale.ts';
import { element, type Label, type Markup } from './svg.ts';

/** One value per place of the x axis; null where there is none. */
type Values = readonly (number | null)[];

export interface LineSeries {
  readonly label: Label;
  readonly mark: Mark;
  readonly values: Values;
  /** Per place, whether the shape is hollow; none without it. */
  readonly hollow?: readonly boolean[];
}

/** Values that are as they should be: from `lower` to `upper`, about `middle`. */
interface Ribbon {
  readonly lower: Values;
  readonly upper: Values;
  readonly middle: number;
}

/** Lines over named places. */
export interface LinePanel {
  readonly title: Label;
  /** Names of the places on the x axis, from left to right. */
  readonly places: readonly string[];
  /** Drawn in their order, the last one on top. */
  readonly series: readonly LineSeries[];
  readonly ribbons?: readonly Ribbon[];
  /** Equal ratios equally far apart, or a fixed span of values. */
  readonly y: 'log' | readonly [from: number, to: number];
  readonly format: (value: number) => string;
}

const LEFT = 44;
const TOP = 30;
const BOTTOM = 22;
const RIGHT = 10;

/** Draws a panel; values that are null leave a gap in their line. */
export function linePanel(panel: LinePanel, box: Box): readonly Markup[] {
  const [left, right] = [box.x + LEFT, box.x + box.width - RIGHT];
  const [top, bottom] = [box.y + TOP, box.y + box.height - BOTTOM];
  const scale = yScale(panel, [bottom, top]);
  const step = (right - left) / panel.places.length;
  const xAt = (place: number) => left + (place + 0.5) * step;
  return [
    heading(box.x, box.y + 14, panel.title),
    ...scale.ticks.flatMap((tick) => [
      line([left, scale.at(tick)], [right, scale.at(tick)], { color: GRID }),
      text(left - 6, scale.at(tick) + 4, panel.format(tick), { anchor: 'end', color: FAINT }),
    ]),
    ...panel.places.map((name, place) => text(xAt(place), bottom + 16, name, { anchor: 'middle' })),
    line([left, bottom], [right, bottom], { color: FAINT }),
    ...(panel.ribbons ?? []).flatMap((ribbon) => drawRibbon(ribbon, xAt, step, scale)),
    ...panel.series.flatMap((series) => drawSeries(series, xAt, scale)),
  ];
}

function yScale({ y, series }: LinePanel, range: readonly [number, number]): Scale {
  if (y !== 'log') return linearScale(y, range);
  const values = series.flatMap((one) => one.values.filter((value) => value !== null && value > 0)) as number[];
  if (values.length === 0) return linearScale([0, 1], range);
  return logScale([Math.min(...values) / 1.12, Math.max(...values) * 1.12], range);
}

/** One box per place, since places have figures of their own and nothing lies between them. */
function drawRibbon({ lower, upper, middle }: Ribbon, xAt: (place: number) => number, step: number, scale: Scale) {
  const half = Math.min(step * 0.36, 26);
  return lower.flatMap((low, place): readonly Markup[] => {
    const high = upper[place] ?? null;
    if (low === null || high === null) return [];
    const [x, y] = [xAt(place) - half, scale.at(high)];
    const size = { width: 2 * half, height: Math.max(scale.at(low) - y, 1) };
    return [
      element('rect', { x, y, ...size, fill: '#d9e8f2', 'fill-opacity': 0.75, stroke: '#a9c9de', rx: 2 }),
      line([x, scale.at(middle)], [x + 2 * half, scale.at(middle)], { color: FAINT, dash: '3 2' }),
    ];
  });
}

function drawSeries({ mark, values, hollow, label }: LineSeries, xAt: (place: number) => number, scale: Scale) {
  const points = values.map((value, place) =>
    value === null ? null : ([xAt(place), scale.at(value), place] as const),
  );
  const path = points
    .map((point, i) => {
      if (point === null) return '';
      return `${points[i - 1] ? 'L' : 'M'}${point[0].toFixed(2)} ${point[1].toFixed(2)}`;
    })
    .join('');
  const stroke = { stroke: mark.color, 'stroke-width': mark.width, 'stroke-dasharray': mark.dash };
  const shapes = points.flatMap((point) =>
    point === null ? [] : [drawShape(mark, point[0], point[1], hollow?.[point[2]] ?? false)],
  );
  const body = [
    element('title', {}, [`${label.en} ${label.zh}`]),
    element('path', { d: path, fill: 'none', ...stroke }),
    ...shapes,
  ];
  return [element('g', {}, body)];
}
