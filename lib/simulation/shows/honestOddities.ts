import type { Draw } from '../draw.ts';
import type { PlannedShow } from './timetable.ts';

/**
 * What looks odd and is honest: chains that sell at a promotional price, midnight shows of what fans wait for, shows that
 * were moved and are listed twice, prices with a digit too many.
 * @param shows changed in place
 * @param first whether this is the first day of showing
 */
export function addOddities(
  draw: Draw,
  shows: readonly PlannedShow[],
  { fans, first, runtimeMin }: { readonly fans: number; readonly first: boolean; readonly runtimeMin: number },
): void {
  const promotes = draw.chance(0.3);
  const chain = { from: draw.below(50), share: draw.between(0.02, 0.1), price: draw.between(0.25, 0.7) };
  const midnight = first && draw.chance(0.3 + fans) ? draw.between(0.01, 0.06) : 0;
  const crowd = 2 + 6 * fans;
  for (const show of shows) {
    const inChain = promotes && ((show.cinema + chain.from) % 100) / 100 < chain.share;
    if (inChain) {
      show.price = Math.round(show.price * chain.price);
      show.pull *= draw.between(1.5, 3);
    }
    if (draw.chance(midnight)) {
      show.start = draw.below(15);
      show.pull *= crowd;
    } else if (draw.chance(0.002)) {
      show.start = Math.max(9 * 60, show.start - 10 - draw.below(Math.round(runtimeMin / 2)));
    }
    if (draw.chance(0.001)) show.price *= 10;
  }
}
