import { line, text } from './frame.ts';
import { drawShape, type Mark } from './marks.ts';
import { element, type Label, type Markup } from './svg.ts';

export interface LegendEntry {
  readonly label: Label;
  readonly mark: Mark;
}

const ROW = 18;

/** Entries in columns of equal width, filled row by row. */
export function legend(entries: readonly LegendEntry[], x: number, y: number, width: number, columns: number) {
  const drawn = entries.map(({ label, mark }, i): Markup => {
    const left = x + ((i % columns) * width) / columns;
    const middle = y + Math.floor(i / columns) * ROW + ROW / 2;
    return element('g', {}, [
      line([left, middle], [left + 30, middle], mark),
      drawShape(mark, left + 15, middle),
      text(left + 37, middle + 4, `${label.en} ${label.zh}`.trim()),
    ]);
  });
  return { drawn, height: Math.ceil(entries.length / columns) * ROW };
}
