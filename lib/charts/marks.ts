import { element, type Markup } from './svg.ts';

const SHAPES = ['circle', 'square', 'triangle', 'diamond', 'down', 'cross'] as const;
type Shape = (typeof SHAPES)[number];

/** How a line looks: colour, dashes and shape each tell it apart, so that none is needed to see colours. */
export interface Mark {
  readonly color: string;
  readonly shape: Shape;
  readonly width: number;
  readonly dash?: string;
}

/** The colours of Okabe & Ito 2008 that stand out on white, without the blue kept for the main line. */
const COLORS = ['#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#8c6d1f'] as const;
const GRAYS = ['#3d3d3d', '#6b6b6b', '#8f8f8f', '#adadad'] as const;
const DASHES = ['7 3', '10 3 2 3', '4 4'] as const;
const PLAIN_DASHES = ['2 2.5', '5 2', '8 2 2 2', '1 3'] as const;

/** What the chart is about. */
export const MAIN_MARK: Mark = { color: '#0072b2', shape: 'circle', width: 3.2 };

/** The n-th of the lines beside the main one. */
export function sideMark(n: number): Mark {
  const round = Math.floor(n / COLORS.length);
  return {
    color: COLORS[n % COLORS.length] ?? COLORS[0],
    shape: SHAPES[(n + round + 1) % SHAPES.length] ?? 'square',
    width: 1.4,
    ...(round > 0 ? { dash: DASHES[(round - 1) % DASHES.length] ?? DASHES[0] } : {}),
  };
}

/** The n-th of the lines to compare with. */
export function plainMark(n: number): Mark {
  return {
    color: GRAYS[n % GRAYS.length] ?? GRAYS[0],
    shape: SHAPES[(n + 1) % SHAPES.length] ?? 'square',
    width: 1.6,
    dash: PLAIN_DASHES[n % PLAIN_DASHES.length] ?? PLAIN_DASHES[0],
  };
}

/** The shape of a mark about a place. @param hollow white inside */
export function drawShape({ color, shape, width }: Mark, x: number, y: number, hollow = false): Markup {
  const r = 2.4 + width * 0.45;
  const style = { fill: hollow ? '#ffffff' : color, stroke: color, 'stroke-width': hollow ? 1.6 : 1 };
  switch (shape) {
    case 'circle':
      return element('circle', { cx: x, cy: y, r, ...style });
    case 'square':
      return element('rect', { x: x - r * 0.9, y: y - r * 0.9, width: r * 1.8, height: r * 1.8, ...style });
    case 'cross':
      return element('path', {
        d: `M${fixed(x - r)} ${fixed(y - r)}L${fixed(x + r)} ${fixed(y + r)}M${fixed(x - r)} ${fixed(y + r)}L${fixed(x + r)} ${fixed(y - r)}`,
        ...{ fill: 'none', stroke: color, 'stroke-width': 1.8 },
      });
    default:
      return element('polygon', {
        points: CORNERS[shape].map(([a, b]) => `${fixed(x + a * r)},${fixed(y + b * r)}`).join(' '),
        ...style,
      });
  }
}

const CORNERS: Readonly<Record<'triangle' | 'diamond' | 'down', readonly (readonly [number, number])[]>> = {
  triangle: [
    [0, -1.25],
    [1.15, 0.85],
    [-1.15, 0.85],
  ],
  diamond: [
    [0, -1.35],
    [1.2, 0],
    [0, 1.35],
    [-1.2, 0],
  ],
  down: [
    [0, 1.25],
    [1.15, -0.85],
    [-1.15, -0.85],
  ],
};

const fixed = (value: number) => value.toFixed(2);
