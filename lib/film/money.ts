import { AppError } from '../errors/appError.ts';

/** An integer number of the currency's minor unit (cents, 分); always a safe integer, so sums are exact. */
export type MinorUnits = number;

/**
 * Reads a decimal amount of currency units exactly, without passing through a float.
 * @param text for example "46360274" or "-12.5"; no grouping, no exponent
 * @param minorDigits digits of the currency's minor unit
 * @returns integer minor units
 * @throws AppError `money.malformed` for anything else, for more digits than the currency has, or beyond 2^53
 */
export function parseMoney(text: string, minorDigits: number): MinorUnits {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  const fraction = (match?.[3] ?? '').replace(/0+$/, '');
  if (!match || fraction.length > minorDigits) throw new AppError('money.malformed', { text });
  const minor = Number(`${match[1]}${match[2]}${fraction.padEnd(minorDigits, '0')}`);
  if (!Number.isSafeInteger(minor)) throw new AppError('money.malformed', { text });
  return minor === 0 ? 0 : minor;
}

/** The decimal text of an amount, the inverse of {@link parseMoney}; no trailing zeros. */
export function formatMoney(amount: MinorUnits, minorDigits: number): string {
  const digits = String(Math.abs(amount)).padStart(minorDigits + 1, '0');
  const whole = digits.slice(0, digits.length - minorDigits);
  const fraction = digits.slice(digits.length - minorDigits).replace(/0+$/, '');
  return `${amount < 0 ? '-' : ''}${whole}${fraction ? `.${fraction}` : ''}`;
}

/** Minor units as a number of currency units, for JSON and for logarithms only; never summed. */
export function toCurrencyUnits(amount: MinorUnits, minorDigits: number): number {
  return amount / 10 ** minorDigits;
}
