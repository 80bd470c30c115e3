/** Days after release at which a film's total counts as known (docs/history-files.md). */
export const MATURITY_DAYS = 120;
