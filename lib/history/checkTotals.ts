import { MARKETS } from '../film/market.ts';
import { formatMoney } from '../film/money.ts';
import type { HistoryIssue } from './issue.ts';
import type { MarketRecords } from './mergeHistory.ts';

/** Totals are often published rounded: a ten-thousandth more is not worth a word. */
const ROUNDING = 1 / 10_000;

/**
 * Warnings about films whose days add up to more than their final gross. Both figures stay as they are: which of them is
 * wrong cannot be known here.
 * @param file what the warnings name as their file
 */
export function checkTotals({ market, films, rows }: MarketRecords, file: string): readonly HistoryIssue[] {
  const sums = new Map<string, number>();
  for (const { filmId, values } of rows) {
    if (values.gross !== undefined) sums.set(filmId, (sums.get(filmId) ?? 0) + values.gross);
  }
  const digits = MARKETS[market].minorDigits;
  return films.flatMap(({ filmId, finalGross }): HistoryIssue[] => {
    const sum = sums.get(filmId) ?? 0;
    if (finalGross === undefined || sum - finalGross <= finalGross * ROUNDING) return [];
    const params = { filmId, sum: formatMoney(sum, digits), total: formatMoney(finalGross, digits) };
    return [{ file, line: 0, column: 'final_gross', code: 'history.sum-above-total', params, raw: '' }];
  });
}
