import type { Day } from '../../film/day.ts';
import type { Draw } from '../draw.ts';
import { AS_PEOPLE, type Batch, type BoxOffice, ROW_BY_ROW } from './boxOffice.ts';
import type { PlannedShow } from './timetable.ts';
import { Weights } from './weights.ts';

/** People buy for one, two, three or four. */
const PARTY = [0.3, 0.48, 0.12, 0.1];
const TRIES = 12;
const DAILY_REFUNDS = 0.005;

/** People who want to see the film, and those who book for many at once. */
export interface Audience {
  /** Buys `count` tickets net of those that are given back first, among the first `onSale` shows. */
  buy(day: Day, count: number, onSale: number): void;
}

export interface AudienceOptions {
  /** 0..1. */
  readonly fans: number;
  /** Shows that ordinary people do not find or do not want. */
  readonly shunned: ReadonlySet<number>;
}

/**
 * Honest buyers of one day of showing. Most come in small parties; some book whole shows: companies and schools (charter
 * shows, taken row by row), fan clubs, premieres. Now and then a charter is called off.
 */
export function gatherAudience(
  draw: Draw,
  shows: readonly PlannedShow[],
  office: BoxOffice,
  { fans, shunned }: AudienceOptions,
): Audience {
  const weights = new Weights(shows.map(({ pull }, i) => (shunned.has(i) ? 0 : pull)));
  const sales: Batch[] = [];
  const charters: Batch[] = [];
  let kept = 0;

  const remember = (list: Batch[]) => {
    const last = office.batches.at(-1);
    if (last) list.push(last);
  };
  const giveBack = (day: Day, most: number): number => {
    let given = 0;
    const off = draw.chance(0.03) ? charters.find((batch) => batch.kept > 0 && batch.kept <= most) : undefined;
    if (off) {
      given = off.kept;
      office.giveBack(off, day, given);
    }
    const usual = Math.min(most, Math.floor(kept * DAILY_REFUNDS * Math.exp(draw.normal(0, 0.5)) + draw.uniform()));
    for (let tries = 0; given < usual && tries < 20 * usual; tries++) {
      const batch = sales[draw.below(Math.max(1, sales.length))];
      if (!batch || batch.kept === 0) continue;
      office.giveBack(batch, day, 1);
      given++;
    }
    return given;
  };
  const bookWhole = (day: Day, left: number, onSale: number): number => {
    const kind = draw.weighted([0.55, 0.35, 0.1]);
    let sold = 0;
    for (let parts = kind === 0 && draw.chance(0.25) ? 2 : 1; parts > 0; parts--) {
      const show = pickWhole(draw, shows, onSale, shunned, kind);
      const { least, most } = WHOLE_FILL[kind] ?? WHOLE_FILL[0];
      const fill = draw.between(least, most);
      const wanted = Math.floor(fill * office.free(show));
      if (show < 0 || wanted > left * (kind === 2 ? 0.06 : 0.5) || wanted < 1) continue;
      if (kind === 2) (shows[show] as PlannedShow).price *= 2 + draw.below(3);
      sold += office.sell(show, day, wanted, { manner: kind === 0 ? ROW_BY_ROW : AS_PEOPLE, bought: false });
      remember(kind === 0 ? charters : sales);
    }
    return sold;
  };

  return {
    buy(day, count, onSale) {
      const given = count < 0 ? forceBack(office, sales, day, -count) : giveBack(day, kept);
      let left = count + given;
      const groups = poisson(draw, 0.35 + 1.5 * fans);
      for (let i = 0; i < groups; i++) left -= bookWhole(day, left, onSale);
      while (left > 0) {
        const party = Math.min(left, 1 + draw.weighted(PARTY));
        let sold = 0;
        for (let tries = 0; sold === 0 && tries < TRIES; tries++) {
          const show = weights.pick(draw.uniform(), onSale);
          if (office.free(show) >= party) sold = office.sell(show, day, party, { manner: AS_PEOPLE, bought: false });
        }
        if (sold === 0) sold = sellAnywhere(office, day, party, onSale, { manner: AS_PEOPLE, bought: false });
        if (sold === 0) throw new RangeError('more tickets were sold than there are seats');
        remember(sales);
        left -= sold;
      }
      kept += count;
    },
  };
}

/** Share of the seats that a charter, a fan club, a premiere books. */
const WHOLE_FILL = [
  { least: 0.7, most: 1 },
  { least: 0.5, most: 0.95 },
  { least: 0.6, most: 1 },
] as const;
const [EVENING, NIGHT] = [18 * 60, 21 * 60 + 30];

/** A show that nobody has bought for: any for a charter, an evening one for fans and premieres. */
function pickWhole(
  draw: Draw,
  shows: readonly PlannedShow[],
  onSale: number,
  shunned: ReadonlySet<number>,
  kind: number,
): number {
  for (let tries = 0; tries < 30; tries++) {
    const show = draw.below(onSale);
    const { start = 0 } = shows[show] ?? {};
    if (!shunned.has(show) && (kind === 0 || (start >= EVENING && start <= NIGHT))) return show;
  }
  return -1;
}

/** More was given back than sold. */
function forceBack(office: BoxOffice, sales: readonly Batch[], day: Day, count: number): number {
  let given = 0;
  for (const batch of sales) {
    const part = Math.min(batch.kept, count - given);
    if (part > 0) office.giveBack(batch, day, part);
    given += Math.max(0, part);
  }
  return given;
}

/** Sells up to `count` tickets to the first show that has a free seat. */
export function sellAnywhere(
  office: BoxOffice,
  day: Day,
  count: number,
  onSale: number,
  how: { readonly manner: number; readonly bought: boolean },
): number {
  for (let show = 0; show < onSale; show++) {
    const sold = office.sell(show, day, count, how);
    if (sold > 0) return sold;
  }
  return 0;
}

function poisson(draw: Draw, mean: number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-mean); product *= draw.uniform()) count++;
  return count;
}
