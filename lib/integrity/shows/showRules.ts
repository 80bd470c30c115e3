import { median } from '../../stats/median.ts';
import type { IntegrityRule } from '../finding.ts';
import type { ShowBook } from '../showBook.ts';
import type { BulkSale } from './bulkSales.ts';
import { crowdedShows } from './crowdedShows.ts';

/** Which shows of a day of showing are odd in themselves, so that a hall sold whole there was not sold to an audience. */
export interface ShowRules {
  /** undefined = a show as any other */
  of(show: number): IntegrityRule | undefined;
}

/** Minutes after midnight in which shows begin that fans fill. */
const MIDNIGHT = 20;
/** The dead of night. */
const NIGHT = { from: MIDNIGHT, until: 7 * 60 } as const;
/** Listed prices over the median one beyond which nobody sells: large formats cost less than twice as much. */
const PRICES = { low: 0.45, high: 2.2 } as const;
/** When premieres are held, at prices of their own. */
const EVENING = { from: 18 * 60, until: 21 * 60 + 30 } as const;
/** Part of the shows at an outlying price that must have been sold whole. */
const SOLD_WHOLE = 0.1;
/** One show may be a slip of the pen: moved and listed twice, or a price with a digit too many. */
const FEWEST_ODD = 2;
const MOST_PREMIERES = 4;
const FULL_CINEMA = 3;
const BY_CHANCE = 4;

/**
 * @param onSale shows of one day of showing, all that are known
 * @param bulk what was sold whole of them, over all days
 */
export function showRules(book: ShowBook, onSale: readonly number[], bulk: readonly BulkSale[]): ShowRules {
  const { shows } = book;
  const whole = [...new Set(bulk.map(({ sale }) => sale.show))];
  const crowded = crowdedShows(book, onSale);
  const isGhostly = whole.filter((show) => crowded.has(show)).length >= FEWEST_ODD;
  const full = fullCinemas(
    book,
    onSale,
    whole.filter((show) => (shows.start[show] as number) >= MIDNIGHT),
  );
  const priced = outlyingShows(book, onSale, new Set(whole));
  return {
    of(show) {
      const start = shows.start[show] as number;
      if (isGhostly && crowded.has(show)) return 'ghost-shows';
      if (start >= NIGHT.from && start < NIGHT.until) return 'night-houses';
      if (priced.has(show)) return 'price-outliers';
      return full.has(shows.cinema[show] as number) ? 'full-cinemas' : undefined;
    },
  };
}

/** Shows at prices at which hardly anything is sold but whole halls; promotions sell as other shows do. */
function outlyingShows({ shows }: ShowBook, onSale: readonly number[], whole: ReadonlySet<number>) {
  const usual = median(onSale.map((show) => shows.price[show] as number));
  const isEvening = (start: number) => start >= EVENING.from && start <= EVENING.until;
  const lists = { cheap: [] as number[], dear: [] as number[], evening: [] as number[] };
  for (const show of onSale) {
    const ratio = (shows.price[show] as number) / usual;
    if (ratio < PRICES.low) lists.cheap.push(show);
    if (ratio > PRICES.high) lists[isEvening(shows.start[show] as number) ? 'evening' : 'dear'].push(show);
  }
  const sold = (list: readonly number[]) => list.filter((show) => whole.has(show)).length;
  const odd = [lists.cheap, lists.dear].filter((list) => sold(list) > 0 && sold(list) >= SOLD_WHOLE * list.length);
  if (sold(lists.evening) > MOST_PREMIERES) odd.push(lists.evening);
  const found = odd.flat();
  return new Set(sold(found) >= FEWEST_ODD ? found : []);
}

/** Cinemas of which more shows were sold whole than groups book by chance. */
function fullCinemas({ shows }: ShowBook, onSale: readonly number[], whole: readonly number[]): ReadonlySet<number> {
  const cinemaOf = (show: number) => shows.cinema[show] as number;
  const all = Map.groupBy(onSale, cinemaOf);
  const full = [...Map.groupBy(whole, cinemaOf)].filter(([cinema, own]) => {
    const byChance = (whole.length * (all.get(cinema)?.length ?? 0)) / onSale.length;
    return own.length >= FULL_CINEMA && own.length > byChance + BY_CHANCE * Math.sqrt(byChance);
  });
  return new Set(full.map(([cinema]) => cinema));
}
