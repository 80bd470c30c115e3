import type { Day } from '../../film/day.ts';
import type { Draw } from '../draw.ts';
import { sellAnywhere } from './audience.ts';
import { type BoxOffice, FIRST_SCRIPT, type Manner, ROW_BY_ROW } from './boxOffice.ts';
import { FAKE_STYLES, type FakeStyle } from './fakeStyles.ts';
import { type Target, takeShows } from './takeShows.ts';
import type { PlannedShow } from './timetable.ts';

/** A script's list of seats, as row and place, and how often it keeps to it. */
export interface Script {
  readonly seats: readonly (readonly [row: number, place: number])[];
  readonly faithful: number;
}

/** Whoever buys tickets of one day of showing. */
export interface Buyers {
  readonly styles: readonly FakeStyle[];
  /** Shows that are there for them alone. */
  readonly ownShows: ReadonlySet<number>;
  readonly scripts: readonly Script[];
  buy(office: BoxOffice, day: Day, count: number, onSale: number): void;
  /** Gives back all that was bought. */
  giveBack(office: BoxOffice, day: Day): void;
}

export interface BuyersOptions {
  readonly seed: number;
  /** All tickets that will be bought. */
  readonly total: number;
  /** Shows on sale on the first day of buying. */
  readonly onSale: number;
}

/** One way of buying, with its shows. */
interface Campaign {
  readonly style: FakeStyle;
  readonly share: number;
  readonly manner: Manner;
  readonly targets: readonly Target[];
}

/**
 * Decides on one way to buy, or two, and takes shows for it.
 * @param shows changed in place, see `takeShows`
 */
export function hireBuyers(draw: Draw, shows: PlannedShow[], { seed, total, onSale }: BuyersOptions): Buyers {
  const first = draw.pick(FAKE_STYLES);
  const second = draw.chance(0.35) ? draw.pick(FAKE_STYLES) : first;
  const main = second === first ? 1 : draw.between(0.5, 0.9);
  const taken = new Set<number>();
  const scripts: Script[] = [];
  const campaigns = [
    ...new Map([[first, main] as const, ...(second === first ? [] : [[second, 1 - main] as const])]),
  ].map(([style, share]): Campaign => {
    const script = drawScript(draw, style);
    const manner = script ? FIRST_SCRIPT + scripts.length : ROW_BY_ROW;
    if (script) scripts.push(script);
    const tickets = Math.ceil(share * total);
    const options = { seed, tickets, onSale, taken, listed: script?.seats.length ?? 0 };
    return { style, share, manner, targets: takeShows(draw, style, shows, options) };
  });
  const own = campaigns.filter(({ style }) => style === 'ghost' || style === 'midnight');
  return {
    styles: campaigns.map(({ style }) => style),
    ownShows: new Set(own.flatMap(({ targets }) => targets.map(({ show }) => show))),
    scripts,
    buy(office, day, count, now) {
      let left = count;
      campaigns.forEach((campaign, i) => {
        const part = i + 1 === campaigns.length ? left : Math.round(campaign.share * count);
        left -= spend(office, campaign, day, part);
      });
      const how = { manner: campaigns[0]?.manner ?? ROW_BY_ROW, bought: true };
      for (let sold = 1; left > 0 && sold > 0; left -= sold) sold = sellAnywhere(office, day, left, now, how);
      if (left > 0) throw new RangeError('more tickets were bought than there are seats');
    },
    giveBack(office, day) {
      for (const batch of [...office.batches]) {
        if (batch.bought && batch.kept > 0) office.giveBack(batch, day, batch.kept);
      }
    },
  };
}

/** @returns how many were bought */
function spend(office: BoxOffice, { targets, manner }: Campaign, day: Day, count: number): number {
  let bought = 0;
  for (const target of targets) {
    if (bought >= count) break;
    const sold = office.sell(target.show, day, Math.min(target.left, count - bought), { manner, bought: true });
    target.left -= sold;
    bought += sold;
  }
  return bought;
}

/** A block of seats, or a few seats anywhere; whole halls need no list. */
function drawScript(draw: Draw, style: FakeStyle): Script | undefined {
  if (style === 'copied') {
    const [row, place, width, depth] = [1 + draw.below(6), draw.below(5), 3 + draw.below(5), 1 + draw.below(3)];
    const seats = Array.from(
      { length: width * depth },
      (_, i) => [row + Math.floor(i / width), place + (i % width)] as const,
    );
    return { seats, faithful: draw.between(0.8, 1) };
  }
  if (style !== 'thin') return undefined;
  const seats = Array.from({ length: 3 + draw.below(10) }, () => [draw.below(8), draw.below(11)] as const);
  return { seats, faithful: draw.between(0.6, 1) };
}
