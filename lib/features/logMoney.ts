/** Natural log of an amount in currency units, with less than one unit as one; NaN when unknown. */
export function logMoney(amount: number): number {
  return Math.log(Math.max(amount, 1));
}
