import type { ErrorParams } from '../errors/appError.ts';
import type { ErrorCode } from '../errors/catalogue.ts';
import { HISTORY_LIMITS } from './limits.ts';

/**
 * One thing to know about a history file: why it was refused, why a row was quarantined, or a warning. Its sentences in
 * both languages and the next action are `describeError(issue.code, issue.params)`.
 */
export interface HistoryIssue {
  readonly file: string;
  /** Physical line, counted from 1; 0 = the file as a whole. */
  readonly line: number;
  /** Name of the column, or `*` for the whole row or file. */
  readonly column: string;
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  /** The beginning of the row as it stands in the file. */
  readonly raw: string;
}

/** Text of a file as an issue may quote it: bounded, on one line, without control characters. */
export function quote(text: string, length: number = HISTORY_LIMITS.rawLength): string {
  const clipped = text.length > length ? `${text.slice(0, length)}…` : text;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return clipped.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}
