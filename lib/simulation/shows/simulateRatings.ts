import type { Day } from '../../film/day.ts';
import type { RatingDay } from '../../integrity/ratingDay.ts';
import { type Draw, drawsOf } from '../draw.ts';
import type { FilmTruth } from '../truth.ts';

/** Scores that people gave on one day, and those of them that were ordered. */
export interface SimulatedRatingDay extends RatingDay {
  /** By score, 1 first. */
  readonly ordered: readonly number[];
}

const DAYS = 21;
const SCORES = 10;

/** Ordered scores: all alike, on some days in a row. */
interface Order {
  readonly score: number;
  /** Over the honest scores of a day. */
  readonly worth: number;
  readonly from: number;
  readonly days: number;
}

/**
 * Scores of 1 to 10 in the first three weeks. Honest ones follow word of mouth; fans come first and love it; some films
 * split their audience; now and then a scandal brings many who are angry. A quarter of films get ordered scores, praise or
 * bombs.
 */
export function simulateRatings(
  { filmId, wordOfMouth, fans }: Pick<FilmTruth, 'filmId' | 'wordOfMouth' | 'fans'>,
  releaseDate: Day,
  seed: number,
): readonly SimulatedRatingDay[] {
  const draw = drawsOf(seed, `${filmId}/ratings`);
  const volume = Math.exp(draw.normal(6, 0.9));
  const split = draw.chance(0.2) ? draw.between(0.1, 0.35) : 0.03;
  const scandal = draw.chance(0.06) ? { age: draw.below(14), share: draw.between(0.3, 0.8) } : undefined;
  const order = draw.chance(0.25) ? drawOrder(draw) : undefined;
  return Array.from({ length: DAYS }, (_, age): SimulatedRatingDay => {
    const people = Math.round(volume * Math.exp(-0.12 * age + draw.heavy(0.25)));
    const love = fans * Math.exp(-0.5 * age);
    const angry = scandal && (age === scandal.age || age === scandal.age + 1) ? scandal.share : 0;
    const counts = new Array<number>(SCORES).fill(0);
    const honest = Math.round(people * (1 + 2 * angry));
    for (let i = 0; i < honest; i++) {
      const mean = draw.chance(angry) ? 3.5 : 7.4 + 0.8 * wordOfMouth + 1.5 * love;
      const score = draw.chance(split) ? (draw.chance(0.5) ? 10 : 1 + draw.below(2)) : draw.normal(mean, 1.7);
      const place = Math.max(1, Math.min(SCORES, Math.round(score))) - 1;
      counts[place] = (counts[place] as number) + 1;
    }
    const active = order && age >= order.from && age < order.from + order.days;
    const ordered = counts.map((_, i) => (active && i + 1 === order.score ? Math.round(order.worth * people) : 0));
    return { day: releaseDate + age, counts: counts.map((count, i) => count + (ordered[i] as number)), ordered };
  });
}

function drawOrder(draw: Draw): Order {
  const score = draw.pick([10, 10, 10, 9, 1, 1, 2]);
  return { score, worth: Math.exp(draw.normal(-1, 0.8)), from: draw.below(12), days: 1 + draw.below(4) };
}
