import type { ForecastNote } from './contract/forecastAnswer.ts';
import type { DailyInputs, FilmInputsRequest } from './contract/forecastRequest.ts';

/** What the three sales inputs of a request come to on its day. */
export interface DerivedSales {
  readonly inputs: Partial<DailyInputs>;
  readonly columnsOf: readonly [string, readonly string[]][];
  readonly notes: readonly ForecastNote[];
}

/** Beyond this ratio of the two, `avg_price` and receipts / shows cannot mean the same. */
const TOLERANCE = 1.05;

/**
 * Reads presale_amount, show_count and avg_price. Any two of amount, shows and receipts per show give the third; an
 * amount and a price per ticket give the tickets. Shows are on sale before release and played after it.
 */
export function deriveSales(request: FilmInputsRequest, beforeRelease: boolean): DerivedSales {
  const { presale_amount: amount, show_count: shows, avg_price: price, avg_price_unit: unit } = request;
  const shown = beforeRelease ? 'presale_screenings' : 'screenings';
  const perShow = price != null && unit === 'show' ? price : undefined;
  const perTicket = price != null && unit === 'ticket' ? price : undefined;

  const derivedAmount = amount == null && shows != null && perShow !== undefined ? shows * perShow : undefined;
  const derivedShows = shows == null && amount != null && perShow ? Math.round(amount / perShow) : undefined;
  const tickets = amount != null && perTicket ? Math.round(amount / perTicket) : undefined;
  const priceColumns = [
    ...(derivedAmount === undefined ? [] : ['presale_gross']),
    ...(derivedShows === undefined ? [] : [shown]),
    ...(tickets === undefined ? [] : ['presale_tickets']),
  ];
  return {
    inputs: {
      presale_gross: amount ?? derivedAmount,
      [shown]: shows ?? derivedShows,
      presale_tickets: tickets,
    },
    columnsOf: [
      ...(amount == null ? [] : [['presale_amount', ['presale_gross']] as [string, string[]]]),
      ...(shows == null ? [] : [['show_count', [shown]] as [string, string[]]]),
      ...(price == null ? [] : [['avg_price', priceColumns] as [string, string[]]]),
    ],
    notes: amount != null && shows && perShow !== undefined ? doubts(amount / shows, perShow) : [],
  };
}

function doubts(receiptsPerShow: number, stated: number): readonly ForecastNote[] {
  const ratio = Math.max(receiptsPerShow, stated) / Math.min(receiptsPerShow, stated);
  if (ratio <= TOLERANCE || Number.isNaN(ratio)) return [];
  const computed = receiptsPerShow.toFixed(2);
  return [
    {
      code: 'avg_price.disagrees',
      message: {
        en: `avg_price ${stated} is not presale_amount / show_count (${computed} a show); if it is the price of a ticket, say avg_price_unit "ticket".`,
        zh: `avg_price ${stated} 与 presale_amount / show_count(每场 ${computed})不一致;如为票价,请设 avg_price_unit 为“ticket”。`,
      },
    },
  ];
}
