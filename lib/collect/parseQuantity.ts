import { AppError } from '../errors/appError.ts';

/** What a value is counted in at the source. */
export const SOURCE_UNITS = [
  'count', // people, shows, tickets, views
  'currency', // yuan, dollars, won: becomes integer minor units
  'minor', // fen, cents: integer minor units already
  'share', // 0..1
  'percent', // 0..100, with or without its sign; becomes a share
  'index', // the source's own measure
  'score10', // 0..10
  'score5', // 0..5; becomes 0..10
  'score100', // 0..100; becomes 0..10
  'polarity', // -1..1
] as const;
type SourceUnit = (typeof SOURCE_UNITS)[number];

export interface QuantityRules {
  readonly unit: SourceUnit;
  /** Decimal zeros that the source leaves out, for example 4 where its column is in 万. Default 0. */
  readonly zeros?: number;
  /** Decimal digits of the market currency's minor unit; for `currency` alone. */
  readonly minorDigits?: number;
}

const SUFFIX_ZEROS: Readonly<Record<string, number>> = {
  千: 3,
  천: 3,
  万: 4,
  만: 4,
  亿: 8,
  억: 8,
  万亿: 12,
};
/** How sources write "we do not know". A bound such as "<0.1%" says no more than that. */
const UNKNOWN = /^(?:|[-–—]{1,3}|n\/?a|null|none|暂无|无|[<>≤≥\uFF1C\uFF1E].*)$/i;
/** Digits of a font of the page's own: entities of private-use characters, or the characters themselves. */
const OBFUSCATED = /&#x?[0-9a-f]+;|[\uE000-\uF8FF]/i;
const NUMBER = /^([+-]?)[$¥\uFFE5₩]?(\d{1,18}|\d{1,3}(?:,\d{3}){1,6})(?:\.(\d{1,12}))?\s*(万亿|[千천万만亿억])?(%?)$/;

/**
 * Reads a number of an answer exactly, by its decimal digits and never through a float product. What is not certainly a
 * number is refused; nothing is guessed, rounded or capped.
 * @returns the value in the product's own unit, or undefined where the source says that it does not know
 * @throws AppError `collect.number-malformed`
 * @example parseQuantity('1,234.5万', { unit: 'currency', minorDigits: 2 }) // 1234500000 fen
 */
export function parseQuantity(value: unknown, rules: QuantityRules): number | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') throw malformed(JSON.stringify(value), 'neither text nor number');
  const trimmed = text.trim();
  if (UNKNOWN.test(trimmed)) return undefined;
  if (OBFUSCATED.test(trimmed)) throw malformed(trimmed, 'its digits are drawn in a font of the page’s own');
  const match = NUMBER.exec(trimmed);
  if (!match) throw malformed(trimmed, 'it is not written as one decimal number');
  const [, sign = '', whole = '', fraction = '', suffix = '', percent = ''] = match;
  if (suffix && rules.zeros) throw malformed(trimmed, 'it names its unit, and the declaration names another');
  if (percent && rules.unit !== 'percent') throw malformed(trimmed, 'it is a percentage, and the declaration says not');
  const zeros = (rules.zeros ?? 0) + (SUFFIX_ZEROS[suffix] ?? 0) + zerosOf(rules);
  const number = Number(shift(whole.replaceAll(',', ''), fraction, zeros)) * factorOf(rules.unit);
  return sign === '-' && number !== 0 ? -number : number;
}

/** The decimal text of `whole.fraction` times 10^zeros. */
function shift(whole: string, fraction: string, zeros: number): string {
  const digits = `${whole}${fraction}`;
  const point = whole.length + zeros;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length ? digits.padEnd(point, '0') : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function zerosOf({ unit, minorDigits = 0 }: QuantityRules): number {
  if (unit === 'currency') return minorDigits;
  if (unit === 'percent') return -2;
  return unit === 'score100' ? -1 : 0;
}

function factorOf(unit: SourceUnit): number {
  return unit === 'score5' ? 2 : 1;
}

function malformed(text: string, reason: string): AppError {
  return new AppError('collect.number-malformed', { text: text.slice(0, 60), reason });
}
