import { load } from 'cheerio/slim';

export interface HtmlTableOptions {
  /** CSS selector of the table. */
  readonly table: string;
  /** What the page says when it has no data. */
  readonly saysNoData: string;
}

export interface HtmlTable {
  /** The page says that it has no data, and has no table. */
  readonly isEmpty: boolean;
  /** Texts by the header's texts; `<column>@link` and `<column>@href` are of the first link in the cell. */
  readonly rows: readonly Record<string, string>[];
}

/**
 * The rows of one table of a page.
 * @throws SyntaxError when there is neither table nor the words for "no data": the page has changed, which says nothing
 * about the market
 */
export function parseHtmlTable(html: string, { table, saysNoData }: HtmlTableOptions): HtmlTable {
  const page = load(html);
  const found = page(table);
  if (found.length === 0) {
    if (page.root().text().includes(saysNoData)) return { isEmpty: true, rows: [] };
    throw new SyntaxError('it has no such table, and does not say that it has no data');
  }
  if (found.length > 1) throw new SyntaxError(`it has ${found.length} such tables`);
  const [header, ...lines] = found.find('tr').toArray();
  if (!header) throw new SyntaxError('its table has no header');
  const columns = page(header)
    .children('th,td')
    .toArray()
    .map((cell) => tidy(page(cell).text()));
  const rows = lines.map((line, at) => {
    const cells = page(line).children('th,td').toArray();
    if (cells.length !== columns.length) {
      throw new SyntaxError(`row ${at + 1} has ${cells.length} cells instead of ${columns.length}`);
    }
    return Object.fromEntries(
      cells.flatMap((cell, column) => {
        const name = columns[column] ?? '';
        const link = page(cell).find('a').first();
        const own: [string, string][] = [[name, tidy(page(cell).text())]];
        if (link.length > 0) own.push([`${name}@link`, tidy(link.text())], [`${name}@href`, link.attr('href') ?? '']);
        return own;
      }),
    );
  });
  return { isEmpty: false, rows };
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();
