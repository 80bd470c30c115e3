import { describeError } from '../errors/catalogue.ts';
import { csvText } from './csvText.ts';
import type { HistoryIssue } from './issue.ts';

const COLUMNS = ['file', 'line', 'column', 'code', 'problem_en', 'problem_zh', 'next_en', 'next_zh', 'row'];
/** Without it a Chinese Excel reads UTF-8 as GBK. */
const BOM = '\uFEFF';

/** Issues as a CSV file for people: where, what, and what to do, in both languages; safe to open in a spreadsheet. */
export function quarantineCsv(issues: readonly HistoryIssue[]): string {
  const lines = issues.map(({ file, line, column, code, params, raw }) => {
    const { en, zh, nextEn, nextZh } = describeError(code, params);
    return [file, String(line), column, code, en, zh, nextEn, nextZh, raw].map(csvText).join(',');
  });
  return `${BOM}${[COLUMNS.join(','), ...lines].join('\n')}\n`;
}
