import type { SourceDeclaration } from '../sourceDeclaration.ts';
import { parseCsv } from './parseCsv.ts';
import { parseDelimited } from './parseDelimited.ts';
import { parseHtmlTable } from './parseHtmlTable.ts';
import { parseJavascript } from './parseJavascript.ts';
import { parseJson } from './parseJson.ts';

/**
 * The text of an answer as plain JSON values, whatever the provider writes. Tables become `{rows: [{column: text}]}`.
 * @throws SyntaxError saying what is wrong with the text
 */
export function readDocument(text: string, format: SourceDeclaration['format']): unknown {
  switch (format.type) {
    case 'json':
      return parseJson(text);
    case 'javascript':
      return parseJavascript(text);
    case 'csv':
      return parseCsv(text, format.separator);
    case 'text-delimited':
      return parseDelimited(text, format);
    case 'html-table':
      return parseHtmlTable(text, format);
  }
}
