import { CsvError, parse } from 'csv-parse/sync';

/**
 * A CSV text with a header, as `{rows: [{column: text}]}`; blank lines are left out.
 * @throws SyntaxError for a name that stands twice in the header, or a row of another width
 */
export function parseCsv(text: string, separator: string): { readonly rows: readonly Record<string, string>[] } {
  if (text.includes('\0')) throw new SyntaxError('it holds a NUL character');
  const [header = [], ...lines] = readLines(text, separator);
  if (header.length === 0) throw new SyntaxError('it has no header');
  const columns = header.map((name) => name.trim());
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice !== undefined) throw new SyntaxError(`column "${twice}" stands twice in the header`);
  return { rows: lines.map((cells) => Object.fromEntries(cells.map((cell, at) => [columns[at] ?? '', cell]))) };
}

function readLines(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, bom: true, skip_empty_lines: true, max_record_size: 100_000 });
  } catch (error) {
    if (error instanceof CsvError) throw new SyntaxError(error.message, { cause: error });
    throw error;
  }
}
