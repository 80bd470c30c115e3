/**
 * A text cell of a CSV file. What a spreadsheet would run as a formula (= + - @, tab or CR first) is guarded by an
 * apostrophe, which reading the file as history takes off again; quotation marks only where they are needed.
 * @see OWASP, "CSV Injection"
 */
export function csvText(text: string): string {
  const guarded = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** A number as plain digits, never in scientific notation; empty when unknown. */
export function csvNumber(value: number | undefined): string {
  if (value === undefined) return '';
  const [mantissa = '', exponent] = String(value).split('e');
  if (exponent === undefined) return mantissa;
  const [whole = '', fraction = ''] = mantissa.replace('-', '').split('.');
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const plain = point > 0 ? digits.padEnd(point, '0') : `0.${'0'.repeat(-point)}${digits}`;
  return value < 0 ? `-${plain}` : plain;
}
