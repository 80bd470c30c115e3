import type { Day } from '../film/day.ts';
import { median } from '../stats/median.ts';
import type { Finding } from './finding.ts';
import type { RatingDay } from './ratingDay.ts';
import { findingText } from './texts.ts';

/** Ratings of a film with those taken off that were given in bursts. */
export interface CleanedRatings {
  readonly findings: readonly Finding[];
  readonly days: readonly RatingDay[];
}

const FEWEST_DAYS = 5;
const LEAST_ERRORS = 4;
/** Anger and joy of an audience show in neighbouring scores too; orders are for one score. */
const NEIGHBOUR_ERRORS = 2.5;
/** Fans come on the first days and love it. */
const [LOVE, FAN_DAYS, FAN_ERRORS] = [9, 2, 10] as const;
const LEAST_SHARE = 0.05;
/** Audiences change from day to day. */
const MOOD = 0.2;

/**
 * Bursts of identical scores, praise and bombs alike: a score that, on one day, was given far more often beside all other
 * scores than on the film's other days. What is above usual is taken off, so that the mean may fall or rise.
 * @param today days from it on are not known yet
 */
export function cleanRatings(filmId: string, days: readonly RatingDay[], today: Day): CleanedRatings {
  const known = days.filter(({ day }) => day < today).sort((a, b) => a.day - b.day);
  if (known.length < FEWEST_DAYS) return { findings: [], days: known };
  const first = known[0]?.day ?? today;
  const findings: Finding[] = [];
  const cleaned = known.map((day) => {
    const usual = usualOdds(known.filter((other) => other !== day));
    const total = sumOf(day.counts);
    const expected = day.counts.map((count, i) => (total - count) * (usual[i] ?? 0));
    const errors = day.counts.map((count, i) => errorsOf(count, expected[i] ?? 0));
    const counts = day.counts.map((count, i) => {
      const alone = Math.max(errors[i - 1] ?? 0, errors[i + 1] ?? 0) < NEIGHBOUR_ERRORS;
      const excess = count - (expected[i] ?? 0);
      const byFans = i + 1 >= LOVE && day.day < first + FAN_DAYS;
      const isBurst =
        alone && (errors[i] ?? 0) >= (byFans ? FAN_ERRORS : LEAST_ERRORS) && excess >= LEAST_SHARE * total;
      return isBurst ? Math.round(expected[i] ?? 0) : count;
    });
    findings.push(...burstsOf(filmId, day, counts));
    return { day: day.day, counts };
  });
  return { findings, days: cleaned };
}

function errorsOf(count: number, expected: number): number {
  return (count - expected) / Math.sqrt(expected + (MOOD * expected) ** 2 + 1);
}

function burstsOf(filmId: string, { day, counts }: RatingDay, cleaned: readonly number[]): readonly Finding[] {
  const [raw, mean] = [meanScore(counts), meanScore(cleaned)];
  return counts.flatMap((count, i) => {
    const usual = cleaned[i] as number;
    if (usual === count) return [];
    const evidence = { score: i + 1, count, usual };
    const severity = (count - usual) / sumOf(counts);
    const text = findingText('rating-burst', day, evidence);
    const values = { severity, raw, cleaned: mean, taken: raw - mean, evidence, text };
    return [{ filmId, day, metric: 'rating', rule: 'rating-burst', detail: 'ratings', ...values } as const];
  });
}

/** How often each score is given beside all others: the median over days. */
function usualOdds(days: readonly RatingDay[]): readonly number[] {
  const scores = days[0]?.counts.length ?? 0;
  return Array.from({ length: scores }, (_, i) => {
    const odds = days.flatMap(({ counts }) => {
      const others = sumOf(counts) - (counts[i] as number);
      return others > 0 ? [(counts[i] as number) / others] : [];
    });
    return odds.length === 0 ? 0 : median(odds);
  });
}

function meanScore(counts: readonly number[]): number {
  return counts.reduce((sum, count, i) => sum + count * (i + 1), 0) / sumOf(counts);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
