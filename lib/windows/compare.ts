/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Compares texts of decimal digits as whole numbers of any length; an empty text comes first. */
export function compareWholeNumbers(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? -1 : 1;
  const [first, second] = [withoutZeros(a), withoutZeros(b)];
  return first.length - second.length || compareText(first, second);
}

function withoutZeros(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+/, '') : digits;
}
