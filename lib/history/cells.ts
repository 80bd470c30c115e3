import { AppError } from '../errors/appError.ts';
import { type Day, formatDay, parseDay } from '../film/day.ts';
import { formatMoney, type MinorUnits, parseMoney } from '../film/money.ts';
import { quote } from './issue.ts';
import { HISTORY_LIMITS } from './limits.ts';

// Every reader takes a cell that is not empty and throws AppError with `column` and `text` among the parameters.

export interface Range {
  readonly low: number;
  readonly high: number;
}

/** A text on one line; a line break within becomes a blank. */
export function readText(text: string, column: string, limit: number = HISTORY_LIMITS.textLength): string {
  if (text.length > limit) throw new AppError('history.text-too-long', { column, limit });
  const oneLine = text.includes('\n') ? text.replace(/\s*\n\s*/g, ' ') : text;
  if (/\p{Cc}/u.test(oneLine)) throw new AppError('history.text-control', { column });
  return unguard(oneLine);
}

/** Exported files guard text that a spreadsheet would run as a formula with an apostrophe; see `csvText`. */
function unguard(text: string): string {
  return /^'+[=+\-@]/.test(text) ? text.slice(1) : text;
}

/** The parts between vertical bars, without blanks and repetitions, in order. */
export function readList(text: string, column: string): readonly string[] {
  const whole = readText(text, column, HISTORY_LIMITS.lineLength);
  return [...new Set(whole.split('|').map((part) => part.trim()))].filter((part) => part !== '');
}

export function readId(text: string, column: string): string {
  const plain = /^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u.test(text) && text.length <= HISTORY_LIMITS.idLength;
  // Names of an object's own machinery would be trouble wherever ids become keys.
  if (!plain || text in Object.prototype) throw new AppError('history.id-malformed', { text: quote(text, 80), column });
  return text;
}

export function readDay(text: string, column: string): Day {
  try {
    return parseDay(text);
  } catch (cause) {
    throw new AppError('date.malformed', { text: quote(text, 40), column }, { cause });
  }
}

/**
 * Reads an amount of currency units exactly.
 * @param range in minor units, both ends allowed
 */
export function readMoney(text: string, column: string, minorDigits: number, range: Range): MinorUnits {
  checkNumeral(text, column);
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.replace(/0+$/, '').length > minorDigits) fail('history.number-fraction', text, column);
  const outside = () => {
    const [low, high] = [range.low, range.high].map((amount) => formatMoney(amount, minorDigits));
    return new AppError('history.number-range', { text: quote(text, 40), column, low: low ?? '', high: high ?? '' });
  };
  if (whole.length > 15 || Math.abs(Number(text)) * 10 ** minorDigits > Number.MAX_SAFE_INTEGER) throw outside();
  const amount = parseMoney(text, minorDigits);
  if (amount < range.low || amount > range.high) throw outside();
  return amount;
}

/** Reads a whole number; "1103.0" is one, too. */
export function readCount(text: string, column: string, range: Range): number {
  checkNumeral(text, column);
  if (!/^-?\d+(\.0+)?$/.test(text)) fail('history.number-fraction', text, column);
  return inRange(text, column, range);
}

/** Reads a decimal number. */
export function readDecimal(text: string, column: string, range: Range): number {
  checkNumeral(text, column);
  return inRange(text, column, range);
}

export function outsideDays(day: Day, column: string, low: Day, high: Day): AppError {
  return new AppError('history.date-range', {
    text: formatDay(day),
    column,
    low: formatDay(low),
    high: formatDay(high),
  });
}

function inRange(text: string, column: string, { low, high }: Range): number {
  const value = Number(text);
  if (!(value >= low && value <= high)) {
    throw new AppError('history.number-range', { text: quote(text, 40), column, low, high });
  }
  return value === 0 ? 0 : value;
}

/** Says in which way a cell fails to be digits with an optional sign and decimal point. */
function checkNumeral(text: string, column: string): void {
  if (/^-?\d+(\.\d+)?$/.test(text)) return;
  if (/^[-+]?[\d.]+e[-+]?\d+$/i.test(text)) fail('history.number-exponent', text, column);
  if (/^[-+]?\d{1,4}([,，'’_\s]\d{2,4})+(\.\d+)?$/.test(text)) fail('history.number-grouping', text, column);
  if (/^[^\p{L}\p{N}]{0,3}\d[\d.,]*\s*[\p{L}\p{Sc}%‰]{1,8}$/u.test(text) || /^[-+]?\s*[\p{Sc}]/u.test(text)) {
    fail('history.number-unit', text, column);
  }
  fail('history.number-malformed', text, column);
}

function fail(code: NumberFault, text: string, column: string): never {
  throw new AppError(code, { text: quote(text, 40), column });
}

type NumberFault = `history.number-${'exponent' | 'grouping' | 'unit' | 'malformed' | 'fraction'}`;
