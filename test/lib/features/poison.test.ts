import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../../lib/features/catalogue.ts';
import { fitFeatureContext } from '../../../lib/features/featureContext.ts';
import { featurize } from '../../../lib/features/featurize.ts';
import type { Market } from '../../../lib/film/market.ts';
import { originInstant, viewAsOf } from '../../../lib/signals/asOfView.ts';
import { buildMarketHistory } from '../../../lib/signals/marketHistory.ts';
import { seededRandom } from '../../../lib/stats/random.ts';
import { describeWithSharedData } from '../../sharedData.ts';
import { alterFuture } from './alterFuture.ts';
import { type Invented, inventHistory } from './inventHistory.ts';
import { readRealHistory } from './readRealHistory.ts';

const SEED = 20_260_201;
const MS_PER_DAY = 86_400_000;

/** A film, a moment about its release, an earlier moment at which the context is fitted, and how to change the rest. */
const cases = fc.record({
  film: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  origin: fc.integer({ min: -7, max: 7 }),
  pastMidnight: fc.constantFrom(0, 0, 1, 12 * 3_600_000, MS_PER_DAY - 1),
  fittedDaysBefore: fc.integer({ min: 0, max: 400 }),
  poison: fc.integer(),
});

function expectDeafToTheFuture(market: Market, before: Invented, runs: number): void {
  const history = buildMarketHistory(market, before.films, before.rows);
  const check = ({
    film,
    origin,
    pastMidnight,
    fittedDaysBefore,
    poison,
  }: typeof cases extends fc.Arbitrary<infer T> ? T : never) => {
    const subject = history.films[Math.floor(film * history.films.length)];
    if (subject === undefined) throw new Error('a history without films');
    const asOf = originInstant(subject, origin) + pastMidnight;
    const fitted = asOf - fittedDaysBefore * MS_PER_DAY;
    const after = alterFuture(before, asOf, seededRandom(poison));
    const altered = buildMarketHistory(market, after.films, after.rows);
    const context = fitFeatureContext(viewAsOf(history, fitted));
    const alteredContext = fitFeatureContext(viewAsOf(altered, fitted));
    expect(alteredContext).toEqual(context);
    const at = (id: string, of: typeof history) => of.indexOf(id) ?? Number.NaN;
    const vector = featurize(viewAsOf(history, asOf), at(subject.filmId, history), context);
    const alteredVector = featurize(viewAsOf(altered, asOf), at(subject.filmId, altered), alteredContext);
    const different = FEATURES.filter((_, column) => !Object.is(vector.values[column], alteredVector.values[column]));
    expect(different.map((feature) => feature.name)).toEqual([]);
    expect({ ...alteredVector, film: 0, values: [] }).toEqual({ ...vector, film: 0, values: [] });
  };
  fc.assert(fc.property(cases, check), { seed: SEED, numRuns: runs });
}

describe('features are deaf to whatever is not known at their moment (defects 2, 26, 27, 31)', () => {
  it.each(['US', 'CN'] as const)('bit for bit, on an invented history of %s', (market) => {
    expectDeafToTheFuture(market, inventHistory(market, 11), 150);
  });
});

describeWithSharedData('features of real films are deaf to whatever is not known at their moment', () => {
  it.each(['US', 'CN'] as const)('bit for bit, in %s', async (market) => {
    expectDeafToTheFuture(market, await readRealHistory(market), 12);
  });
});
