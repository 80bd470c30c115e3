import { startOfDay } from '../../../lib/calendar/zone.ts';
import { assessIntegrity, type IntegrityNorms } from '../../../lib/integrity/assessIntegrity.ts';
import { cleanRatings } from '../../../lib/integrity/ratingBursts.ts';
import { simulateRatings } from '../../../lib/simulation/shows/simulateRatings.ts';
import { yearOfFilms } from '../simulation/worlds.ts';
import { attentionFilms, type Score } from './measure.ts';

const GOAL = 0.05;

/** One day of a signal: what part of it was bought, whether that was found, and how wrong raw and cleaned are. */
interface JudgedDay {
  readonly worth: number;
  readonly found: boolean;
  readonly rawError: number;
  readonly cleanedError: number;
}

/** Heat or want-to-see of the market's own films before release; errors over what is seen. */
export function attentionScore(
  metric: 'want_to_see' | 'social_heat',
  seeds: readonly number[],
  norms: IntegrityNorms,
): Score {
  const days = attentionFilms('CN', seeds).flatMap(({ film, rows, bought }): readonly JudgedDay[] => {
    const { findings } = assessIntegrity({ film, rows, norms, asOf: startOfDay(film.releaseDate, 'CN') });
    const taken = new Map<number, number>();
    for (const one of findings) if (one.metric === metric) taken.set(one.day, (taken.get(one.day) ?? 0) + one.taken);
    return rows.flatMap(({ date, values }) => {
      const seen = values[metric];
      if (seen === undefined || seen === 0 || date >= film.releaseDate) return [];
      const fake = (metric === 'want_to_see' ? bought.get(date)?.wantToSee : bought.get(date)?.heat) ?? 0;
      const off = taken.get(date) ?? 0;
      return [{ worth: fake / seen, found: off > 0, rawError: fake / seen, cleanedError: Math.abs(fake - off) / seen }];
    });
  });
  return score(days);
}

/** Ratings of the market's films; errors in points of the mean score. */
export function ratingScore(seeds: readonly number[]): Score {
  const days = seeds.flatMap((seed) => {
    const { films, truth } = yearOfFilms('CN', seed);
    return films.flatMap((film, i): readonly JudgedDay[] => {
      const hidden = truth[i];
      if (hidden === undefined) return [];
      const given = simulateRatings(hidden, film.releaseDate, seed);
      const { findings, days: cleaned } = cleanRatings(film.filmId, given, Number.MAX_SAFE_INTEGER);
      const found = new Set(findings.map(({ day }) => day));
      return given.flatMap(({ day, counts, ordered }, at) => {
        const honest = counts.map((count, score) => count - (ordered[score] as number));
        const [seen, trueMean] = [meanOf(counts), meanOf(honest)];
        if (Number.isNaN(trueMean)) return [];
        return {
          worth: sum(ordered) / sum(counts),
          found: found.has(day),
          rawError: Math.abs(seen - trueMean),
          cleanedError: Math.abs(meanOf(cleaned[at]?.counts ?? []) - trueMean),
        };
      });
    });
  });
  return score(days);
}

function score(days: readonly JudgedDay[]): Score {
  const fake = days.filter(({ worth }) => worth >= GOAL);
  const honest = days.filter(({ worth }) => worth === 0);
  const share = (own: readonly JudgedDay[]) => own.filter(({ found }) => found).length / own.length;
  return {
    days: fake.length,
    recall: share(fake),
    honestDays: honest.length,
    falsePositives: share(honest),
    distortionCut: 1 - sum(days.map((day) => day.cleanedError)) / sum(days.map((day) => day.rawError)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function meanOf(counts: readonly number[]): number {
  return sum(counts.map((count, i) => count * (i + 1))) / sum(counts);
}
