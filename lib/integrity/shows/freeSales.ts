import type { ShowBook } from '../showBook.ts';
import type { SaleDay, ShowSale } from './saleDays.ts';

/** Part of a hall beyond which the best seats are gone. */
const FREE_CHOICE = 0.35;

/** Sales of a day to people who could sit where they liked: not of halls that were taken whole, or are filling up. */
export function freeSales({ shows }: ShowBook, { sales }: SaleDay, whole: ReadonlySet<number>): readonly ShowSale[] {
  return [...sales.values()].filter(
    ({ show, before, sold }) => !whole.has(show) && before + sold <= FREE_CHOICE * (shows.seats[show] as number),
  );
}
