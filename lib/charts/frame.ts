import { element, type Label, type Markup } from './svg.ts';

/** The rectangle that a panel draws in, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const INK = '#222222';
export const FAINT = '#6b6b6b';
export const GRID = '#e3e3e3';

/** A line of text. */
export function text(
  x: number,
  y: number,
  content: string,
  style: {
    readonly size?: number;
    readonly anchor?: 'start' | 'middle' | 'end';
    readonly color?: string;
    readonly bold?: boolean;
  } = {},
): Markup {
  const { size = 11, anchor = 'start', color = INK, bold = false } = style;
  const attributes = { x, y, 'font-size': size, 'text-anchor': anchor, fill: color };
  return element('text', { ...attributes, 'font-weight': bold ? 'bold' : undefined }, [content]);
}

/** A heading in both languages. */
export function heading(x: number, y: number, label: Label, size = 13): Markup {
  return text(x, y, `${label.en}  ${label.zh}`.trim(), { size, bold: true });
}

/** A straight line. */
export function line(
  from: readonly [x: number, y: number],
  to: readonly [x: number, y: number],
  style: { readonly color: string; readonly width?: number; readonly dash?: string },
): Markup {
  const { color, width = 1, dash } = style;
  const ends = { x1: from[0], y1: from[1], x2: to[0], y2: to[1] };
  return element('line', { ...ends, stroke: color, 'stroke-width': width, 'stroke-dasharray': dash });
}
