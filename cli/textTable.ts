/** One line of a table; a rule is a line across it. */
export type TableRow = readonly string[] | 'rule';

/** How many columns of a terminal a text takes: Chinese characters and full-width signs take two. */
export function displayWidth(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0);
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;

/** Rows with every column as wide as its widest cell: words stand left, and figures (from `figuresFrom` on) right. */
export function textTable(rows: readonly TableRow[], figuresFrom: number): string {
  const cells = rows.filter((row) => row !== 'rule');
  const columns = Math.max(...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...cells.map((row) => displayWidth(row[column] ?? ''))),
  );
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width, 2 * (columns - 1)));
  return rows.map((row) => (row === 'rule' ? rule : lineOf(row, widths, figuresFrom))).join('\n');
}

function lineOf(row: readonly string[], widths: readonly number[], figuresFrom: number): string {
  return row
    .map((cell, column) => {
      const room = ' '.repeat((widths[column] ?? 0) - displayWidth(cell));
      return column < figuresFrom ? cell + room : room + cell;
    })
    .join('  ')
    .trimEnd();
}
