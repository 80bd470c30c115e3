import type { Draw } from '../draw.ts';
import type { SaleDay, ShowDaySales } from './showDaySales.ts';

/** Seats of the smallest hall: cinemas open more shows rather than sell more seats than there are. */
const LEAST_SEATS = 110;

/**
 * Sales of an honest film with tickets bought on some days of its first day of showing, each day worth the same share of
 * what is seen of the day; half of the buyers give all back before release.
 * @param worth bought tickets over all tickets of a day of sale and the first day of showing, in (0, 1)
 */
export function plantFakes(draw: Draw, sales: readonly ShowDaySales[], worth: number): readonly ShowDaySales[] {
  const [first, ...others] = sales;
  if (first === undefined) return sales;
  const from = 2 + draw.below(11);
  const length = 1 + draw.below(4);
  const givenBack = draw.chance(0.5) ? 1 + draw.below(2) : 0;
  let kept = 0;
  let bought = 0;
  let shows = 0;
  const days = first.days.map((sale): SaleDay => {
    const before = first.showDay - sale.day;
    const buying = before <= from && before > from - length && before > givenBack;
    const fakeTickets =
      before === givenBack ? -bought : buying ? Math.round((Math.max(0, sale.trueTickets) * worth) / (1 - worth)) : 0;
    kept += sale.trueTickets;
    bought += fakeTickets;
    shows = Math.max(shows, sale.shows, Math.ceil((kept + bought) / LEAST_SEATS));
    return { ...sale, fakeTickets: fakeTickets + 0, shows };
  });
  return [{ ...first, days }, ...others];
}
