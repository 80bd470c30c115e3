import { type Box, FAINT, GRID, heading, INK, line, text } from './frame.ts';
import { drawShape, type Mark } from './marks.ts';
import { linearScale } from './scale.ts';
import { element, type Label, type Markup } from './svg.ts';

/** A figure with its interval. */
export interface IntervalRow {
  readonly name: string;
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Figures with intervals, one under the other, about zero. */
export interface IntervalPanel {
  readonly title: Label;
  readonly rows: readonly IntervalRow[];
  /** From the left edge to the right one. */
  readonly span: readonly [number, number];
  readonly format: (value: number) => string;
}

const ROW_HEIGHT = 18;
const TOP = 26;
const BOTTOM = 22;
const RIGHT = 12;

/** The height that a panel with so many rows needs. */
export const intervalPanelHeight = (rows: number) => TOP + rows * ROW_HEIGHT + BOTTOM;

/** An interval that lies wholly on one side of zero, and one that does not. */
const ABOVE: Mark = { color: '#0072b2', shape: 'circle', width: 2 };
const BELOW: Mark = { color: '#d55e00', shape: 'diamond', width: 2 };
const ABOUT: Mark = { color: '#8f8f8f', shape: 'square', width: 1.6 };

/** Draws a panel; what reaches beyond the span is cut off at its edge. @param names pixels for the names of rows, 0 to leave them out */
export function intervalPanel(
  { title, rows, span, format }: IntervalPanel,
  box: Box,
  names: number,
): readonly Markup[] {
  const [left, right] = [box.x + names, box.x + box.width - RIGHT];
  const bottom = box.y + TOP + rows.length * ROW_HEIGHT;
  const scale = linearScale(span, [left, right], 4);
  const xAt = (value: number) => scale.at(Math.min(Math.max(value, span[0]), span[1]));
  return [
    heading(left, box.y + 14, title),
    ...scale.ticks.flatMap((tick) => [
      line([xAt(tick), box.y + TOP], [xAt(tick), bottom], { color: GRID }),
      text(xAt(tick), bottom + 15, format(tick), { anchor: 'middle', color: FAINT, size: 10 }),
    ]),
    line([xAt(0), box.y + TOP], [xAt(0), bottom], { color: INK }),
    ...rows.map(({ name, value, lower, upper }, i) => {
      const y = box.y + TOP + (i + 0.5) * ROW_HEIGHT;
      const mark = lower > 0 ? ABOVE : upper < 0 ? BELOW : ABOUT;
      return element('g', {}, [
        element('title', {}, [`${name}: ${format(value)} (${format(lower)} … ${format(upper)})`]),
        ...(names > 0 ? [text(left - 8, y + 4, name, { anchor: 'end' })] : []),
        line([xAt(lower), y], [xAt(upper), y], { color: mark.color, width: mark.width }),
        drawShape(mark, xAt(value), y),
      ]);
    }),
  ];
}
