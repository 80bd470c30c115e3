import { monthOf } from '../calendar/gregorian.ts';
import { type ReleaseWindow, releaseWindowAt } from '../calendar/releaseWindow.ts';
import { type Day, weekday } from '../film/day.ts';
import type { Draw } from './draw.ts';
import type { SeasonTraits, SlateProfile } from './marketProfile.ts';
import type { SimulatedMarket } from './simulatedMarket.ts';

const ORDINARY: SeasonTraits = { rate: 1, level: 0 };

/** What kind of films open on a day, by its release window or else its month. */
export function seasonOf(day: Day, market: SimulatedMarket, profile: SlateProfile): SeasonTraits {
  const window = releaseWindowAt(day, market);
  return (window && profile.seasons[window.id]) ?? profile.seasons[`month:${monthOf(day)}`] ?? ORDINARY;
}

/** Days on which films open, ascending: more in busy stretches of the year, mostly on the market's usual weekday. */
export function releaseDates(
  draw: Draw,
  market: SimulatedMarket,
  profile: SlateProfile,
  slate: { readonly count: number; readonly from: Day; readonly until: Day },
): readonly Day[] {
  const { count, from, until } = slate;
  const sums = new Float64Array(Math.max(1, until - from));
  let sum = 0;
  for (let at = 0; at < sums.length; at++) {
    sum += openings(from + at, market, profile);
    sums[at] = sum;
  }
  const dates = Array.from({ length: count }, () => from + firstAbove(sums, draw.uniform() * sum));
  return dates.sort((a, b) => a - b);
}

/** Expected openings of a day, relative. */
function openings(day: Day, market: SimulatedMarket, profile: SlateProfile): number {
  const { rate, onFirstDay = 0 } = seasonOf(day, market, profile);
  const { weekdays } = profile;
  const usual = (7 * (weekdays[weekday(day)] ?? 0)) / weekdays.reduce((all, one) => all + one, 0);
  const window = releaseWindowAt(day, market);
  return rate * ((1 - onFirstDay) * usual + (window ? onFirstDay * openingRush(day, window) : 0));
}

function openingRush(day: Day, { from, to }: ReleaseWindow): number {
  return day === from ? to - from + 1 : 0;
}

/** The first place in an ascending list whose value is above `mark`; the last where none is. */
function firstAbove(ascending: Float64Array, mark: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] as number) > mark) high = middle;
    else low = middle + 1;
  }
  return low;
}
