export interface DelimitedOptions {
  readonly separator: string;
  /** Names of the columns, in their order; the text itself has none. */
  readonly columns: readonly string[];
}

/**
 * Lines of fields without quotation marks, as `{rows: [{column: text}]}`; blank lines are left out.
 * @throws SyntaxError for a line of another width: a column more or less means that all may have moved
 */
export function parseDelimited(
  text: string,
  { separator, columns }: DelimitedOptions,
): { readonly rows: readonly Record<string, string>[] } {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  const rows = lines.map((line, at) => {
    const cells = line.split(separator);
    if (cells.length !== columns.length) {
      throw new SyntaxError(`line ${at + 1} has ${cells.length} fields instead of ${columns.length}`);
    }
    return Object.fromEntries(columns.map((name, column) => [name, (cells[column] ?? '').trim()]));
  });
  return { rows };
}
