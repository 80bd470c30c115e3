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
  const text = String(value);
  if (!text.includes('e')) return text;
  return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/\.?0+$/, '');
}
