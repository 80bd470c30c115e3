import type { Draw } from '../draw.ts';
import type { SaleDay, ShowDaySales } from './showDaySales.ts';

const LEAST_SEATS = 110;

/**
 * Sales of an honest film with tickets bought as the simulated market buys them: as many on each of some days, all given
 * back on one day before release or kept, but of a worth that is asked for.
 * @param worth bought tickets over all true presale of the first day of showing
 */
export function plantPurchase(draw: Draw, sales: readonly ShowDaySales[], worth: number): readonly ShowDaySales[] {
  const [first, ...others] = sales;
  if (first === undefined) return sales;
  const presale = first.days.reduce((sum, { trueTickets }) => sum + trueTickets, 0);
  const from = 2 + draw.below(11);
  const length = 1 + draw.below(4);
  const givenBack = draw.chance(0.5) ? 1 + draw.below(2) : 0;
  let [kept, bought, shows] = [0, 0, 0];
  const days = first.days.map((sale): SaleDay => {
    const before = first.showDay - sale.day;
    const buying = before <= from && before > from - length && before > givenBack;
    const fakeTickets =
      before === givenBack && bought > 0 ? -bought : buying ? Math.round((worth * presale) / length) : 0;
    kept += sale.trueTickets;
    bought += fakeTickets;
    shows = Math.max(shows, sale.shows, Math.ceil((kept + bought) / LEAST_SEATS));
    return { ...sale, fakeTickets, shows };
  });
  return [{ ...first, days }, ...others];
}
